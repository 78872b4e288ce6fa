package confusion

import (
	"cmp"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/oneshot"
)

// l1 is a metric of plain sums: logit = 1 − Σ|a − b|.
type l1 int

func (m l1) Dim() int { return int(m) }

func (m l1) Logits(dst []float32, query model.Embedding, support []float32) {
	for i := range dst {
		dst[i] = 1
		for j, q := range query {
			dst[i] -= float32(math.Abs(float64(q - support[i*int(m)+j])))
		}
	}
}

func (m l1) Similarity(logit float32) float64 { return 1 / (1 + math.Exp(-float64(logit))) }

// gallery makes a support set of random embeddings; sizes are the classes' numbers
// of examples.
func gallery(r *rand.Rand, dim int, sizes ...int) oneshot.Support {
	var s oneshot.Support
	for c, size := range sizes {
		middle := make([]float32, dim)
		for j := range middle {
			middle[j] = r.Float32() * 4
		}
		for range size {
			s.Classes = append(s.Classes, model.ClassID(10+3*c))
			s.Examples = append(s.Examples, model.ExampleID(1000+len(s.Examples)))
			for _, v := range middle {
				s.Embeddings = append(s.Embeddings, v+r.Float32())
			}
		}
	}
	return s
}

// naive judges by the definition, with every logit in memory.
func naive(s oneshot.Support, m l1, noMatch float64) Report {
	n := len(s.Classes)
	logit := func(a, b int) float32 {
		dst := make([]float32, 1)
		m.Logits(dst, s.Embeddings[a*int(m):(a+1)*int(m)], s.Embeddings[b*int(m):(b+1)*int(m)])
		return dst[0]
	}
	size := map[model.ClassID]int{}
	for _, c := range s.Classes {
		size[c]++
	}
	r := Report{Classes: len(size), Examples: n, Compared: n}
	for _, k := range size {
		if k == 1 {
			r.Single++
		} else {
			r.LeftOut.Classes++
		}
	}
	best := map[[2]model.ClassID]Pair{}
	for a := range n {
		own, other := -1, -1
		rivals := map[model.ClassID]float32{}
		for b := range n {
			l := logit(a, b)
			if a == b {
				continue
			}
			if s.Classes[a] == s.Classes[b] {
				if own < 0 || l > logit(a, own) {
					own = b
				}
				continue
			}
			if other < 0 || l > logit(a, other) {
				other = b
			}
			if old, ok := rivals[s.Classes[b]]; !ok || l > old {
				rivals[s.Classes[b]] = l
			}
			if s.Classes[a] < s.Classes[b] {
				key := [2]model.ClassID{s.Classes[a], s.Classes[b]}
				if old, ok := best[key]; !ok || m.Similarity(l) > old.Similarity {
					best[key] = Pair{s.Classes[a], s.Classes[b], s.Examples[a], s.Examples[b], m.Similarity(l)}
				}
			}
		}
		if own < 0 {
			crowd := 0.0
			for _, l := range rivals {
				crowd += rivalry(m.Similarity(l))
			}
			r.SingleErrors += taken(crowd) / float64(max(r.Single, 1))
			continue
		}
		r.LeftOut.Asked++
		mistaken := other >= 0 && logit(a, other) >= logit(a, own)
		far := m.Similarity(logit(a, own)) < noMatch
		if mistaken {
			n := float64(size[s.Classes[a]])
			r.SeveralErrors += (n - 1) / n
		}
		if !mistaken {
			r.LeftOut.Right++
			if far {
				r.LeftOut.Refused++
			}
		}
		if mistaken || far {
			r.OutliersFound++
			r.Outliers = append(r.Outliers, Outlier{
				s.Classes[a], s.Examples[a], m.Similarity(logit(a, own)), s.Examples[own],
				s.Classes[other], s.Examples[other], m.Similarity(logit(a, other)), mistaken,
			})
		}
	}
	r.SeveralErrors /= float64(max(r.LeftOut.Asked, 1))
	for _, p := range best {
		r.Pairs = append(r.Pairs, p)
	}
	slices.SortFunc(r.Pairs, func(p, q Pair) int { return cmp.Compare(q.Similarity, p.Similarity) })
	r.Pairs = r.Pairs[:min(maxPairs, len(r.Pairs))]
	slices.SortFunc(r.Outliers, Outlier.compare)
	return r
}

func TestJudgeAgreesWithTheDefinition(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 5))
		sizes := make([]int, 2+r.IntN(60)) // up to 1,770 pairs of classes: more than are kept
		for i := range sizes {
			sizes[i] = max(1, r.IntN(6)-1)
		}
		if seed%3 == 0 {
			sizes[0] = 150 // a class longer than a block
		}
		s := gallery(r, 3, sizes...)
		want := naive(s, 3, 0.4)
		got, err := Judge(t.Context(), s, l1(3), 0.4, 3, nil)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(got.SingleErrors-want.SingleErrors)+math.Abs(got.SeveralErrors-want.SeveralErrors) > 1e-9 {
			t.Errorf("seed %d: expected errors %v and %v, want %v and %v", seed, got.SingleErrors, got.SeveralErrors, want.SingleErrors, want.SeveralErrors)
		}
		if got.LeftOut != want.LeftOut || got.Classes != want.Classes || got.Examples != want.Examples ||
			got.Compared != want.Compared || got.Single != want.Single || got.OutliersFound != want.OutliersFound {
			t.Errorf("seed %d:\n got %+v\nwant %+v", seed, got, want)
		}
		if !slices.Equal(got.Outliers, want.Outliers[:min(maxOutliers, len(want.Outliers))]) {
			t.Errorf("seed %d: outliers\n got %+v\nwant %+v", seed, got.Outliers, want.Outliers)
		}
		if !slices.Equal(got.Pairs, want.Pairs) {
			t.Errorf("seed %d: pairs\n got %+v\nwant %+v", seed, got.Pairs, want.Pairs)
		}
	}
}

// A gallery that anybody could judge by eye.
func TestJudgeFindsWhatDoesNotBelong(t *testing.T) {
	s := oneshot.Support{
		Classes:    []model.ClassID{1, 1, 1, 2, 2, 3, 3},
		Examples:   []model.ExampleID{11, 12, 13, 21, 22, 31, 32},
		Embeddings: []float32{0, 0.1, 5.1, 5, 5.2, 9, 12},
	}
	r, err := Judge(t.Context(), s, l1(1), 0.5, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	// 13 lies among class 2, whose 21 and 22 are nearer to it than to each other;
	// 31 and 32 are three apart.
	if want := (Tally{Classes: 3, Asked: 7, Right: 4, Refused: 2}); r.LeftOut != want {
		t.Errorf("left out: %+v, want %+v", r.LeftOut, want)
	}
	if len(r.Outliers) != 5 || r.Outliers[0].Example != 13 || !r.Outliers[0].Mistaken || r.Outliers[0].Other != 2 {
		t.Errorf("outliers: %+v", r.Outliers)
	}
	if last := r.Outliers[len(r.Outliers)-1]; last.Class != 3 || last.Mistaken {
		t.Errorf("far ones last: %+v", last)
	}
	if p := r.Pairs[0]; p.A != 1 || p.B != 2 || p.ExampleA != 13 || len(r.Pairs) != 3 {
		t.Errorf("pairs: %+v", r.Pairs)
	}
}

func TestATieNeverFavoursTheAnswer(t *testing.T) {
	s := oneshot.Support{
		Classes:    []model.ClassID{1, 1, 2, 2},
		Examples:   []model.ExampleID{1, 2, 3, 4},
		Embeddings: []float32{0, 0, 0, 0},
	}
	r, err := Judge(t.Context(), s, l1(1), 0, 1, nil)
	if err != nil || r.LeftOut.Right != 0 || r.LeftOut.Asked != 4 {
		t.Errorf("%+v, %v", r.LeftOut, err)
	}
}

func TestJudgeOfLittle(t *testing.T) {
	for name, sizes := range map[string][]int{"nothing": nil, "one example": {1}, "one class": {3}, "two of one": {1, 1}} {
		r, err := Judge(t.Context(), gallery(rand.New(rand.NewPCG(1, 1)), 2, sizes...), l1(2), 0, 0, nil)
		if err != nil || r.Classes != len(sizes) || math.IsNaN(r.ExpectedErrors()) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
		if name == "one class" && (r.LeftOut.Right != 3 || len(r.Pairs) != 0) {
			t.Errorf("%s: %+v", name, r)
		}
		if name == "one example" && r.SingleErrors != 0 {
			t.Errorf("%s has no rival, yet %v", name, r.SingleErrors)
		}
	}
}

func TestJudgeOfWhatIsNoNumber(t *testing.T) {
	nan := float32(math.NaN())
	s := oneshot.Support{
		Classes:    []model.ClassID{1, 1, 2, 2},
		Examples:   []model.ExampleID{1, 2, 3, 4},
		Embeddings: []float32{nan, 0, nan, 0.5},
	}
	r, err := Judge(t.Context(), s, l1(1), 0, 1, nil)
	if err != nil || r.LeftOut.Asked != 4 || r.LeftOut.Right != 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestJudgeRefusesWhatIsNoSupportSet(t *testing.T) {
	good := gallery(rand.New(rand.NewPCG(1, 1)), 2, 2, 2)
	for name, spoil := range map[string]func(*oneshot.Support){
		"unsorted":         func(s *oneshot.Support) { s.Classes = []model.ClassID{2, 1, 2, 1} },
		"too few numbers":  func(s *oneshot.Support) { s.Embeddings = s.Embeddings[1:] },
		"too few examples": func(s *oneshot.Support) { s.Examples = s.Examples[1:] },
	} {
		s := good
		spoil(&s)
		if _, err := Judge(t.Context(), s, l1(2), 0, 1, nil); !errors.Is(err, ErrSupport) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestJudgeEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	calls := 0
	sizes := slices.Repeat([]int{2}, 400)
	_, err := Judge(ctx, gallery(rand.New(rand.NewPCG(1, 1)), 2, sizes...), l1(2), 0, 2, func(done, total int) {
		if calls++; calls == 3 {
			cancel()
		}
		if total != 800 || done < 1 || done > total {
			t.Errorf("progress %d of %d", done, total)
		}
	})
	if !errors.Is(err, context.Canceled) || calls > 10 {
		t.Errorf("%v after %d calls", err, calls)
	}
}

func TestALargeGalleryIsSampled(t *testing.T) {
	n := 40_000
	all := sample(spans(make([]model.ClassID, n)), n)
	if len(all) != maxCompared/n || all[0].row > 100 || all[len(all)-1].row < n-100 {
		t.Errorf("%d rows from %d to %d", len(all), all[0].row, all[len(all)-1].row)
	}
	if !slices.IsSortedFunc(all, func(a, b seen) int { return cmp.Compare(a.row, b.row) }) {
		t.Error("out of order")
	}
	if n = 14_000; len(sample(spans(make([]model.ClassID, n)), n)) != n {
		t.Error("a smaller one is not")
	}
}

// Where all or none are right Wilson's interval ends at n/(n+z²) or its complement;
// the third is the formula by another program.
func TestAccuracyIsWilsons(t *testing.T) {
	for _, c := range []struct {
		right, asked     int
		share, low, high float64
	}{
		{0, 0, 0, 0, 1},
		{10, 10, 1, 0.722467, 1},
		{0, 10, 0, 0, 0.277533},
		{45, 48, 0.9375, 0.831646, 0.978517},
	} {
		share, low, high := Tally{Asked: c.asked, Right: c.right}.Accuracy()
		if math.Abs(share-c.share)+math.Abs(low-c.low)+math.Abs(high-c.high) > 3e-6 {
			t.Errorf("%d of %d: %.6f, %.6f to %.6f", c.right, c.asked, share, low, high)
		}
	}
}
