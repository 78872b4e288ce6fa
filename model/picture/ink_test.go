package picture_test

import (
	"errors"
	"image"
	"image/color"
	"image/draw"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/picture"
)

// framed puts a letter on paper of its own size plus a margin, in two colours.
func framed(t *testing.T, ink, paper color.Color) *image.NRGBA {
	t.Helper()
	s := letter(t)
	img := image.NewNRGBA(image.Rect(0, 0, s.W+40, s.H+40))
	draw.Draw(img, img.Rect, image.NewUniform(paper), image.Point{}, draw.Src)
	mask := &image.Alpha{Pix: s.Pix, Stride: s.W, Rect: image.Rect(0, 0, s.W, s.H)}
	draw.DrawMask(img, image.Rect(20, 20, 20+s.W, 20+s.H), image.NewUniform(ink), image.Point{}, mask, image.Point{}, draw.Over)
	return img
}

func TestDrawnPictures(t *testing.T) {
	want := letter(t).Glyph(nil)
	for name, img := range map[string]image.Image{
		"black on white":       framed(t, color.Black, color.White),
		"white on black":       framed(t, color.White, color.Black),
		"pale on paler":        framed(t, color.Gray{Y: 190}, color.Gray{Y: 240}),
		"black on nothing":     framed(t, color.Black, color.Transparent),
		"white on nothing":     framed(t, color.White, color.Transparent),
		"no margin":            framed(t, color.Black, color.White).SubImage(image.Rect(20, 20, 20+letter(t).W, 20+letter(t).H)),
		"beside its own frame": framed(t, color.Black, color.White).SubImage(image.Rect(7, 3, 20+letter(t).W+9, 20+letter(t).H+11)),
	} {
		ink, err := picture.New(img).Ink(picture.DefaultThreshold)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if o := overlap(want, ink.Glyph(nil)); o < 0.97 {
			t.Errorf("%s: %.2f of the letter is seen", name, o)
		}
	}
}

func TestNothingToSee(t *testing.T) {
	for name, img := range map[string]image.Image{
		"nothing":     image.NewRGBA(image.Rectangle{}),
		"transparent": image.NewRGBA(image.Rect(0, 0, 50, 50)),
		"one colour":  image.NewGray(image.Rect(0, 0, 50, 50)),
	} {
		if _, err := picture.New(img).Ink(picture.DefaultThreshold); !errors.Is(err, model.ErrEmpty) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The higher the threshold, the less is ink.
func TestThreshold(t *testing.T) {
	img := framed(t, color.Black, color.White)
	for x := range 60 { // from black to white
		for y := range 6 {
			img.Set(30+x, 100+y, color.Gray{Y: uint8(4 * x)})
		}
	}
	p := picture.New(img)
	last := 1 << 30
	for _, threshold := range []float64{0.1, 0.3, 0.5, 0.7, 0.9} {
		ink, err := p.Ink(threshold)
		if err != nil {
			t.Fatal(err)
		}
		inked := 0
		for _, v := range ink.Pix {
			if v >= 128 {
				inked++
			}
		}
		if inked >= last {
			t.Errorf("at %.1f %d pixels are ink, before %d", threshold, inked, last)
		}
		last = inked
	}
}
