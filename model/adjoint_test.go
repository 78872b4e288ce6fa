package model

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestGradientsAreAdjoint: for a linear map M and its adjoint, ⟨M·x, g⟩ = ⟨x, Mᵀ·g⟩.
func TestGradientsAreAdjoint(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	dot := func(a []float64, b []float32) (sum float64) {
		for i, v := range a {
			sum += v * float64(b[i])
		}
		return sum
	}
	g := glyphOf(t, drawings["curve"])
	ink := make([]float64, Side*Side)
	for i, v := range g.Pix() {
		ink[i] = float64(v) / 255
	}
	for _, side := range []int{40, 35, 64, Side} {
		seen, grad, back := make([]float32, side*side), make([]float32, side*side), make([]float32, Side*Side)
		Resample(seen, g.Pix(), side)
		wide := make([]float64, len(seen))
		for i, v := range seen {
			wide[i], grad[i] = float64(v), float32(rng.NormFloat64())
		}
		ResampleGradient(back, grad, side)
		if x, y := dot(wide, grad), dot(ink, back); math.Abs(x-y) > 1e-3*math.Abs(x)+1e-3 {
			t.Errorf("side %d: %g forth, %g back", side, x, y)
		}
	}
	for name, w := range map[string]Warp{"none": Identity(), "turn": {A: [6]float32{0.99, -0.1, 0, 0.1, 0.99, 0}}, "shift": {A: [6]float32{1.1, 0, 0.05, 0.1, 0.9, -0.1}}} {
		bent := make([]uint8, Side*Side)
		Bend(bent, g.Pix(), &w)
		wide, grad, back := make([]float64, len(bent)), make([]float32, len(bent)), make([]float32, len(bent))
		for i, v := range bent {
			wide[i], grad[i] = float64(v)/255, float32(rng.NormFloat64())
		}
		BendGradient(back, grad, &w)
		if x, y := dot(wide, grad), dot(ink, back); math.Abs(x-y) > 0.02*math.Abs(x)+0.2 { // Bend rounds to bytes
			t.Errorf("%s: %g forth, %g back", name, x, y)
		}
	}
}
