package kernel

import "math"

// reference is every loop in plain Go: what the C ones are compared with, and
// what runs where cgo is off.
var reference = loops{
	name:    "go",
	conv:    goConv,
	convDW:  goConvDW,
	moments: goMoments,

	dense:   goDense,
	denseDX: goDenseDX,
	denseDW: goDenseDW,

	tileInput:      goTileInput,
	tileOutput:     goTileOutput,
	tileOutputGrad: goTileOutputGrad,
	tileInputGrad:  goTileInputGrad,
	sandwich:       goSandwich,

	act:     goAct,
	actSums: goActSums,
	actDX:   goActDX,
	l1:      goL1,
	l1Grad:  goL1Grad,
	descend: goDescend,
	adam:    goAdam,
}

func goConv(x []float32, at []int32, rows, row, run int, w, y []float32, f, panel0, panel1 int) {
	depth := rows * run
	for j := panel0; j < panel1; j++ {
		f0, f1 := j*panel, min((j+1)*panel, f)
		for p, from := range at {
			var acc [panel]float32
			for r := range rows {
				for k, v := range x[int(from)+r*row:][:run] {
					if v == 0 {
						continue
					}
					for i, wi := range w[(j*depth+r*run+k)*panel:][:panel] {
						acc[i] += v * wi
					}
				}
			}
			copy(y[p*f+f0:p*f+f1], acc[:])
		}
	}
}

func goConvDW(x []float32, at []int32, rows, row, run int, dy, dw []float32, f, panel0, panel1 int) {
	f0, f1 := panel0*panel, min(panel1*panel, f)
	for p, from := range at {
		g := dy[p*f+f0 : p*f+f1]
		for r := range rows {
			for k, v := range x[int(from)+r*row:][:run] {
				d := dw[(r*run+k)*f+f0:][:len(g)]
				for i, gi := range g {
					d[i] += v * gi
				}
			}
		}
	}
}

func goMoments(x []float32, c int, sums []float64) {
	for i, v := range x {
		sums[i%c] += float64(v)
		sums[c+i%c] += float64(v) * float64(v)
	}
}

func goDense(x, w []float32, n, c, f, at, end int, y []float32) {
	for i := range n {
		row := y[i*f+at : i*f+end]
		clear(row)
		for k, v := range x[i*c : (i+1)*c] {
			for j, wj := range w[k*f+at : k*f+end] {
				row[j] += v * wj
			}
		}
	}
}

func goDenseDX(dy, w []float32, n, c, f, at, end int, dx []float32) {
	for i := range n {
		for k := at; k < end; k++ {
			var s float32
			for j, g := range dy[i*f : (i+1)*f] {
				s += g * w[k*f+j]
			}
			dx[i*c+k] = s
		}
	}
}

func goDenseDW(x, dy []float32, n, c, f, at, end int, dw []float32) {
	for k := at; k < end; k++ {
		row := dw[k*f : (k+1)*f]
		clear(row)
		for i := range n {
			for j, g := range dy[i*f : (i+1)*f] {
				row[j] += x[i*c+k] * g
			}
		}
	}
}

// windows visits every output pixel's window: its output index o and the input
// index of window pixel k, both for channel 0.
func windows(h, w, c, p int, visit func(o int, in func(k int) int)) {
	for oy := range h / p {
		for ox := range w / p {
			visit((oy*(w/p)+ox)*c, func(k int) int { return ((oy*p+k/p)*w + ox*p + k%p) * c })
		}
	}
}

func goAct(x, a, b []float32, h, w, c, p int, y []float32, pos []uint8) {
	windows(h, w, c, p, func(o int, in func(int) int) {
		for ch := range c {
			best, where := float32(0), uint8(127)
			for k := range p * p {
				if z := a[ch]*x[in(k)+ch] + b[ch]; z > best {
					best, where = z, uint8(k)
				}
			}
			y[o+ch] = best
			if pos != nil {
				pos[o+ch] = where
			}
		}
	})
}

func goActSums(x, dy []float32, pos []uint8, h, w, c, p int, sums []float64) {
	windows(h, w, c, p, func(o int, in func(int) int) {
		for ch := range c {
			if k := pos[o+ch]; k != 127 {
				sums[ch] += float64(dy[o+ch])
				if x != nil {
					sums[c+ch] += float64(dy[o+ch]) * float64(x[in(int(k))+ch])
				}
			}
		}
	})
}

func goActDX(x, dy []float32, pos []uint8, a, k1, k0 []float32, h, w, c, p int, dx []float32) {
	clear(dx)
	for i, v := range x {
		dx[i] = k1[i%c]*v + k0[i%c]
	}
	windows(h, w, c, p, func(o int, in func(int) int) {
		for ch := range c {
			if k := pos[o+ch]; k != 127 {
				g := dy[o+ch]
				if x != nil {
					g *= a[ch]
				}
				dx[in(int(k))+ch] += g
			}
		}
	})
}

func goL1(a, b, alpha []float32, bias float32, out []float32) {
	for j := range out {
		var s float32
		for d, v := range b[j*len(a) : (j+1)*len(a)] {
			s += alpha[d] * float32(math.Abs(float64(a[d]-v)))
		}
		out[j] = bias - s
	}
}

func goL1Grad(a, b, g []float32, apart int, da, dalpha []float32) {
	clear(da)
	for i, bi := range b {
		d, gj := i%len(a), g[i/len(a)*apart]
		diff := a[d] - bi
		switch {
		case diff > 0:
			da[d] += gj
		case diff < 0:
			da[d] -= gj
		}
		if dalpha != nil {
			dalpha[d] -= gj * float32(math.Abs(float64(diff)))
		}
	}
}

func goDescend(w, g, velocity []float32, rate, momentum, decay, scale float32) {
	for i, gi := range g {
		velocity[i] = momentum*velocity[i] - rate*(scale*gi+decay*w[i])
		w[i] += velocity[i]
	}
}

func goAdam(w, g, mom, vari []float32, s AdamStep) {
	c1, c2 := s.corrections()
	for i, gi := range g {
		gi *= s.Scale
		mom[i] = s.Beta1*mom[i] + (1-s.Beta1)*gi
		vari[i] = s.Beta2*vari[i] + (1-s.Beta2)*gi*gi
		w[i] -= s.Rate * (mom[i]*c1/(float32(math.Sqrt(float64(vari[i]*c2)))+s.Epsilon) + s.Decay*w[i])
	}
}
