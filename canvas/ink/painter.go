package ink

import (
	"image"
	"image/color"
	"math"

	"github.com/oneglyph/oneglyph/model"
)

// Painter paints strokes into an image of its own, transparent where there is
// no ink. Ink that overlaps does not add up, so that painting segment by
// segment gives the same picture as painting all at once.
type Painter struct {
	img    *image.RGBA
	ink    color.NRGBA
	radius float32 // in pixels
	shade  [256]color.RGBA
}

// NewPainter makes a painter of a side×side pixels picture. The pen's width is
// in paper units.
func NewPainter(side int, pen float32, ink color.Color) *Painter {
	p := &Painter{img: image.NewRGBA(image.Rect(0, 0, side, side))}
	p.ink = color.NRGBAModel.Convert(ink).(color.NRGBA)
	p.radius = max(pen*float32(side)/2, 0.5)
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

// Stroke adds one stroke; a single point gives a dot.
func (p *Painter) Stroke(s model.Stroke) {
	for i, to := range s {
		p.Segment(s[max(i-1, 0)], to)
	}
}

// Segment adds the line that a round pen leaves between two points. Its edge is
// one pixel soft.
func (p *Painter) Segment(from, to model.Point) {
	side := float32(p.img.Rect.Dx())
	ax, ay := from.X*side, from.Y*side
	dx, dy := to.X*side-ax, to.Y*side-ay
	reach := p.radius + 1
	x0, x1 := p.span(min(ax, ax+dx)-reach, max(ax, ax+dx)+reach)
	y0, y1 := p.span(min(ay, ay+dy)-reach, max(ay, ay+dy)+reach)
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

// span returns the pixels from lo to hi that lie inside the picture.
func (p *Painter) span(lo, hi float32) (first, last int) {
	return max(int(lo), 0), min(int(hi), p.img.Rect.Dx()-1)
}
