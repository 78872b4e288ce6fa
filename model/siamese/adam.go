package siamese

import (
	"fmt"
	"math"

	G "gorgonia.org/gorgonia"

	"github.com/oneglyph/oneglyph/model/siamese/kernel"
)

// Adam's constants, as Kingma and Ba 2015 propose them.
const (
	adamBeta1   = 0.9
	adamBeta2   = 0.999
	adamEpsilon = 1e-8
)

// adamW is a Gorgonia solver: Adam with decoupled weight decay (Loshchilov and
// Hutter 2019), or Koch's gradient descent with momentum, the gradient's length
// clipped first (Pascanu et al. 2013).
type adamW struct {
	StepSize
	engine  *kernel.Engine
	taken   int     // steps so far
	norm    float64 // the last gradient's length before clipping
	moments []moment
}

// moment is Adam's state for one tensor.
type moment struct {
	first, second []float32
	decays        bool
}

func (a *adamW) add(n int, decays bool) {
	a.moments = append(a.moments, moment{make([]float32, n), make([]float32, n), decays})
}

// step moves every tensor along its gradient; it changes nothing when the
// gradient is not finite.
func (a *adamW) step(model []G.ValueGrad) error {
	grads := make([][]float32, len(model))
	var square float64
	for i, vg := range model {
		grad, err := vg.Grad()
		if err != nil {
			return fmt.Errorf("siamese: gradient %d: %w", i, err)
		}
		grads[i] = grad.Data().([]float32)
		square += a.engine.SumSquares(grads[i])
	}
	a.norm = math.Sqrt(square)
	if math.IsNaN(a.norm) || math.IsInf(a.norm, 0) {
		return fmt.Errorf("%w: the gradient is not finite", ErrDiverged)
	}
	scale := 1.0
	if a.Clip > 0 && a.norm > a.Clip {
		scale = a.Clip / a.norm
	}
	a.taken++
	for i, vg := range model {
		decay := 0.0
		if a.moments[i].decays {
			decay = a.Decay
		}
		w := vg.Value().Data().([]float32)
		if a.Momentum > 0 {
			a.engine.Descend(w, grads[i], a.moments[i].first, float32(a.Rate), float32(a.Momentum), float32(decay), float32(scale))
			continue
		}
		s := kernel.AdamStep{Rate: float32(a.Rate), Beta1: adamBeta1, Beta2: adamBeta2, Epsilon: adamEpsilon, Decay: float32(decay), Scale: float32(scale), Step: a.taken}
		a.engine.Adam(w, grads[i], a.moments[i].first, a.moments[i].second, s)
	}
	return nil
}
