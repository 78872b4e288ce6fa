package train

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"

	"github.com/oneglyph/oneglyph/model/siamese"
)

// best keeps the network of a run's highest held-out accuracy.
type best struct {
	file     string         // empty: in memory
	model    *siamese.Model // nil where it is in the file
	accuracy float64
	taken    int // steps; 0: none yet
}

// bestOf begins a run's, or finds that of the run which is taken up again.
func bestOf(o *Options) (*best, error) {
	b := &best{file: o.Best}
	if b.file == "" {
		return b, nil
	}
	if o.Resume == nil {
		if err := os.Remove(b.file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("train: %w", err)
		}
		return b, nil
	}
	m, err := siamese.Open(b.file)
	if errors.Is(err, fs.ErrNotExist) { // no validation yet
		return b, nil
	}
	if err != nil {
		return nil, err
	}
	if b.accuracy, err = strconv.ParseFloat(m.Info(AccuracyKey), 64); err != nil {
		return nil, fmt.Errorf("train: %s: its accuracy: %w", b.file, err)
	}
	if b.taken, err = strconv.Atoi(m.Info(stepKey)); err != nil {
		return nil, fmt.Errorf("train: %s: its step: %w", b.file, err)
	}
	return b, nil
}

func (b *best) known() bool { return b != nil && b.taken > 0 }

// offer takes in a validation, and reports whether it is the best so far.
func (b *best) offer(m *siamese.Model, accuracy float64, taken int) (better bool, err error) {
	if b.known() && accuracy <= b.accuracy {
		return false, nil
	}
	if b.file == "" {
		b.model = m
	} else if err := m.Save(b.file); err != nil {
		return false, err
	}
	b.accuracy, b.taken = accuracy, taken
	return true, nil
}

// network returns the one that is kept.
func (b *best) network() (*siamese.Model, error) {
	if b.model != nil {
		return b.model, nil
	}
	return siamese.Open(b.file)
}
