package siamese

import (
	"math"
	"testing"
)

// spread returns the mean and deviation of a parameter's values.
func spread(m *Model, name string) (mean, deviation float64) {
	v := m.value(name)
	for _, x := range v {
		mean += float64(x) / float64(len(v))
	}
	for _, x := range v {
		deviation += (float64(x) - mean) * (float64(x) - mean) / float64(len(v))
	}
	return mean, math.Sqrt(deviation)
}

func TestParametersStart(t *testing.T) {
	usual, paper := must(New(Koch(), 3))(t), must(NewAsInPaper(Koch(), 3))(t)
	for _, c := range []struct {
		m               *Model
		name            string
		mean, deviation float64
	}{
		{usual, "conv1.weight", 0, math.Sqrt(2.0 / 100)},
		{usual, "conv4.weight", 0, math.Sqrt(2.0 / (16 * 128))},
		{usual, "conv1.bias", 0, 0},
		{usual, "embedding.weight", 0, 1.0 / 96}, // √9216
		{usual, "distance.alpha", startAlphaFree, 0},
		{paper, "conv1.weight", 0, 0.01},
		{paper, "conv4.weight", 0, 0.01},
		{paper, "conv3.bias", 0.5, 0.01},
		{paper, "embedding.weight", 0, 0.2},
		{paper, "embedding.bias", 0.5, 0.01},
		{paper, "distance.alpha", 0, 0.2},
		{paper, "distance.bias", 0, 0},
	} {
		mean, deviation := spread(c.m, c.name)
		n := float64(len(c.m.value(c.name)))
		if math.Abs(mean-c.mean) > 5*c.deviation/math.Sqrt(n)+1e-6 || math.Abs(deviation-c.deviation) > 5*c.deviation/math.Sqrt(2*n)+1e-6 {
			t.Errorf("%s is %.4f ± %.4f, want %.4f ± %.4f", c.name, mean, deviation, c.mean, c.deviation)
		}
	}
}

// With batch norm the paper's start is the usual one: the paper has none.
func TestPaperStartLeavesBatchNorm(t *testing.T) {
	if a, b := must(New(Compact(), 3))(t), must(NewAsInPaper(Compact(), 3))(t); a.Fingerprint() != b.Fingerprint() {
		t.Error("compact starts otherwise")
	}
}

// A fully connected sigmoid layer can only learn where its sigmoids are not at
// their ends.
func TestSigmoidsStartUnsaturated(t *testing.T) {
	saturated := func(m *Model) float64 {
		e := must(NewEncoder(m))(t)
		defer e.Close()
		h := must(e.Embed(glyphs(t, 1)[0]))(t)
		n := 0
		for _, v := range h {
			if v < 0.02 || v > 0.98 {
				n++
			}
		}
		return float64(n) / float64(len(h))
	}
	usual, paper := saturated(must(New(Koch(), 3))(t)), saturated(must(NewAsInPaper(Koch(), 3))(t))
	t.Logf("saturated: %.1f %%, as in the paper %.1f %%", 100*usual, 100*paper)
	if usual > 0.05 {
		t.Errorf("%.0f %% of the sigmoids start saturated", 100*usual)
	}
}
