package inference

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// BuiltIn names the weights that come with the program.
const BuiltIn = "built-in"

// weightsName is the file in the data folder of weights that are used instead of
// the program's own.
const weightsName = "weights.safetensors"

// WeightsPath returns the data folder's file of the weights in use, which is there
// only where they are not the program's own.
func WeightsPath(dir string) string { return filepath.Join(dir, weightsName) }

// Weights are the network in use: the recognizer that ranks with it, and the
// file by which the next start finds it.
type Weights struct {
	*Recognizer
	path    string
	gallery interface{ Gallery() *gallery.Gallery }
	trouble error // with the file, when it was opened

	keeping sync.Mutex                     // held while the file is written
	own     func() (*siamese.Model, error) // the program's own network, read once

	mu      sync.Mutex
	model   *siamese.Model
	builtIn bool
}

// OpenWeights sets the network that was used last to work on a gallery, or the
// program's own where there was none or it cannot be read any more; Trouble returns
// why. Close ends it.
func OpenWeights(dir string, gallery interface{ Gallery() *gallery.Gallery }) (*Weights, error) {
	w := &Weights{path: WeightsPath(dir), gallery: gallery}
	w.own = sync.OnceValues(func() (*siamese.Model, error) { return LoadModel("") })
	m, err := siamese.Open(w.path)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			w.trouble = setAside(w.path, err)
		}
		if m, err = w.own(); err != nil {
			return nil, err
		}
		w.builtIn = true
	}
	w.model = m
	gallery.Gallery().Network = Describe(m)
	w.Recognizer = NewRecognizer(m, gallery.Gallery())
	return w, nil
}

// setAside keeps weights that nobody can read, perhaps those of a newer program,
// where the next ones do not take their place, and adds their new path to the
// error. Weights that cannot be had for another reason stay where they are.
func setAside(path string, reason error) error {
	if !errors.Is(reason, siamese.ErrFormat) {
		return reason
	}
	kept, err := gallery.SetAside(path)
	if err != nil {
		return errors.Join(reason, err)
	}
	return fmt.Errorf("%w; kept as %s", reason, kept)
}

// Trouble returns why the network used last is not in use, or nil if it is or there
// was none.
func (w *Weights) Trouble() error { return w.trouble }

// Current returns the network in use.
func (w *Weights) Current() (m *siamese.Model, builtIn bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.model, w.builtIn
}

// Use makes another network rank, the program's own for nil, and embeds the
// gallery again. It belongs to the goroutine that owns the gallery, and comes after
// Keep.
func (w *Weights) Use(m *siamese.Model) {
	own := m == nil
	if own {
		var err error
		if m, err = w.own(); err != nil {
			return // it was read when the program started, and is part of it
		}
	}
	w.mu.Lock()
	w.model, w.builtIn = m, own
	w.mu.Unlock()
	w.gallery.Gallery().Network = Describe(m)
	w.Recognizer.Use(m, w.gallery.Gallery())
}

// Keep makes a network the one of the next start, the program's own for nil. The
// network is tried first, so that none that cannot work stands in the way of every
// start.
func (w *Weights) Keep(ctx context.Context, m *siamese.Model) error {
	if m != nil {
		if err := try(ctx, m, trialBound); err != nil {
			return err
		}
	} else if own, err := w.own(); err == nil {
		own.Fingerprint() // which Use needs at once
	}
	w.keeping.Lock() // of two, the one that is begun later comes last
	defer w.keeping.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if m != nil {
		return m.Save(w.path)
	}
	if err := os.Remove(w.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("restore the built-in weights: %w", err)
	}
	return nil
}
