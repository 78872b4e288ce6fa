package picture

import (
	"image"

	"github.com/oneglyph/oneglyph/model"
)

// maxSide bounds the longer side of a picture that is worked on, in pixels:
// eight times a glyph's, since a photograph shows more than the character.
const maxSide = 8 * model.Side

// DefaultThreshold is the share of the ink's own darkness from which on a mark
// counts as ink.
const DefaultThreshold = 0.5

// Picture is an image upright and at most 840 pixels a side, in which ink can be
// found. It never changes and may be shared between goroutines.
type Picture struct {
	image   *image.RGBA
	missing missing // of the file
	reading reading
}

// New looks at an image; one that is larger than needed is averaged down.
func New(img image.Image) *Picture {
	small, ok := img.(*image.RGBA)
	if b := img.Bounds(); !ok || b.Min != (image.Point{}) || max(b.Dx(), b.Dy()) > maxSide {
		small = reduce(img, blockFor(img.Bounds(), maxSide))
	}
	p := &Picture{image: small}
	if !small.Rect.Empty() {
		p.reading = read(small)
	}
	return p
}

// read finds what stands out in a picture.
func read(img *image.RGBA) reading {
	whole := rect{0, 0, img.Rect.Dx(), img.Rect.Dy()}
	r, ok := onNothing(img)
	if ok {
		return r
	}
	if r.ink == 0 {
		return viewOf(img, whole, [3]uint8{255, 255, 255}).read(0)
	}
	sheet, paper, _ := r.sheet(img)
	return viewOf(img, sheet, paper).read(0)
}

// Image is the picture as a person sees it. It is not to be written to.
func (p *Picture) Image() image.Image { return p.image }

// Ink finds the character: the large mark in the middle and its neighbours, each
// at least threshold times as dark as the ink is, or as light on dark paper. What
// else is on the page is left out: see docs/pictures.md. A threshold near 0 takes
// the faintest trace for ink and one near 1 the blackest alone. It returns
// model.ErrEmpty when nothing stands out, and ErrFormat when the character is cut
// off with the file.
func (p *Picture) Ink(threshold float64) (s model.Scan, err error) {
	defer recovered(&err)
	r := p.reading
	if r.ink == 0 {
		return model.Scan{}, model.ErrEmpty
	}
	m := r.mask(threshold)
	m.keepCharacter(r.even)
	s, box, err := m.crop()
	if err != nil {
		return model.Scan{}, err
	}
	box = rect{box.x0 + r.x0, box.y0 + r.y0, box.x1 + r.x0, box.y1 + r.y0}
	if !p.missing.spares(box, p.image.Rect.Dx(), p.image.Rect.Dy()) {
		return model.Scan{}, damaged("it is cut off within the character")
	}
	return s.Within(4 * model.Side), nil
}
