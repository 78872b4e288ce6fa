package confusion_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omniglot"
)

// outcome is what became of the drawings of one class with one example.
type outcome struct {
	odds         []float64 // ln(s/(1−s)) of the example and each rival's
	asked, wrong float64
}

// outcomes asks galleries of 5 to 150 characters.
func (s heldOut) outcomes(galleries int) (all []outcome) {
	for _, of := range []struct {
		classes int
		within  bool
	}{{5, true}, {10, true}, {20, true}, {20, false}, {50, false}, {150, false}} {
		for g := range galleries {
			r := rand.New(rand.NewPCG(uint64(g), 3))
			classes := s.choose(r, of.classes, of.within)
			support, used := s.support(r, classes, 1)
			dim := s.metric.Dim()
			for i, c := range classes {
				var o outcome
				logits := make([]float32, len(classes))
				s.metric.Logits(logits, support.Embeddings[i*dim:(i+1)*dim], support.Embeddings)
				for j, l := range logits {
					if j != i {
						p := math.Min(math.Max(s.metric.Similarity(l), 1e-12), 1-1e-12)
						o.odds = append(o.odds, math.Log(p/(1-p)))
					}
				}
				for d := range s.set.Alphabets[c.alphabet].Characters[c.character].Drawings {
					ref := omniglot.Ref{Alphabet: c.alphabet, Character: c.character, Drawer: d}
					if used[ref] {
						continue
					}
					o.asked++
					if got, _ := s.best(support, s.h[ref]); got != model.ClassID(i) {
						o.wrong++
					}
				}
				all = append(all, o)
			}
		}
	}
	return all
}

// TestFitOfRivals prints what has the greatest likelihood, on each split and on all.
func TestFitOfRivals(t *testing.T) {
	var all []outcome
	for _, split := range []string{"A", "B", "C"} {
		some := open(t, split).outcomes(12)
		fit(t, split, some)
		all = append(all, some...)
	}
	fit(t, "all", all)
}

func fit(t *testing.T, name string, all []outcome) {
	likelihood := func(p [3]float64) (sum, asked float64) {
		for _, o := range all {
			crowd := 0.0
			for _, z := range o.odds {
				crowd += math.Exp(p[0] * z)
			}
			q := 1 / (1 + math.Exp(-(p[1]*math.Log(crowd) + p[2])))
			q = math.Min(math.Max(q, 1e-6), 1-1e-6)
			sum += o.wrong*math.Log(q) + (o.asked-o.wrong)*math.Log1p(-q)
			asked += o.asked
		}
		return sum / asked, asked
	}
	p := [3]float64{0.5, 1, -2}
	best, asked := likelihood(p)
	for step := 0.4; step > 0.01; step /= 2 {
		for moved := true; moved; {
			moved = false
			for i := range p {
				for _, d := range []float64{step, -step} {
					q := p
					q[i] += d
					if l, _ := likelihood(q); q[0] > 0 && l > best {
						best, p, moved = l, q, true
					}
				}
			}
		}
	}
	t.Logf("%s: sharpness %.3f, σ(%.3f·ln Σ %+.3f), ln likelihood %.4f of %.0f drawings", name, p[0], p[1], p[2], best, asked)
}
