package model

import "math"

// ResampleGradient carries a gradient back through Resample: from that of the
// side×side picture, grad, to that of the Side×Side one's ink (0 paper, 1 full ink),
// which is written to dst.
func ResampleGradient(dst, grad []float32, side int) {
	if side == Side {
		copy(dst, grad)
		return
	}
	clear(dst[:Side*Side])
	lines := spansOf(side)
	var row [Side]float32 // one target row's gradient, its columns spread out
	for y := range side {
		clear(row[:])
		for x, s := range lines {
			for i, w := range s.weights {
				row[s.first+i] += w * grad[y*side+x]
			}
		}
		for i, w := range lines[y].weights {
			to := dst[(lines[y].first+i)*Side:][:Side]
			for x, v := range row {
				to[x] += w * v
			}
		}
	}
}

// BendGradient carries a gradient back through Bend by a warp without a grid: what
// grad, the bent frame's, comes to in the frame as it was is added to dst. Both are
// Side×Side.
func BendGradient(dst, grad []float32, warp *Warp) {
	a := warp.A
	for y := range Side {
		v := (float32(y)+0.5)/Side - 0.5
		for x := range Side {
			g := grad[y*Side+x]
			if g == 0 {
				continue
			}
			u := (float32(x)+0.5)/Side - 0.5
			px := (a[0]*u+a[1]*v+a[2])*Side + Side/2.0 - 0.5
			py := (a[3]*u+a[4]*v+a[5])*Side + Side/2.0 - 0.5
			if !near(px) || !near(py) {
				continue
			}
			fx, fy := float32(math.Floor(float64(px))), float32(math.Floor(float64(py)))
			x0, y0 := int(fx), int(fy)
			fx, fy = px-fx, py-fy
			for k, w := range [4]float32{(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy} {
				if tx, ty := x0+k%2, y0+k/2; tx >= 0 && ty >= 0 && tx < Side && ty < Side {
					dst[ty*Side+tx] += w * g
				}
			}
		}
	}
}
