package picture_test

import (
	"bytes"
	"errors"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/picture"
)

// FuzzWriting makes pictures of writing of any size from 1 to 2,000 pixels, with
// any margin, paper, ink, light and grain, as programs and cameras do, and finds
// the ink in them.
func FuzzWriting(f *testing.F) {
	f.Add(uint64(1), uint16(300), uint16(300), int8(10), uint8(12), uint32(0xffffff), uint32(0), uint8(0), uint8(0), uint8(0))
	f.Add(uint64(2), uint16(193), uint16(195), int8(-2), uint8(60), uint32(0xf0f0f0), uint32(0x202020), uint8(90), uint8(3), uint8(1))
	f.Add(uint64(3), uint16(1), uint16(2000), int8(0), uint8(1), uint32(0), uint32(0xffffff), uint8(0), uint8(0), uint8(2))
	f.Add(uint64(4), uint16(88), uint16(128), int8(0), uint8(30), uint32(0x3c793c), uint32(0xc82828), uint8(60), uint8(9), uint8(3))
	f.Fuzz(func(t *testing.T, seed uint64, w, h uint16, margin int8, pen uint8, paper, ink uint32, gradient, noise, kind uint8) {
		width, height := 1+int(w)%2000, 1+int(h)%2000
		if width*height > 1_000_000 && seed%8 != 0 { // large ones now and then, small ones often
			width, height = 1+width/4, 1+height/4
		}
		rng := rand.New(rand.NewPCG(seed, 0))
		colour := func(c uint32) color.NRGBA { return color.NRGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 255} }
		ground := colour(paper)
		if kind&4 != 0 {
			ground = nothing
		}
		s := newSheet(width, height, ground)
		side := float64(min(width, height))
		size := side * (1 - float64(margin)/64)
		drawn := placed(wobbled(characters[names[seed%uint64(len(names))]], rng), float64(width)/2, float64(height)/2, size)
		if kind&8 != 0 { // fills its picture in both directions
			for i := range drawn {
				for k := range drawn[i] {
					drawn[i][k].X = (drawn[i][k].X-float32(width)/2)*float32(width)/float32(side) + float32(width)/2
					drawn[i][k].Y = (drawn[i][k].Y-float32(height)/2)*float32(height)/float32(side) + float32(height)/2
				}
			}
		}
		s.draw(drawn, max(side*float64(pen)/256, 0.5), colour(ink))
		if kind&2 != 0 {
			s.small(0, float64(height)*0.9, max(side/20, 2), 1+int(seed%5), colour(ink), rng)
		}
		if gradient > 0 || noise > 0 {
			s.light(float64(gradient)/256, float64(noise%7)/10, float64(noise)/12, rng)
		}
		var file bytes.Buffer
		var err error
		if kind&1 != 0 && kind&4 == 0 {
			err = jpeg.Encode(&file, s.image(), &jpeg.Options{Quality: 30 + int(seed%70)})
		} else {
			err = png.Encode(&file, s.image())
		}
		if err != nil {
			t.Fatal(err)
		}
		p, err := picture.Decode(&file)
		if err != nil {
			t.Fatal(err)
		}
		for _, threshold := range []float64{0, picture.DefaultThreshold, 1} {
			ink, err := p.Ink(threshold)
			if errors.Is(err, model.ErrEmpty) {
				continue
			}
			if err != nil || ink.W < 1 || ink.H < 1 || max(ink.W, ink.H) > 4*model.Side || len(ink.Pix) != ink.W*ink.H || slices.Max(ink.Pix) < 128 {
				t.Fatalf("ink of %d×%d, %v", ink.W, ink.H, err)
			}
		}
	})
}
