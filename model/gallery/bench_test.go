package gallery_test

import (
	"fmt"
	"math"
	"path/filepath"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// wave is a picture of 300×300 pixels that differs with n.
func wave(n int) gallery.Example {
	const side = 300
	s := model.Scan{W: side, H: side, Pix: make([]uint8, side*side)}
	for x := range side {
		y := int(side / 2 * (1 + 0.9*math.Sin(float64(x)/float64(10+n%7))))
		for d := range min(5, side-y) {
			s.Pix[(y+d)*side+x] = uint8(200 + 10*d + x*n%7)
		}
	}
	return gallery.FromPicture(s)
}

// BenchmarkSave saves 2,000 classes of one drawing each.
func BenchmarkSave(b *testing.B) {
	for _, kind := range []struct {
		name string
		draw func(int) gallery.Example
	}{{"strokes", zigzag}, {"pictures", wave}} {
		b.Run(kind.name, func(b *testing.B) {
			p := gallery.New()
			for i := range 2000 {
				if _, err := p.Add(fmt.Sprint(i), kind.draw(i)); err != nil {
					b.Fatal(err)
				}
			}
			path := filepath.Join(b.TempDir(), "x.oneglyph")
			for b.Loop() {
				if err := p.Save(path); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
