package kernel

// The way of tiles in plain Go: see loops.h.

// goTiles visits the tiles of some rows of an H×W image: a tile's number among
// them, and the pixel index of each of its side² places for channel 0, or −1
// outside.
func goTiles(h, w, c, pad, step, side, from, to, across int, visit func(tile int, at []int)) {
	at := make([]int, side*side)
	for tile := range (to - from) * across {
		y0, x0 := (from+tile/across)*step-pad, tile%across*step-pad
		for i := range at {
			y, x := y0+i/side, x0+i%side
			if at[i] = (y*w + x) * c; y < 0 || y >= h || x < 0 || x >= w {
				at[i] = -1
			}
		}
		visit(tile, at)
	}
}

func goGather(l [][]float64, x []float32, h, w, c, pad, step, from, to, across int, v []float32, apart int) {
	rows, columns := len(l), len(l[0])
	in, out := make([]float32, columns*columns), make([]float32, rows*rows)
	goTiles(h, w, c, pad, step, columns, from, to, across, func(tile int, at []int) {
		for ch := range c {
			for i, p := range at {
				in[i] = 0
				if p >= 0 {
					in[i] = x[p+ch]
				}
			}
			goSandwich(flat(l), rows, columns, in, 1, out, 1, 1)
			for i, o := range out {
				v[i*apart+tile*c+ch] = o
			}
		}
	})
}

func goScatter(l [][]float64, v []float32, apart int, x []float32, h, w, c, pad, step, from, to, across int, put func(at *float32, v float32)) {
	rows, columns := len(l), len(l[0])
	in, out := make([]float32, columns*columns), make([]float32, rows*rows)
	goTiles(h, w, c, pad, step, rows, from, to, across, func(tile int, at []int) {
		for ch := range c {
			for i := range in {
				in[i] = v[i*apart+tile*c+ch]
			}
			goSandwich(flat(l), rows, columns, in, 1, out, 1, 1)
			for i, p := range at {
				if p >= 0 {
					put(&x[p+ch], out[i])
				}
			}
		}
	})
}

func goTileInput(x []float32, h, w, c, pad, m, side, from, to, across int, v []float32, apart int) {
	goGather(inputMatrix(side), x, h, w, c, pad, m, from, to, across, v, apart)
}

func goTileOutput(v []float32, apart int, y []float32, h, w, f, m, side, from, to, across int) {
	output, _ := toomCook(m, side-m+1)
	goScatter(output, v, apart, y, h, w, f, 0, m, from, to, across, func(at *float32, v float32) { *at = v })
}

func goTileOutputGrad(dy []float32, h, w, f, m, side, from, to, across int, v []float32, apart int) {
	output, _ := toomCook(m, side-m+1)
	goGather(transposed(output), dy, h, w, f, 0, m, from, to, across, v, apart)
}

func goTileInputGrad(v []float32, apart int, dx []float32, h, w, c, pad, m, side, from, to, across int) {
	goScatter(transposed(inputMatrix(side)), v, apart, dx, h, w, c, pad, m, from, to, across, func(at *float32, v float32) { *at += v })
}

func goSandwich(l []float32, rows, columns int, in []float32, from int, out []float32, to, n int) {
	t := make([]float32, rows*columns)
	for c := range n {
		for j := range columns {
			for k := range rows {
				t[k*columns+j] = 0
				for i := range columns {
					t[k*columns+j] += l[k*columns+i] * in[(i*columns+j)*from+c]
				}
			}
		}
		for k := range rows {
			for r := range rows {
				var s float32
				for j := range columns {
					s += l[r*columns+j] * t[k*columns+j]
				}
				out[(k*rows+r)*to+c] = s
			}
		}
	}
}
