package starter

import "github.com/oneglyph/oneglyph/model"

// smooth leads the pen through a stroke's knots: a Catmull-Rom spline between
// two corners, and a straight line where nothing lies between them.
func smooth(knots []knot) model.Stroke {
	stroke := model.Stroke{knots[0].Point}
	for from := 0; from < len(knots)-1; {
		to := from + 1
		for to < len(knots)-1 && !knots[to].corner {
			to++
		}
		stroke = append(stroke, spline(knots[from:to+1])...)
		from = to
	}
	return stroke
}

// spline returns the points after the first of a curve through some knots.
func spline(knots []knot) model.Stroke {
	if len(knots) == 2 {
		return model.Stroke{knots[1].Point}
	}
	const steps = 8 // from knot to knot, some two units long
	last := len(knots) - 1
	around := func(i int) model.Point {
		closed := knots[0].Point == knots[last].Point
		switch {
		case i < 0 && closed:
			return knots[last+i].Point
		case i > last && closed:
			return knots[i-last].Point
		}
		return knots[min(max(i, 0), last)].Point
	}
	var points model.Stroke
	for i := range last {
		a, b, c, d := around(i-1), around(i), around(i+1), around(i+2)
		for k := 1; k <= steps; k++ {
			t := float32(k) / steps
			points = append(points, model.Point{
				X: between(a.X, b.X, c.X, d.X, t),
				Y: between(a.Y, b.Y, c.Y, d.Y, t),
			})
		}
	}
	return points
}

// between returns the place at t, from 0 at b to 1 at c, on the way from a over b
// and c to d.
func between(a, b, c, d, t float32) float32 {
	return b + t/2*(c-a+t*(2*a-5*b+4*c-d+t*(3*(b-c)+d-a)))
}
