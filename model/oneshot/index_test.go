package oneshot

import (
	"cmp"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/model"
)

// l1 is the paper's metric with every weight ¼ and bias 1.
type l1 int

func (m l1) Dim() int { return int(m) }

func (m l1) Logits(dst []float32, query model.Embedding, support []float32) {
	for i := range dst {
		row := support[i*int(m):][:len(query)]
		var a, b, c, d float32
		j := 0
		for ; j+4 <= len(query); j += 4 {
			q, s := query[j:j+4:j+4], row[j:j+4:j+4]
			a += abs(q[0] - s[0])
			b += abs(q[1] - s[1])
			c += abs(q[2] - s[2])
			d += abs(q[3] - s[3])
		}
		for ; j < len(query); j++ {
			a += abs(query[j] - row[j])
		}
		dst[i] = 1 - (a+b+c+d)/4
	}
}

func abs(x float32) float32 { return math.Float32frombits(math.Float32bits(x) &^ (1 << 31)) }

func (m l1) Similarity(logit float32) float64 { return 1 / (1 + math.Exp(-float64(logit))) }

// naive is the gallery in its plainest form.
type naive map[model.ExampleID]struct {
	class model.ClassID
	h     model.Embedding // (looks, dim)
}

// rank takes the best of all that an example is compared by, of equal ones the first.
func (n naive) rank(turns model.Turns, query model.Embedding, k int) []model.Match {
	best := map[model.ClassID]model.Match{}
	better := func(a, b model.Match) int {
		return cmp.Or(cmp.Compare(b.Logit, a.Logit), cmp.Compare(a.Class, b.Class), cmp.Compare(a.Example, b.Example))
	}
	for e, example := range n {
		for look, turned := range append([]int{0}, turns.Degrees...) {
			logit := make([]float32, 1)
			l1(len(query)).Logits(logit, query, example.h[look*len(query):][:len(query)])
			if look > 0 {
				logit[0] -= turns.Penalty
			}
			m := model.Match{Class: example.class, Example: e, Turned: turned, Logit: logit[0], Similarity: l1(0).Similarity(logit[0])}
			if old, ok := best[m.Class]; !ok || better(m, old) < 0 {
				best[m.Class] = m
			}
		}
	}
	var all []model.Match
	for _, m := range best {
		all = append(all, m)
	}
	slices.SortFunc(all, better)
	if k > 0 {
		all = all[:min(k, len(all))]
	}
	return all
}

func (n naive) classes() int {
	classes := map[model.ClassID]bool{}
	for _, example := range n {
		classes[example.class] = true
	}
	return len(classes)
}

func TestGalleryAgreesWithANaiveOne(t *testing.T) {
	const dim = 3
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		turns := []model.Turns{{}, {Degrees: []int{20, -20}, Penalty: 0.25}}[seed%2]
		g, n := NewIndex(l1(dim), turns), naive{}
		// Few values, so that many logits tie; few IDs, so that many meet.
		embedding := func(looks int) model.Embedding {
			h := make(model.Embedding, looks*dim)
			for i := range h {
				h[i] = float32(r.IntN(3))
			}
			return h
		}
		for step := range 1500 {
			c, e := model.ClassID(r.IntN(90)), model.ExampleID(r.IntN(300))
			old, registered := n[e]
			switch op := r.IntN(20); {
			case op < 11:
				h := embedding(turns.Looks())
				err := g.Add(c, e, h)
				if registered != errors.Is(err, ErrRegistered) || !registered && err != nil {
					t.Fatalf("add %d: %v", e, err)
				}
				if !registered {
					old.class, old.h = c, slices.Clone(h)
					n[e] = old
				}
				clear(h) // the gallery has its own
			case op < 15:
				if got := g.RemoveExample(e); got != registered {
					t.Fatalf("remove %d: %v", e, got)
				}
				delete(n, e)
			case op < 16:
				before := len(n)
				for e, example := range n {
					if example.class == c {
						delete(n, e)
					}
				}
				if got := g.RemoveClass(c); got != (len(n) < before) {
					t.Fatalf("remove class %d: %v", c, got)
				}
			default:
				if got := g.Move(e, c); got != registered {
					t.Fatalf("move %d: %v", e, got)
				}
				if registered {
					old.class = c
					n[e] = old
				}
			}
			if g.Len() != n.classes() || g.Examples() != len(n) {
				t.Fatalf("step %d: %d classes of %d examples, want %d of %d",
					step, g.Len(), g.Examples(), n.classes(), len(n))
			}
			query, k := embedding(1), []int{0, 1, 5, 64, 65, 1000}[r.IntN(6)]
			if got, want := g.Rank(query, k), n.rank(turns, query, k); !slices.Equal(got, want) {
				t.Fatalf("seed %d step %d, best %d of %d:\n got %v\nwant %v", seed, step, k, g.Len(), got, want)
			}
		}
		if len(g.slots) > 91 {
			t.Errorf("%d slots for 90 classes", len(g.slots))
		}
	}
}

func TestGalleryRefusesWrongLengths(t *testing.T) {
	g := NewIndex(l1(2), model.Turns{})
	if err := g.Add(1, 1, model.Embedding{1}); !errors.Is(err, ErrLength) || g.Len() != 0 {
		t.Errorf("short: %v", err)
	}
	if m := g.Rank(model.Embedding{1, 2}, 0); len(m) != 0 {
		t.Errorf("empty gallery: %v", m)
	}
	if err := g.Add(1, 1, model.Embedding{1, 2}); err != nil {
		t.Fatal(err)
	}
	if m := g.Rank(model.Embedding{1}, 0); len(m) != 0 {
		t.Errorf("short query: %v", m)
	}
	turned := NewIndex(l1(2), model.Turns{Degrees: []int{20}})
	if err := turned.Add(1, 1, model.Embedding{1, 2}); !errors.Is(err, ErrLength) || turned.Len() != 0 {
		t.Errorf("without its copy: %v", err)
	}
}

// TestClearedIndexStillTurns: what is registered after everything was forgotten is
// compared as before.
func TestClearedIndexStillTurns(t *testing.T) {
	g := NewIndex(l1(1), model.Turns{Degrees: []int{20, -20}, Penalty: 0.5})
	for range 2 {
		g.Clear()
		if err := g.Add(1, 1, model.Embedding{9, 9, 2}); err != nil {
			t.Fatal(err)
		}
		want := model.Match{Class: 1, Example: 1, Turned: -20, Logit: 0.25, Similarity: l1(1).Similarity(0.25)}
		if m := g.Rank(model.Embedding{3}, 0); len(m) != 1 || m[0] != want {
			t.Errorf("%+v", m)
		}
	}
}

func TestGalleryRanksNaNsLast(t *testing.T) {
	nan := float32(math.NaN())
	g := NewIndex(l1(1), model.Turns{})
	for i, x := range []float32{nan, 5, nan, 1} {
		if err := g.Add(model.ClassID(i), model.ExampleID(i), model.Embedding{x}); err != nil {
			t.Fatal(err)
		}
	}
	for _, k := range []int{0, 4} {
		var got []model.ClassID
		for _, m := range g.Rank(model.Embedding{0}, k) {
			got = append(got, m.Class)
		}
		if want := []model.ClassID{3, 1, 0, 2}; !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	}
}

func benchmarkGallery(b *testing.B, k int) {
	const classes, dim = 10_000, 512
	r := rand.New(rand.NewPCG(1, 1))
	g := NewIndex(l1(dim), model.Turns{})
	h := make(model.Embedding, dim)
	for i := range classes {
		for j := range h {
			h[j] = r.Float32()
		}
		if err := g.Add(model.ClassID(i), model.ExampleID(i), h); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if len(g.Rank(h, k)) == 0 {
			b.Fatal("nothing ranked")
		}
	}
}

// The metric here is plain Go; BenchmarkLogits tells its share.
func BenchmarkRank10000Classes(b *testing.B)      { benchmarkGallery(b, 10) }
func BenchmarkRankAllOf10000Classes(b *testing.B) { benchmarkGallery(b, 0) }

func BenchmarkLogits(b *testing.B) {
	const classes, dim = 10_000, 512
	dst, query, support := make([]float32, classes), make(model.Embedding, dim), make([]float32, classes*dim)
	for b.Loop() {
		l1(dim).Logits(dst, query, support)
	}
}
