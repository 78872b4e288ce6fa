package picture

import (
	"image"

	"oneglyph/model"
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
	image *image.RGBA
	w, h  int
	// marks says how much each pixel stands out from the paper around it, 0 to
	// 255 for all that light can.
	marks   []uint8
	ink     uint8   // how much ink stands out; 0 when nothing does
	missing missing // of the file
	even    bool    // the paper is of one brightness all over, as a program draws it
}

// New looks at an image; one that is larger than needed is averaged down.
func New(img image.Image) *Picture {
	small, ok := img.(*image.RGBA)
	if b := img.Bounds(); !ok || b.Min != (image.Point{}) || max(b.Dx(), b.Dy()) > maxSide {
		small = reduce(img, blockFor(img.Bounds(), maxSide))
	}
	p := &Picture{image: small, w: small.Rect.Dx(), h: small.Rect.Dy()}
	if p.w == 0 || p.h == 0 {
		return p
	}
	p.lookOver(255)
	if p.ink == 0 { // white ink on nothing at all stands out from black
		p.lookOver(0)
	}
	return p
}

// Image is the picture as a person sees it. It is not to be written to.
func (p *Picture) Image() image.Image { return p.image }

// Ink finds the character: the largest group of marks, each at least threshold
// times as dark as the ink is, or as light on dark paper. Specks, ruled lines
// from edge to edge and what reaches in from beyond the picture are left out.
// A threshold near 0 takes the faintest trace for ink and one near 1 the
// blackest alone. It returns model.ErrEmpty when nothing stands out, and ErrFormat
// when the character is cut off with the file.
func (p *Picture) Ink(threshold float64) (s model.Scan, err error) {
	defer recovered(&err)
	if p.ink == 0 {
		return model.Scan{}, model.ErrEmpty
	}
	m := p.mask(threshold)
	m.unrule()
	m.transposed(func(t *mask) { t.unrule() })
	m.keepCharacter(p.even)
	s, box, err := m.crop()
	if err != nil {
		return model.Scan{}, err
	}
	if !p.missing.spares(box, p.w, p.h) {
		return model.Scan{}, damaged("it is cut off within the character")
	}
	return s.Within(4 * model.Side), nil
}

// mask gives the strength of the ink in every pixel, half at the threshold.
func (p *Picture) mask(threshold float64) mask {
	// A drawing's soft edge is in proportion to how much of a pixel is ink. That
	// of a photograph is blurred besides, and its paper is not clean.
	gain := 1.0
	if !p.even {
		gain = 2
	}
	const faintest = 64 // below it is shadow and compression
	var strengths [256]uint8
	for v := range strengths {
		s := 255 * min(max(0.5+(float64(v)/float64(p.ink)-threshold)*gain, 0), 1)
		if s > faintest && v > 0 {
			strengths[v] = uint8(s + 0.5)
		}
	}
	m := mask{w: p.w, h: p.h, pix: make([]uint8, len(p.marks))}
	for i, v := range p.marks {
		m.pix[i] = strengths[v]
	}
	return m
}
