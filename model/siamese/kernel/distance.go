package kernel

import "math"

// L1 writes out[j] = bias − Σ_d alpha[d]·|a[d] − b[j][d]| for every row of b,
// which holds len(out) rows of len(a).
func (e *Engine) L1(a, b, alpha []float32, bias float32, out []float32) {
	e.loops.l1(a, b, alpha, bias, out)
}

// L1Grad adds, for one row a and its output gradients g: Σⱼ gⱼ·sign(a − bⱼ) to
// da, −gⱼ·sign(a − bⱼ) to each row of db, and −Σⱼ gⱼ·|a − bⱼ| to dalpha. The
// gradients of the inputs are these times −alpha.
func (e *Engine) L1Grad(a, b, g, da, db, dalpha []float32) {
	e.loops.l1Grad(a, b, g, da, db, dalpha)
}

// AdamStep is one step of Adam with decoupled weight decay (Loshchilov and
// Hutter 2019, algorithm 2). Decay is relative: w loses Rate·Decay of itself.
type AdamStep struct {
	Rate, Beta1, Beta2, Epsilon, Decay float32
	Step                               int // from 1
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
