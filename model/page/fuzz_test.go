package page_test

import (
	"image"
	"testing"

	"github.com/oneglyph/oneglyph/model/page"
	"github.com/oneglyph/oneglyph/model/picture"
)

// FuzzCut cuts whatever a picture shows: each glyph lies within it, holds ink, and is
// read after the one before.
func FuzzCut(f *testing.F) {
	f.Add([]byte("\xff\xff\xff\xff\xff\x00\xff\xff\x00\xff\xff\xff"), uint8(4), uint8(9))
	f.Add([]byte{255}, uint8(1), uint8(1))
	f.Add([]byte("some text is as good as any picture of noise, and a little longer"), uint8(13), uint8(3))
	f.Fuzz(func(t *testing.T, pix []byte, width, scale uint8) {
		w, by := 1+int(width)%64, 1+int(scale)%12
		h := len(pix) / w
		if h == 0 || h > 64 {
			return
		}
		img := image.NewGray(image.Rect(0, 0, w*by, h*by))
		for y := range h * by {
			for x := range w * by {
				img.Pix[y*img.Stride+x] = pix[y/by*w+x/by]
			}
		}
		glyphs, err := page.Cut(picture.NewSheet(img))
		if err != nil {
			return
		}
		for i, g := range glyphs {
			if !g.Box.In(img.Rect) || g.Box.Empty() || g.Ink.W < 1 || g.Ink.H < 1 || len(g.Ink.Pix) != g.Ink.W*g.Ink.H {
				t.Fatalf("glyph %d of %d: %v, %d×%d", i, len(glyphs), g.Box, g.Ink.W, g.Ink.H)
			}
			if i > 0 && g.Line < glyphs[i-1].Line {
				t.Fatalf("line %d after %d", g.Line, glyphs[i-1].Line)
			}
		}
	})
}
