package train

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/omnitest"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// tiny is a network that learns within a second.
func tiny() siamese.Architecture {
	a := siamese.Architecture{Name: "tiny", Input: 16, PositiveAlpha: true}
	for range 3 {
		a.Layers = append(a.Layers, siamese.Layer{Filters: 16, Kernel: 3, Pad: 1, Pool: 2, BatchNorm: true})
	}
	return a
}

// recipe is a short run of the tiny network.
func recipe(steps int) Recipe {
	r := Default(tiny())
	r.Steps, r.Duration = steps, 0
	r.Classes, r.Alphabets = 20, 1
	r.Rate, r.Views = 5e-3, 2
	r.Distortion = Distortion{Rotation: 5, Scale: 0.1, Shear: 0.1, Shift: 0.02, Elastic: 0.01, Widen: 0.2}
	return r
}

// sets returns two alphabets to learn from and one held out, each of 20 random
// characters by four drawers of unsteady hands. They are drawn once.
func sets(t testing.TB) (learnt, held *omniglot.Set) {
	t.Helper()
	all, err := synthetic()
	if err != nil {
		t.Fatal(err)
	}
	learnt, held, err = all.Split([]string{"Gamma"})
	if err != nil {
		t.Fatal(err)
	}
	return learnt, held
}

var synthetic = sync.OnceValues(func() (*omniglot.Set, error) {
	dir, err := os.MkdirTemp("", "oneglyph-train")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "set.zip")
	if err := omnitest.WriteZip(path, 20, 4, "Alpha", "Beta", "Gamma"); err != nil {
		return nil, err
	}
	return omniglot.Open(context.Background(), path, nil)
})
