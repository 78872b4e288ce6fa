package kernel

import "math"

// L1 writes out[j] = bias − Σ_d alpha[d]·|a[d] − b[j][d]| for every row of b,
// which holds len(out) rows of len(a).
func (e *Engine) L1(a, b, alpha []float32, bias float32, out []float32) {
	e.loops.l1(a, b, alpha, bias, out)
}

// L1Grad computes the gradients of the m×n matrix s[i][j] = bias −
// Σ_d alpha[d]·|a[i][d] − b[j][d]|, given its own gradient g: da (m, D),
// db (n, D) and dalpha (D).
func (e *Engine) L1Grad(a, b, alpha, g, da, db, dalpha []float32) {
	d := len(alpha)
	m, n := len(a)/d, len(b)/d
	dalphas := make([]float32, lanes*d)
	e.each(lanes, func(_, l int) {
		for i, to := lane(l, m); i < to; i++ {
			e.loops.l1Grad(a[i*d:(i+1)*d], b, g[i*n:], 1, da[i*d:(i+1)*d], dalphas[l*d:(l+1)*d])
		}
	})
	e.each(n, func(_, j int) { e.loops.l1Grad(b[j*d:(j+1)*d], a, g[j:], n, db[j*d:(j+1)*d], nil) })
	addLanes(dalpha, dalphas)
	for _, grad := range [][]float32{da, db} { // the loops left −alpha out
		for i := 0; i < len(grad); i += d {
			for j, w := range alpha {
				grad[i+j] *= -w
			}
		}
	}
}

// addLanes writes the sum of all lanes' parts to total.
func addLanes(total, parts []float32) {
	copy(total, parts)
	for part := parts[len(total):]; len(part) > 0; part = part[len(total):] {
		for i := range total {
			total[i] += part[i]
		}
	}
}

// AdamStep is one step of Adam with decoupled weight decay (Loshchilov and
// Hutter 2019, algorithm 2). Decay is relative: w loses Rate·Decay of itself.
type AdamStep struct {
	Rate, Beta1, Beta2, Epsilon, Decay float32
	Scale                              float32 // multiplies the gradient first, as clipping does
	Step                               int     // from 1
}

// corrections are 1/(1−βᵗ) for both moments.
func (s AdamStep) corrections() (c1, c2 float32) {
	t := float64(s.Step)
	return float32(1 / (1 - math.Pow(float64(s.Beta1), t))), float32(1 / (1 - math.Pow(float64(s.Beta2), t)))
}

// Adam updates w and its two moments by the gradient g, all of one length.
func (e *Engine) Adam(w, g, mom, vari []float32, s AdamStep) {
	const share = 1 << 16
	e.each((len(w)+share-1)/share, func(_, i int) {
		from, to := i*share, min((i+1)*share, len(w))
		e.loops.adam(w[from:to], g[from:to], mom[from:to], vari[from:to], s)
	})
}

// Descend is a step of gradient descent with momentum: the velocity becomes
// momentum·velocity − rate·(scale·g + decay·w), and w moves by it.
func (e *Engine) Descend(w, g, velocity []float32, rate, momentum, decay, scale float32) {
	const share = 1 << 16
	e.each((len(w)+share-1)/share, func(_, i int) {
		from, to := i*share, min((i+1)*share, len(w))
		e.loops.descend(w[from:to], g[from:to], velocity[from:to], rate, momentum, decay, scale)
	})
}

// L1Matrix writes L1 of every row of a (m, D) with every row of b (n, D) to
// out (m, n).
func (e *Engine) L1Matrix(a, b, alpha []float32, bias float32, out []float32) {
	d := len(alpha)
	n := len(b) / d
	e.each(len(a)/d, func(_, i int) {
		e.loops.l1(a[i*d:(i+1)*d], b, alpha, bias, out[i*n:(i+1)*n])
	})
}

// SumSquares is Σ xᵢ².
func (e *Engine) SumSquares(x []float32) float64 {
	const share = 1 << 16
	parts := make([]float64, (len(x)+share-1)/share)
	e.each(len(parts), func(_, i int) {
		const wide = 64 // as if channels: the loop is fast over those
		part := x[i*share : min((i+1)*share, len(x))]
		var sums [2 * wide]float64
		whole := len(part) / wide * wide
		e.loops.moments(part[:whole], wide, sums[:])
		for _, s := range sums[wide:] {
			parts[i] += s
		}
		for _, v := range part[whole:] {
			parts[i] += float64(v) * float64(v)
		}
	})
	var sum float64
	for _, p := range parts {
		sum += p
	}
	return sum
}
