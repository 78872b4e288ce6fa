package oneshot

import (
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/model"
)

func TestSupportIsSortedAndACopy(t *testing.T) {
	g := NewIndex(l1(1), model.Turns{})
	for _, e := range []struct {
		class   model.ClassID
		example model.ExampleID
	}{{7, 5}, {3, 9}, {7, 4}, {5, 1}, {3, 2}} {
		if err := g.Add(e.class, e.example, model.Embedding{float32(e.example)}); err != nil {
			t.Fatal(err)
		}
	}
	g.RemoveExample(1)
	s := g.Support()
	if !slices.Equal(s.Classes, []model.ClassID{3, 3, 7, 7}) || !slices.Equal(s.Examples, []model.ExampleID{2, 9, 4, 5}) ||
		!slices.Equal(s.Embeddings, []float32{2, 9, 4, 5}) {
		t.Errorf("%+v", s)
	}
	turned := NewIndex(l1(1), model.Turns{Degrees: []int{20}})
	for e := range model.ExampleID(3) {
		if err := turned.Add(1, e, model.Embedding{float32(e), -1}); err != nil {
			t.Fatal(err)
		}
	}
	if s := turned.Support(); !slices.Equal(s.Embeddings, []float32{0, 1, 2}) {
		t.Errorf("with turned copies it is %v", s.Embeddings)
	}
	s.Embeddings[0] = 100
	if m := g.Rank(model.Embedding{2}, 1); m[0].Example != 2 || m[0].Logit != 1 {
		t.Errorf("the index is another now: %+v", m)
	}
}

// BenchmarkSupport copies 5,000 examples of 1,024 numbers each, while which nothing is
// ranked.
func BenchmarkSupport(b *testing.B) {
	const dim = 1024
	g := NewIndex(l1(dim), model.Turns{})
	for i := range 5_000 {
		if err := g.Add(model.ClassID(i*7919%2_000), model.ExampleID(i), make(model.Embedding, dim)); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if s := g.Support(); len(s.Examples) != 5_000 {
			b.Fatal(len(s.Examples))
		}
	}
}
