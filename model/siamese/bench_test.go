package siamese

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model"
)

// best runs a benchmark and gives the shortest single run.
func best(b *testing.B, run func()) time.Duration {
	shortest := time.Hour
	for b.Loop() {
		began := time.Now()
		run()
		shortest = min(shortest, time.Since(began))
	}
	return shortest
}

// BenchmarkStep trains on one core: a step of 120 pictures of the compact
// network, or of 16 of Koch's. Its images a second are the shortest step's.
func BenchmarkStep(b *testing.B) {
	for _, c := range []struct {
		arch  Architecture
		batch int
	}{{Compact(), 120}, {Koch(), 16}} {
		b.Run(c.arch.Name, func(b *testing.B) {
			m, err := New(c.arch, 1)
			if err != nil {
				b.Fatal(err)
			}
			l, err := NewLearner(m, EpisodeLoss, c.batch, 1)
			if err != nil {
				b.Fatal(err)
			}
			defer l.Close()
			rng := rand.New(rand.NewPCG(1, 1))
			for i := range l.Pictures() {
				l.Pictures()[i] = rng.Float32()
			}
			for i := range l.Labels() {
				l.Labels()[i] = int32(i / 2)
			}
			step := func() {
				if _, _, err := l.Step(StepSize{Rate: 1e-4, Clip: 5}); err != nil {
					b.Fatal(err)
				}
			}
			step() // memory is touched for the first time
			b.ReportMetric(float64(c.batch)/best(b, step).Seconds(), "img/s")
		})
	}
}

// BenchmarkEmbed embeds one glyph on one core.
func BenchmarkEmbed(b *testing.B) {
	for _, c := range []struct {
		name  string
		arch  Architecture
		views int
	}{{"compact", Compact(), 1}, {"compact5views", Compact(), 5}, {"koch", Koch(), 1}} {
		b.Run(c.name, func(b *testing.B) {
			m, err := New(c.arch, 1)
			if err != nil {
				b.Fatal(err)
			}
			if m, err = m.WithCalibration(Calibration{Scale: 1, Views: c.views}); err != nil {
				b.Fatal(err)
			}
			e, err := NewEncoder(m)
			if err != nil {
				b.Fatal(err)
			}
			defer e.Close()
			g, err := model.FromStrokes([]model.Stroke{{{X: 0, Y: 0}, {X: 10, Y: 20}}, {{X: 3, Y: 10}, {X: 9, Y: 9}}})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			shortest := best(b, func() {
				if _, err := e.Embed(g); err != nil {
					b.Fatal(err)
				}
			})
			b.ReportMetric(float64(shortest)/float64(time.Millisecond), "ms/best")
		})
	}
}

// BenchmarkTwins looks into a pair of glyphs in five views, and at the gradient of one.
func BenchmarkTwins(b *testing.B) {
	for _, a := range []Architecture{Compact(), Koch()} {
		m := seen(b, a, 5)
		g1, g2 := handwriting(b, 1), handwriting(b, 2)
		b.Run(a.Name, func(b *testing.B) {
			twins := must(NewTwins(m, 1))(b)
			defer twins.Close()
			for b.Loop() {
				if err := twins.Compare(g1.Pix(), g2.Pix(), false); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(a.Name+"/gradient", func(b *testing.B) {
			s := must(NewSensitivity(m, 1))(b)
			defer s.Close()
			grad, other := make([]float32, model.Side*model.Side), make(model.Embedding, a.EmbeddingLen())
			for b.Loop() {
				must(s.Gradient(grad, g1.Pix(), false, other))(b)
			}
		})
	}
}
