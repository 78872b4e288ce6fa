package siamese

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/oneglyph/oneglyph/model"
)

// small are networks of every kind of layer that are quick to run. The first's last
// pooling drops a line, as the shipped one's does.
func small() []Architecture {
	return []Architecture{
		{Name: "positive", Input: 20, PositiveAlpha: true, Layers: []Layer{
			{Filters: 16, Kernel: 3, Pad: 1, Pool: 2, BatchNorm: true}, {Filters: 32, Kernel: 3, Pad: 1, Pool: 2, BatchNorm: true}, {Filters: 24, Kernel: 3, Pad: 1, Pool: 2, BatchNorm: true},
		}},
		{Name: "dense", Input: 22, Embedding: 40, Layers: []Layer{{Filters: 8, Kernel: 5, Pool: 2}, {Filters: 12, Kernel: 3, Pool: 1}}},
	}
}

func seen(t testing.TB, a Architecture, views int) *Model {
	m := must(New(a, 5))(t)
	return must(m.WithCalibration(Calibration{Scale: 1, Threshold: 0.5, Views: views}))(t)
}

func handwriting(t testing.TB, seed uint64) model.Glyph {
	rng := rand.New(rand.NewPCG(seed, 1))
	var s model.Stroke
	for range 7 {
		s = append(s, model.Point{X: rng.Float32(), Y: rng.Float32()})
	}
	return must(model.FromStrokes([]model.Stroke{s}))(t)
}

func TestTwinsAreTheEncoder(t *testing.T) {
	for _, a := range append(small(), Compact(), Koch()) {
		m := seen(t, a, 3)
		twins, encoder := must(NewTwins(m, 2))(t), must(NewEncoder(m))(t)
		defer twins.Close()
		defer encoder.Close()
		glyphs := []model.Glyph{handwriting(t, 1), handwriting(t, 2)}
		if err := twins.Compare(glyphs[0].Pix(), glyphs[1].Pix(), false); err != nil {
			t.Fatal(err)
		}
		for i, g := range glyphs {
			want := must(encoder.Embed(g))(t)
			for j, v := range twins.Embedding(Twin(i)) {
				if math.Abs(float64(v-want[j])) > 1e-6 {
					t.Fatalf("%s: twin %d, h%d is %g, the encoder's %g", a.Name, i+1, j, v, want[j])
				}
			}
		}
		last := len(a.Layers) - 1
		if a.Embedding > 0 {
			continue
		}
		mean := make([]float64, a.EmbeddingLen()) // of the last layer's views
		for v := range twins.Views() {
			for j, x := range twins.Layer(last, Second, v) {
				mean[j] += float64(x) / float64(twins.Views())
			}
		}
		for j, v := range twins.Embedding(Second) {
			if math.Abs(mean[j]-float64(v)) > 1e-5 {
				t.Fatalf("%s: the last layer's mean is %g at %d, the embedding %g", a.Name, mean[j], j, v)
			}
		}
	}
}

// TestDifferencesAddUp: what comes from all places together is the difference.
func TestDifferencesAddUp(t *testing.T) {
	for _, a := range append(small(), Koch()) {
		twins := must(NewTwins(seen(t, a, 2), 1))(t)
		defer twins.Close()
		if err := twins.Compare(handwriting(t, 1).Pix(), handwriting(t, 2).Pix(), false); err != nil {
			t.Fatal(err)
		}
		d, parts := a.EmbeddingLen(), twins.Differences()
		if want := len(a.Places()) * d; len(parts) != want {
			t.Fatalf("%s: %d parts, want %d", a.Name, len(parts), want)
		}
		for j := range d {
			var sum float64
			for p := range a.Places() {
				sum += float64(parts[p*d+j])
			}
			if want := float64(twins.Embedding(First)[j] - twins.Embedding(Second)[j]); math.Abs(sum-want) > 1e-5 {
				t.Fatalf("%s: all places' parts of number %d come to %g, the difference is %g", a.Name, j, sum, want)
			}
		}
	}
}

// TestSensitivityGradient compares the graph's gradient of its pictures with finite
// differences.
func TestSensitivityGradient(t *testing.T) {
	for _, a := range append(small(), Compact()) {
		m := seen(t, a, 2)
		s, encoder := must(NewSensitivity(m, 1))(t), must(NewEncoder(m))(t)
		defer s.Close()
		defer encoder.Close()
		other := must(encoder.Embed(handwriting(t, 4)))(t)
		ink, grad := handwriting(t, 3), make([]float32, model.Side*model.Side)
		logit := must(s.Gradient(grad, ink.Pix(), false, other))(t)
		want := make([]float32, 1)
		m.Metric().Logits(want, must(encoder.Embed(ink))(t), other)
		if math.Abs(float64(logit-want[0])) > 1e-5 {
			t.Errorf("%s: logit %g, the metric's %g", a.Name, logit, want[0])
		}
		rng := rand.New(rand.NewPCG(9, 9))
		for i := range s.pix { // grey, off every kink that whole paper has
			s.pix[i] = 0.1 + 0.3*rng.Float32() + s.pix[i]/2
		}
		run := func() float64 {
			if err := s.run(s.vm); err != nil {
				t.Fatal(err)
			}
			return float64(s.logit.Value().Data().(float32))
		}
		run()
		slope := append([]float32{}, must(s.x.Grad())(t).Data().([]float32)...)
		const tried = 200
		wrong, largest := 0, 0.0
		for range tried {
			i := rng.IntN(len(slope))
			at := s.pix[i]
			const h = 2e-3
			s.pix[i] = at + h
			up := run()
			s.pix[i] = at - h
			down := run()
			s.pix[i] = at
			largest = max(largest, math.Abs(float64(slope[i])))
			if numeric := (up - down) / (2 * h); math.Abs(numeric-float64(slope[i])) > 2e-3+0.05*math.Abs(numeric) {
				wrong++
			}
		}
		if wrong > tried/20 || largest < 1e-3 { // near a kink both sides differ
			t.Errorf("%s: %d of %d derivatives are off, the largest is %g", a.Name, wrong, tried, largest)
		}
	}
}
