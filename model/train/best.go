package train

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"

	"github.com/oneglyph/oneglyph/model/siamese"
)

// best keeps the network of the highest held-out accuracy of a run that stops
// when that no longer rises. It lies beside the checkpoint, so that a run which
// is taken up again knows it too.
type best struct {
	file     string // empty: none
	patience int    // steps
	model    *siamese.Model
	accuracy float64
	step     int
}

// bestOf begins a run's, or finds that of the run which is taken up again. A
// recipe without patience has none.
func bestOf(o *Options) (*best, error) {
	if o.Recipe.Patience == 0 {
		return nil, nil
	}
	b := &best{patience: o.Recipe.Patience * max(o.Recipe.Epoch, 1)}
	if o.Checkpoint == "" {
		return b, nil
	}
	b.file = o.Checkpoint + ".best"
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
	accuracy, err := strconv.ParseFloat(m.Info(AccuracyKey), 64)
	if err != nil {
		return nil, fmt.Errorf("train: %s: its accuracy: %w", b.file, err)
	}
	step, err := strconv.Atoi(m.Info(stepKey))
	if err != nil {
		return nil, fmt.Errorf("train: %s: its step: %w", b.file, err)
	}
	b.model, b.accuracy, b.step = m, accuracy, step
	return b, nil
}

// hear takes in a validation.
func (b *best) hear(m *siamese.Model, accuracy float64, step int) error {
	if b == nil || b.model != nil && accuracy <= b.accuracy {
		return nil
	}
	b.model, b.accuracy, b.step = m, accuracy, step
	if b.file == "" {
		return nil
	}
	return m.Save(b.file)
}

// stale says that the best is so long ago that the run may end.
func (b *best) stale(step int) bool { return b != nil && b.model != nil && step-b.step >= b.patience }
