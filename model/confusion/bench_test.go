package confusion_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/confusion"
	"github.com/oneglyph/oneglyph/model/oneshot"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// BenchmarkJudge judges 2,000 classes of 5,000 examples with the shipped network's
// lengths.
func BenchmarkJudge(b *testing.B) { benchmark(b, 2_000, 5_000) }

// BenchmarkJudgeSampled is of the largest gallery there can be.
func BenchmarkJudgeSampled(b *testing.B) { benchmark(b, 10_000, 50_000) }

func benchmark(b *testing.B, classes, examples int) {
	m, err := siamese.New(siamese.Compact(), 1)
	if err != nil {
		b.Fatal(err)
	}
	metric := m.Metric()
	r := rand.New(rand.NewPCG(1, 1))
	var s oneshot.Support
	for i := range examples {
		s.Classes = append(s.Classes, model.ClassID(i%classes))
		s.Examples = append(s.Examples, model.ExampleID(i))
	}
	slices.Sort(s.Classes)
	s.Embeddings = make([]float32, examples*metric.Dim())
	for i := range s.Embeddings {
		s.Embeddings[i] = r.Float32()
	}
	for b.Loop() {
		if _, err := confusion.Judge(b.Context(), s, metric, 0.5, 2, nil); err != nil {
			b.Fatal(err)
		}
	}
}
