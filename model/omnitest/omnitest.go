// Package omnitest makes small data sets in Omniglot's layout for tests:
// random characters, each drawn by several unsteady hands. It also holds what
// tests of several rooms compare drawings by.
package omnitest

import (
	"archive/zip"
	"fmt"
	"image/png"
	"math/rand/v2"
	"os"

	"github.com/oneglyph/oneglyph/model"
)

// WriteZip makes a zip file of alphabets of that many characters, each drawn by
// that many drawers. It is always the same.
func WriteZip(path string, characters, drawers int, alphabets ...string) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := f.Close(); err == nil {
			err = closeErr
		}
	}()
	z := zip.NewWriter(f)
	rng := rand.New(rand.NewPCG(7, 7))
	for a, alphabet := range alphabets {
		for c := range characters {
			character := scrawl(rng)
			for drawer := 1; drawer <= drawers; drawer++ {
				g, err := model.FromStrokes(unsteady(rng, character))
				if err != nil {
					return err
				}
				w, err := z.Create(fmt.Sprintf("%s/character%02d/%04d_%02d.png", alphabet, c+1, 100*a+c, drawer))
				if err != nil {
					return err
				}
				if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(w, g.Image()); err != nil {
					return err
				}
			}
		}
	}
	return z.Close()
}

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

// SharedInk is the ink that two glyphs have in common, of all that is ink in
// either: 0 to 1.
func SharedInk(a, b model.Glyph) float64 {
	var both, either float64
	for i, v := range a.Pix() {
		both += float64(min(v, b.Pix()[i]))
		either += float64(max(v, b.Pix()[i]))
	}
	return both / either
}
