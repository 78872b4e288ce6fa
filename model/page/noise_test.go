package page_test

import (
	"image"
	"math/rand/v2"
	"testing"

	"github.com/oneglyph/oneglyph/model/page"
	"github.com/oneglyph/oneglyph/model/picture"
)

// Of a page of nothing but grain no more is made than of a page of writing.
func TestCutOfGrain(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{2, 3, 7} { // pixels of a grain
		img := image.NewGray(image.Rect(0, 0, 1400, 1400))
		for y := 0; y < 1400; y += size {
			for x := 0; x < 1400; x += size {
				v := uint8(255)
				if x > 20 && y > 20 && rng.IntN(4) == 0 {
					v = 0
				}
				for j := y; j < min(y+size, 1400); j++ {
					for i := x; i < min(x+size, 1400); i++ {
						img.Pix[j*1400+i] = v
					}
				}
			}
		}
		glyphs, _ := page.Cut(picture.NewSheet(img)) // that there is nothing is as good
		if len(glyphs) > 10_000 {
			t.Errorf("grains of %d: %d glyphs", size, len(glyphs))
		}
	}
}
