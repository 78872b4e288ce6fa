package kernel

import "math"

// points are where Toom and Cook's method evaluates its polynomials, besides
// infinity, by the number of a tile's inputs: those that lose least in float32.
// loops.h has what follows from them as constants.
var points = map[int][]float64{4: {0, 1, -1}, 6: {0, 1, -1, 2, -0.5}, 7: {0, 1, -1, 2, -2, -0.5}, 8: {0, 1, -1, 2, -2, 0.5, -0.5}}

// inputMatrix is Bᵀ (α, α) of Lavin and Gray's notation: row j holds the
// coefficients of Π (x − aₗ) over all points but the j-th, which for infinity are
// all.
func inputMatrix(side int) [][]float64 {
	var b [][]float64
	for skip := range side {
		polynomial := []float64{1}
		for l, a := range points[side] {
			if l == skip {
				continue
			}
			next := make([]float64, len(polynomial)+1)
			for i, c := range polynomial {
				next[i] -= a * c
				next[i+1] += c
			}
			polynomial = next
		}
		b = append(b, append(polynomial, make([]float64, side-len(polynomial))...))
	}
	return b
}

// toomCook returns Aᵀ (m, α) and G (α, k), α = m+k−1: the powers of every point,
// G's divided by Π (aⱼ − aₗ) over the others.
func toomCook(m, k int) (output, filter [][]float64) {
	at := points[m+k-1]
	powers := func(a float64, n int, scale float64) []float64 {
		row := make([]float64, n)
		for i := range row {
			row[i] = math.Pow(a, float64(i)) / scale
		}
		return row
	}
	var a [][]float64
	for j, p := range at {
		others := 1.0
		for l, q := range at {
			if l != j {
				others *= p - q
			}
		}
		a = append(a, powers(p, m, 1))
		filter = append(filter, powers(p, k, others))
	}
	infinity := func(n int) []float64 { return append(make([]float64, n-1), 1) }
	return transposed(append(a, infinity(m))), append(filter, infinity(k))
}

func transposed(a [][]float64) [][]float64 {
	t := make([][]float64, len(a[0]))
	for i := range t {
		for _, row := range a {
			t[i] = append(t[i], row[i])
		}
	}
	return t
}

func flat(a [][]float64) []float32 {
	var all []float32
	for _, row := range a {
		for _, v := range row {
			all = append(all, float32(v))
		}
	}
	return all
}
