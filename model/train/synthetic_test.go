package train

import (
	"archive/zip"
	"context"
	"fmt"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"oneglyph/model"
	"oneglyph/model/omniglot"
	"oneglyph/model/siamese"
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
	r.Classes, r.Alphabets, r.Turned = 20, 1, false
	r.Rate, r.Views = 5e-3, 2
	r.Distortion = Distortion{Rotation: 5, Scale: 0.1, Shear: 0.1, Shift: 0.02, Elastic: 0.01, Widen: 0.2}
	return r
}

// sets gives two alphabets to learn from and one held out, each of 20 random
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
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z := zip.NewWriter(f)
	rng := rand.New(rand.NewPCG(7, 7))
	for a, alphabet := range []string{"Alpha", "Beta", "Gamma"} {
		for c := range 20 {
			character := scrawl(rng)
			for drawer := 1; drawer <= 4; drawer++ {
				g, err := model.FromStrokes(unsteady(rng, character))
				if err != nil {
					return nil, err
				}
				w, err := z.Create(fmt.Sprintf("%s/character%02d/%04d_%02d.png", alphabet, c+1, 100*a+c, drawer))
				if err != nil {
					return nil, err
				}
				if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(w, g.Image()); err != nil {
					return nil, err
				}
			}
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return omniglot.Open(context.Background(), path, nil)
})

func scrawl(rng *rand.Rand) []model.Stroke {
	strokes := make([]model.Stroke, 1+rng.IntN(2))
	for i := range strokes {
		for range 3 {
			strokes[i] = append(strokes[i], model.Point{X: rng.Float32(), Y: rng.Float32()})
		}
	}
	return strokes
}

func unsteady(rng *rand.Rand, strokes []model.Stroke) []model.Stroke {
	drawn := make([]model.Stroke, len(strokes))
	for i, s := range strokes {
		for _, p := range s {
			p.X, p.Y = p.X+0.1*float32(rng.NormFloat64()), p.Y+0.1*float32(rng.NormFloat64())
			drawn[i] = append(drawn[i], p)
		}
	}
	return drawn
}
