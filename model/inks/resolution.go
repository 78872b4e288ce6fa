package inks

import "github.com/oneglyph/oneglyph/model"

// Coarsen shows a glyph's frame, Side×Side, as a picture of side×side would:
// averaged down, and interpolated linearly between what is left.
func (p *Plane) Coarsen(side int) {
	small := make([]float32, side*side)
	model.Resample(small, p.Pix, side)
	p.stretch(small, side)
}

// stretch draws a picture of side×side, ink 1, over the whole plane.
func (p *Plane) stretch(small []float32, side int) {
	columns, rows := between(side, p.W), between(side, p.H)
	for y, r := range rows {
		upper, lower := small[r.from*side:][:side], small[r.to*side:][:side]
		out := p.row(p.Pix, y)
		for x, c := range columns {
			u := upper[c.from] + c.share*(upper[c.to]-upper[c.from])
			l := lower[c.from] + c.share*(lower[c.to]-lower[c.from])
			out[x] = uint8(255*(u+r.share*(l-u)) + 0.5)
		}
	}
}

// place is where a pixel lies between two of a smaller picture.
type place struct {
	from, to int
	share    float32 // of the way
}

func between(small, large int) []place {
	places := make([]place, large)
	for i := range places {
		at := max((float32(i)+0.5)*float32(small)/float32(large)-0.5, 0)
		from := min(int(at), small-1)
		places[i] = place{from, min(from+1, small-1), at - float32(from)}
	}
	return places
}
