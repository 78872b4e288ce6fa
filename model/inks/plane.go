package inks

import "slices"

// Plane is a picture of ink, W×H pixels row by row, 0 paper and 255 full ink,
// with the memory that changing it in place takes. Outside is paper.
type Plane struct {
	W, H int
	Pix  []uint8

	spare []uint8
}

// NewPlane returns blank paper.
func NewPlane(w, h int) *Plane {
	return &Plane{W: w, H: h, Pix: make([]uint8, w*h), spare: make([]uint8, w*h)}
}

// On returns a plane over memory of the caller's, pix and spare of w×h each. Pix
// may be either of them after a change.
func On(w, h int, pix, spare []uint8) *Plane { return &Plane{w, h, pix[:w*h], spare[:w*h]} }

// row returns a line of the picture.
func (p *Plane) row(pix []uint8, y int) []uint8 { return pix[y*p.W : y*p.W+p.W] }

// Dilate thickens all strokes by a pixel on each side: the largest of each pixel
// and its four neighbours, or all eight.
func (p *Plane) Dilate(eight bool) {
	for y := range p.H { // along the rows
		in, out := p.row(p.Pix, y), p.row(p.spare, y)
		left := uint8(0)
		for x, v := range in {
			right := uint8(0)
			if x+1 < len(in) {
				right = in[x+1]
			}
			out[x] = max(left, v, right)
			left = v
		}
	}
	// Along the columns: of what the rows became for a square, of the picture as it
	// was for a cross. above and here are lines as they were.
	from, above, here, paper := p.Pix, make([]uint8, p.W), make([]uint8, p.W), make([]uint8, p.W)
	if eight {
		from = p.spare
	}
	for y := range p.H {
		copy(here, p.row(from, y))
		below := paper
		if y+1 < p.H {
			below = p.row(from, y+1)
		}
		out, wide := p.row(p.Pix, y), p.row(p.spare, y)
		for x := range out {
			out[x] = max(above[x], wide[x], below[x])
		}
		above, here = here, above
	}
}

// Erode thins all strokes by a pixel on each side, as Dilate thickens them.
func (p *Plane) Erode(eight bool) {
	p.invert()
	p.Dilate(eight)
	p.invert()
}

func (p *Plane) invert() {
	for i, v := range p.Pix {
		p.Pix[i] = ^v
	}
}

// Soften blurs by one pass of a 1-2-1 kernel along rows and columns: a variance
// of half a square pixel along each axis, so that passes add up to a Gaussian.
func (p *Plane) Soften() {
	for y := range p.H {
		in, out := p.row(p.Pix, y), p.row(p.spare, y)
		left := 0
		for x, v := range in {
			right := 0
			if x+1 < len(in) {
				right = int(in[x+1])
			}
			out[x] = uint8((left + 2*int(v) + right + 2) / 4)
			left = int(v)
		}
	}
	paper := make([]uint8, p.W)
	for y := range p.H {
		above, below := paper, paper
		if y > 0 {
			above = p.row(p.spare, y-1)
		}
		if y+1 < p.H {
			below = p.row(p.spare, y+1)
		}
		out, here := p.row(p.Pix, y), p.row(p.spare, y)
		for x := range out {
			out[x] = uint8((int(above[x]) + 2*int(here[x]) + int(below[x]) + 2) / 4)
		}
	}
}

// Level stretches the ink to full strength and takes its faintest quarter for
// paper, as a picture's ink is read (model.NewScan).
func (p *Plane) Level() {
	reach := int(slices.Max(p.Pix))
	if reach == 0 {
		return
	}
	var level [256]uint8
	for v := range level {
		if 4*v > reach {
			level[v] = uint8(min(v*255/reach, 255))
		}
	}
	for i, v := range p.Pix {
		p.Pix[i] = level[v]
	}
}
