package omniglot

import "github.com/oneglyph/oneglyph/model"

// Drawing is one character as one drawer drew it: its ink alone, cropped to the
// ink's box and kept as one bit a pixel. A whole Omniglot fits in some ten
// megabytes that way. A Drawing never changes.
type Drawing struct {
	// Drawer is the drawer's number, 1 to 20 in Omniglot.
	Drawer int

	w, h uint8
	bits string // w×h pixels row by row, lowest bit first, 1 ink
}

// NewDrawing makes a drawing of ink of any size, which is fitted into Omniglot's
// frame where it is larger. A pixel counts as ink from half strength on.
func NewDrawing(drawer int, s model.Scan) Drawing { return newDrawing(drawer, s.Within(model.Side)) }

// newDrawing packs a scan of at most Side×Side pixels.
func newDrawing(drawer int, s model.Scan) Drawing {
	bits := make([]byte, (len(s.Pix)+7)/8)
	for i, v := range s.Pix {
		bits[i>>3] |= v >> 7 << (i & 7)
	}
	return Drawing{Drawer: drawer, w: uint8(s.W), h: uint8(s.H), bits: string(bits)}
}

// Scan unpacks the drawing: every pixel 0 or 255.
func (d Drawing) Scan() model.Scan { return d.ScanInto(nil) }

// ScanInto unpacks the drawing into buf, which the scan then refers to. It
// allocates only when buf has less capacity than the drawing has pixels, at
// most model.Side².
func (d Drawing) ScanInto(buf []uint8) model.Scan {
	s := model.Scan{W: int(d.w), H: int(d.h)}
	n := s.W * s.H
	if cap(buf) < n {
		buf = make([]uint8, n)
	}
	s.Pix = buf[:n]
	for i := range s.Pix {
		s.Pix[i] = -(d.bits[i>>3] >> (i & 7) & 1)
	}
	return s
}

// Glyph normalises the drawing as every picture is.
func (d Drawing) Glyph() model.Glyph { return d.Scan().Glyph(nil) }
