package ink

import (
	"image"
	"image/color"
	"math"

	"github.com/oneglyph/oneglyph/model"
)

// Painter paints strokes into an image of its own, transparent where there is
// no ink. Ink that overlaps does not add up, so that painting segment by
// segment makes the same picture as painting all at once.
type Painter struct {
	img    *image.RGBA
	ink    color.NRGBA
	unit   float32 // pixels to a paper unit
	radius float32 // in pixels
	shade  [256]color.RGBA
}

// NewPainter makes a painter of a side×side pixels picture. The pen's width is
// in paper units.
func NewPainter(side int, pen float32, ink color.Color) *Painter {
	return NewStripPainter(side, side, pen, ink)
}

// NewStripPainter makes a painter of a picture that is wider than high, or narrower;
// a paper unit is its height.
func NewStripPainter(width, height int, pen float32, ink color.Color) *Painter {
	p := &Painter{img: image.NewRGBA(image.Rect(0, 0, width, height)), unit: float32(height)}
	p.ink = color.NRGBAModel.Convert(ink).(color.NRGBA)
	p.radius = max(pen*p.unit/2, 0.5)
	for a := range p.shade {
		c := p.ink
		c.A = uint8(int(c.A) * a / 255)
		p.shade[a] = color.RGBAModel.Convert(c).(color.RGBA)
	}
	return p
}

// Image is the picture that the painter paints into.
func (p *Painter) Image() *image.RGBA { return p.img }

// Paint wipes the picture and paints the strokes.
func (p *Painter) Paint(strokes []model.Stroke) {
	clear(p.img.Pix)
	for _, s := range strokes {
		p.Stroke(s)
	}
}

// Stroke adds one stroke; a single point makes a dot.
func (p *Painter) Stroke(s model.Stroke) {
	for i, to := range s {
		p.Segment(s[max(i-1, 0)], to)
	}
}

// Segment adds the line that a round pen leaves between two points. Its edge is
// one pixel soft.
func (p *Painter) Segment(from, to model.Point) {
	ax, ay := from.X*p.unit, from.Y*p.unit
	dx, dy := to.X*p.unit-ax, to.Y*p.unit-ay
	reach := p.radius + 1
	x0, x1 := span(min(ax, ax+dx)-reach, max(ax, ax+dx)+reach, p.img.Rect.Dx())
	y0, y1 := span(min(ay, ay+dy)-reach, max(ay, ay+dy)+reach, p.img.Rect.Dy())
	outer := (p.radius + 0.5) * (p.radius + 0.5)
	full := p.shade[255].A
	scale := float32(0) // a dot has no direction
	if length2 := dx*dx + dy*dy; length2 > 0 {
		scale = 1 / length2
	}
	for y := y0; y <= y1; y++ {
		py := float32(y) + 0.5 - ay
		row := p.img.Pix[y*p.img.Stride:]
		for x := x0; x <= x1; x++ {
			if row[4*x+3] >= full { // as dark as ink gets: the usual case where strokes lie close
				continue
			}
			px := float32(x) + 0.5 - ax
			t := min(max((px*dx+py*dy)*scale, 0), 1)
			ex, ey := px-t*dx, py-t*dy
			d2 := ex*ex + ey*ey
			if d2 >= outer {
				continue
			}
			cover := min(p.radius+0.5-float32(math.Sqrt(float64(d2))), 1)
			c := p.shade[uint8(cover*255+0.5)]
			if pix := row[4*x : 4*x+4]; c.A > pix[3] {
				pix[0], pix[1], pix[2], pix[3] = c.R, c.G, c.B, c.A
			}
		}
	}
}

// span returns the pixels from lo to hi that lie inside a picture of so many.
func span(lo, hi float32, pixels int) (first, last int) {
	return max(int(lo), 0), min(int(hi), pixels-1)
}
