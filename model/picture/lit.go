package picture

import "math"

// fromLit reads a close-up: paper and ink, much of it, under light that changes
// slowly. Both leave shares of the light, which is a surface of the second degree;
// the surface and which pixels are ink are found in turns. It reports whether the
// picture is such.
func (r *reading) fromLit(light []uint8, grain float64) bool {
	var histogram [256]int
	for _, v := range light {
		histogram[v]++
	}
	split := float64(otsu(histogram[:]))
	step := max(len(light)/40000, 1) // as many pixels say enough of the light
	bright := make([]bool, len(light))
	for i := 0; i < len(light); i += step {
		bright[i] = float64(light[i]) >= split
	}
	var s surface
	share := 1.0 // of the light that the darker class leaves
	for range 6 {
		var ok bool
		if s, share, ok = fitLight(light, bright, r.w, r.h, step, share); !ok {
			return false
		}
		for i := 0; i < len(light); i += step {
			bright[i] = float64(light[i]) >= s.at(i%r.w, i/r.w)*(1+share)/2
		}
	}
	const faintest, leastInk, most, few = 0.8, 0.08, 0.9, 0.004
	if share > faintest {
		return false
	}
	near, dark, darker := 0, 0, 0
	for i, v := range light {
		lit := s.at(i%r.w, i/r.w)
		l := max(lit, 1)
		u := float64(v) / l
		tolerance := max(0.07, 4*grain/l)
		if math.Abs(u-1) <= tolerance || math.Abs(u-share) <= tolerance {
			near++
		}
		if float64(v) < lit*(1+share)/2 {
			dark++
		}
		if u < share-2*tolerance { // ink, and the rest a shadow
			darker++
		}
	}
	n := float64(len(light))
	if float64(darker) > few*n || float64(near) < most*n || float64(min(dark, len(light)-dark)) < leastInk*n {
		return false
	}
	r.marks = make([]uint8, len(light))
	const full = 200
	r.ink, r.least = full, full/4
	for i, v := range light {
		u := (1 - float64(v)/max(s.at(i%r.w, i/r.w), 1)) / (1 - share)
		r.marks[i] = uint8(min(max(full*u+0.5, 0), full))
	}
	r.decide()
	if r.isWriting() {
		return true
	}
	*r = reading{rect: r.rect, w: r.w, h: r.h}
	return false
}

// surface is the brightness of a picture's light at each place, of the second
// degree in x and y from −1 to 1.
type surface struct {
	c      [6]float64
	sx, sy float64
}

func (s *surface) terms(x, y int) [6]float64 {
	u, v := float64(x)*s.sx-1, float64(y)*s.sy-1
	return [6]float64{1, u, v, u * u, u * v, v * v}
}

func (s *surface) at(x, y int) float64 {
	u, v := float64(x)*s.sx-1, float64(y)*s.sy-1
	c := &s.c
	return c[0] + u*(c[1]+u*c[3]+v*c[4]) + v*(c[2]+v*c[5])
}

// fitLight fits the light by least squares to both classes, the darker of which
// leaves a share of it, and then the share. It looks at one pixel in so many.
func fitLight(light []uint8, bright []bool, w, h, step int, share float64) (surface, float64, bool) {
	s := surface{sx: 2 / float64(max(w-1, 1)), sy: 2 / float64(max(h-1, 1))}
	var m [6][7]float64
	for i := 0; i < len(light); i += step {
		if !bright[i] && share == 1 { // not known yet
			continue
		}
		f := 1.0
		if !bright[i] {
			f = share
		}
		t := s.terms(i%w, i/w)
		for j := range 6 {
			for k := range 6 {
				m[j][k] += f * f * t[j] * t[k]
			}
			m[j][6] += f * t[j] * float64(light[i])
		}
	}
	for j := range m {
		m[j][j] += 1e-3 // where one class says nothing of a corner
	}
	if !solve(&m) {
		return s, 0, false
	}
	for j := range m {
		s.c[j] = m[j][6]
	}
	var up, down float64
	for i := 0; i < len(light); i += step {
		if !bright[i] {
			l := s.at(i%w, i/w)
			up += l * float64(light[i])
			down += l * l
		}
	}
	if down == 0 {
		return s, 0, false
	}
	return s, min(max(up/down, 0), 0.99), true
}

// solve brings the last column of six equations to their solution, by Gauss's
// elimination.
func solve(m *[6][7]float64) bool {
	for i := range m {
		pivot := i
		for j := i + 1; j < 6; j++ {
			if math.Abs(m[j][i]) > math.Abs(m[pivot][i]) {
				pivot = j
			}
		}
		m[i], m[pivot] = m[pivot], m[i]
		if math.Abs(m[i][i]) < 1e-9 {
			return false
		}
		for k := 6; k >= i; k-- {
			m[i][k] /= m[i][i]
		}
		for j := range m {
			if j != i {
				for k := 6; k >= i; k-- {
					m[j][k] -= m[j][i] * m[i][k]
				}
			}
		}
	}
	return true
}
