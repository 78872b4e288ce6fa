package model

import "math"

// Glyph normalises the scan, bent by a warp unless that is nil: the box's
// longer side spans 82 % of the frame and its centre is the frame's. A dot is
// enlarged to the pen's width at most.
func (s Scan) Glyph(warp *Warp) Glyph {
	pix := new([Side * Side]uint8)
	s.Render(pix[:], warp)
	return Glyph{pix}
}

// Render writes what Glyph shows into dst, which holds Side² pixels.
func (s Scan) Render(dst []uint8, warp *Warp) {
	if warp == nil {
		id := Identity()
		warp = &id
	}
	span := s.Span()
	s = s.Within(Side) // lines would fall between two places that are looked at
	// A frame unit is this many source pixels.
	unit := float32(max(s.W, s.H)) / span
	s.bend(dst, unit, warp)
}

// Span is the share of a glyph's frame that the scan's longer side takes up there.
func (s Scan) Span() float32 {
	if s.dot() {
		return min(max(float32(max(s.W, s.H))/Side, penWidth), inkSpan)
	}
	return inkSpan
}

// Bend writes the glyph, bent by a warp as it stands in its frame, into dst,
// which holds Side² pixels.
func (g Glyph) Bend(dst []uint8, warp *Warp) {
	Bend(dst, g.Pix(), warp)
}

// Bend writes the frame pix, bent by a warp as it stands, into dst; both hold
// Side² pixels.
func Bend(dst, pix []uint8, warp *Warp) { Scan{Side, Side, pix}.bend(dst, Side, warp) }

// bend draws the scan, its centre in the frame's and unit of its pixels to the
// frame, bent by a warp.
func (s Scan) bend(dst []uint8, unit float32, warp *Warp) {
	var m margined
	m.set(s)
	cx, cy := float32(s.W)/2-0.5, float32(s.H)/2-0.5
	a := warp.A
	const (
		step = 1.0 / Side
		cell = Side / (GridSide - 1) // pixels between two columns of the grid: a whole number
	)
	for y := range Side {
		v := (float32(y)+0.5)*step - 0.5
		out := dst[y*Side : y*Side+Side]
		var du, dv [GridSide]float32
		if warp.Grid != nil {
			gridRow(&du, &dv, warp.Grid, v)
		}
		// Between two columns of the grid the way through the scan is straight.
		for i := range GridSide - 1 {
			u := (float32(i*cell)+0.5)*step - 0.5
			ddu, ddv := (du[i+1]-du[i])/cell, (dv[i+1]-dv[i])/cell
			su, sv := a[0]*u+a[1]*v+a[2]+du[i]+ddu/2, a[3]*u+a[4]*v+a[5]+dv[i]+ddv/2
			m.sample(out[i*cell:][:cell], su*unit+cx, sv*unit+cy, (a[0]*step+ddu)*unit, (a[3]*step+ddv)*unit)
		}
	}
}

// dot reports whether the ink is one compact blob, as a pen leaves that only
// touched the paper. A dot has no size of its own that could be normalised.
func (s Scan) dot() bool {
	var n, x, y, squares float64
	for row := range s.H {
		for column, v := range s.Pix[row*s.W : (row+1)*s.W] {
			if v >= 128 {
				c, r := float64(column), float64(row)
				n, x, y, squares = n+1, x+c, y+r, squares+c*c+r*r
			}
		}
	}
	// Of all shapes of an area, a disc has the least moment about its centre,
	// n²/2π. A square has that divided by 0.95, a box of 3:2 by 0.88, and writing
	// hardly ever by more than 0.85. A pixel's own moment is 1/6.
	const compact = 0.87
	moment := squares - (x*x+y*y)/n + n/6
	return n*n/(2*math.Pi) >= compact*moment
}

// Within averages the scan down until neither side exceeds longest.
func (s Scan) Within(longest int) Scan {
	longer := max(s.W, s.H)
	if longer <= longest {
		return s
	}
	side := func(from int) int { return max((from*longest+longer/2)/longer, 1) }
	t := Scan{W: side(s.W), H: side(s.H)}
	t.Pix = make([]uint8, 0, t.W*t.H)
	columns, row := spans(s.W, t.W), make([]float32, s.W)
	for _, line := range spans(s.H, t.H) {
		clear(row)
		for i, w := range line.weights {
			for x, v := range s.Pix[(line.first+i)*s.W:][:s.W] {
				row[x] += w * float32(v)
			}
		}
		for _, column := range columns {
			t.Pix = append(t.Pix, uint8(column.of(row)+0.5))
		}
	}
	return t
}
