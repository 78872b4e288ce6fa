package train

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// normals are n numbers of a mean and a deviation.
func normals(rng *rand.Rand, n int, mean, deviation float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = mean + deviation*rng.NormFloat64()
	}
	return x
}

// entropy is the cross-entropy of a calibration, both halves weighing the same.
func entropy(same, different []float64, scale, shift float64) (sum float64) {
	for _, z := range same {
		sum += math.Log1p(math.Exp(-(scale*z + shift))) / float64(len(same))
	}
	for _, z := range different {
		sum += math.Log1p(math.Exp(scale*z+shift)) / float64(len(different))
	}
	return sum
}

// TestPlattIsTheBest: no other curve near or far has less cross-entropy.
func TestPlattIsTheBest(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 5))
	for name, c := range map[string][2][]float64{
		"apart":         {normals(rng, 200, 2, 1), normals(rng, 900, -3, 2)},
		"overlapping":   {normals(rng, 300, 0.3, 1), normals(rng, 300, -0.1, 1.5)},
		"far from zero": {normals(rng, 200, -1000, 30), normals(rng, 900, -1080, 50)},
		"tiny":          {normals(rng, 200, 2e-4, 1e-4), normals(rng, 100, 0, 1e-4)},
	} {
		scale, shift := platt(c[0], c[1])
		least := entropy(c[0], c[1], scale, shift)
		mean, _ := moments(slices.Concat(c[0], c[1]))
		for range 800 {
			// Turned about the logits' mean, for the two to be independent.
			s := scale * math.Exp(rng.NormFloat64()*math.Exp2(-float64(rng.IntN(12))))
			h := shift + (scale-s)*mean + rng.NormFloat64()*math.Exp2(-float64(rng.IntN(12)))
			if e := entropy(c[0], c[1], s, h); e < least-1e-6 {
				t.Errorf("%s: %g with scale %g and shift %g, but %g with %g and %g", name, least, scale, shift, e, s, h)
				break
			}
		}
	}
}

func TestPlattOfExtremes(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 5))
	for name, c := range map[string][2][]float64{
		"separable":     {{5, 6, 7}, {-1, -2}},
		"constant":      {{3, 3}, {3, 3, 3}},
		"the wrong way": {normals(rng, 50, -2, 1), normals(rng, 50, 2, 1)},
		"huge":          {{1e30, 2e30}, {-1e30, 1.5e30}},
		"one each":      {{1}, {0}},
	} {
		scale, shift := platt(c[0], c[1])
		if !(scale > 0) || math.IsInf(scale, 0) || math.IsNaN(shift) || math.IsInf(shift, 0) {
			t.Errorf("%s: scale %g, shift %g", name, scale, shift)
		}
	}
	scale, shift := platt([]float64{5, 6, 7}, []float64{-1, -2})
	if p := sigmoid(scale*5 + shift); p < 0.95 {
		t.Errorf("of separable pairs the least alike that are the same have probability %g", p)
	}
	if p := sigmoid(scale*-1 + shift); p > 0.05 {
		t.Errorf("of separable pairs the most alike that differ have probability %g", p)
	}
}

// TestEqualError tries every threshold.
func TestEqualError(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	errorAt := func(genuine, impostors []float64, threshold float64) float64 {
		refused, accepted := 0.0, 0.0
		for _, v := range genuine {
			if v < threshold {
				refused += 1 / float64(len(genuine))
			}
		}
		for _, v := range impostors {
			if v >= threshold {
				accepted += 1 / float64(len(impostors))
			}
		}
		return max(refused, accepted)
	}
	for trial := range 300 {
		genuine, impostors := make([]float64, 1+rng.IntN(12)), make([]float64, 1+rng.IntN(12))
		for _, x := range [][]float64{genuine, impostors} {
			for i := range x {
				x[i] = float64(rng.IntN(10)) // with ties
			}
		}
		before := slices.Clone(genuine)
		got := errorAt(genuine, impostors, equalError(genuine, impostors))
		for threshold := -0.5; threshold < 10; threshold += 0.5 {
			if e := errorAt(genuine, impostors, threshold); e < got-1e-9 {
				t.Fatalf("trial %d: error %g, but %g at %g: %v, %v", trial, got, e, threshold, genuine, impostors)
			}
		}
		if !slices.Equal(genuine, before) {
			t.Fatal("the values have been put in order")
		}
	}
}

func TestAtFalseAccept(t *testing.T) {
	genuine, impostors := []float64{2, 5, 8, 11}, []float64{9, 1, 3, 3, 4, 7, 3, 0, 6, 5}
	for _, c := range []struct{ most, threshold, accept, reject float64 }{
		{0.05, math.Nextafter(9, 10), 0, 0.75},
		{0.10, 9, 0.1, 0.75},
		{0.35, 6, 0.3, 0.5},
		{0.55, 4, 0.5, 0.25},
		{0.70, 4, 0.5, 0.25}, // the three of 3 come all or not at all
		{0.80, 3, 0.8, 0.25},
		{1, 0, 1, 0},
	} {
		threshold, accept, reject := atFalseAccept(c.most, genuine, impostors)
		if threshold != c.threshold || math.Abs(accept-c.accept) > 1e-9 || math.Abs(reject-c.reject) > 1e-9 {
			t.Errorf("at most %g: threshold %g, %g accepted, %g refused; want %+v", c.most, threshold, accept, reject, c)
		}
	}
}

// TestAllRefused: a share is 1 at most, whatever the number of values. A sum of
// fractions may exceed it, and the network is then refused at the end of its run.
func TestAllRefused(t *testing.T) {
	for n := 1; n < 200; n++ {
		genuine := make([]float64, n)
		if _, _, reject := atFalseAccept(0.1, genuine, []float64{1, 2, 3}); reject != 1 {
			t.Errorf("all of %d refused: %v", n, reject)
		}
	}
}
