package model

import "math"

// FromStrokes draws strokes as a glyph. The strokes are normalised as vectors
// and drawn at one width, so that neither the size nor the place nor the pen of
// the drawing changes what the network sees. It returns ErrEmpty when there is
// no point at all; points that are not finite are passed over.
func FromStrokes(strokes []Stroke) (Glyph, error) {
	lo := Point{math.MaxFloat32, math.MaxFloat32}
	hi := Point{-math.MaxFloat32, -math.MaxFloat32}
	any := false
	for _, s := range strokes {
		for _, p := range s {
			if !finite(p) {
				continue
			}
			any = true
			lo.X, lo.Y = min(lo.X, p.X), min(lo.Y, p.Y)
			hi.X, hi.Y = max(hi.X, p.X), max(hi.Y, p.Y)
		}
	}
	if !any {
		return Glyph{}, ErrEmpty
	}
	const width = penWidth * Side
	// In a picture the ink's box includes the pen's width, so here too.
	scale := float32(1)
	const least = 1e-30 // a drawing smaller than this is a dot: its scale would be infinite
	if extent := max(hi.X-lo.X, hi.Y-lo.Y); extent > least {
		scale = (inkSpan*Side - width) / extent
	}
	centre := Point{lo.X/2 + hi.X/2, lo.Y/2 + hi.Y/2}
	toFrame := func(p Point) Point {
		return Point{(p.X-centre.X)*scale + Side/2.0, (p.Y-centre.Y)*scale + Side/2.0}
	}
	pix := new([Side * Side]uint8)
	for _, s := range strokes {
		var from Point
		started := false
		for _, p := range s {
			if !finite(p) {
				continue
			}
			to := toFrame(p)
			if !started {
				from, started = to, true
			}
			capsule(pix, from, to, width/2)
			from = to
		}
	}
	return Glyph{pix}, nil
}

func finite(p Point) bool {
	const limit = 1e18 // squares of differences stay finite
	return p.X > -limit && p.X < limit && p.Y > -limit && p.Y < limit
}

// capsule inks every pixel by how far its centre lies within radius of the
// segment a–b, with an edge one pixel soft; overlapping ink does not add up.
func capsule(pix *[Side * Side]uint8, a, b Point, radius float32) {
	reach := radius + 1
	x0, x1 := max(int(min(a.X, b.X)-reach), 0), min(int(max(a.X, b.X)+reach), Side-1)
	y0, y1 := max(int(min(a.Y, b.Y)-reach), 0), min(int(max(a.Y, b.Y)+reach), Side-1)
	dx, dy := b.X-a.X, b.Y-a.Y
	length2 := dx*dx + dy*dy
	for y := y0; y <= y1; y++ {
		py := float32(y) + 0.5 - a.Y
		for x := x0; x <= x1; x++ {
			px := float32(x) + 0.5 - a.X
			t := float32(0)
			if length2 > 0 {
				t = min(max((px*dx+py*dy)/length2, 0), 1)
			}
			ex, ey := px-t*dx, py-t*dy
			d2 := ex*ex + ey*ey
			if d2 >= (radius+0.5)*(radius+0.5) {
				continue
			}
			ink := min(radius+0.5-float32(math.Sqrt(float64(d2))), 1)
			if v := uint8(ink*255 + 0.5); v > pix[y*Side+x] {
				pix[y*Side+x] = v
			}
		}
	}
}
