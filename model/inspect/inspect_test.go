package inspect

import (
	"bytes"
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/oneshot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/weights"
)

func must[T any](v T, err error) func(t testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// handwriting is a drawing; the next seed's is another.
func handwriting(t testing.TB, seed uint64) model.Glyph {
	rng := rand.New(rand.NewPCG(seed, 1))
	var s model.Stroke
	for range 6 {
		s = append(s, model.Point{X: rng.Float32(), Y: rng.Float32()})
	}
	return must(model.FromStrokes([]model.Stroke{s}))(t)
}

// networks are the shipped one and an untrained one of the paper's.
func networks(t testing.TB) map[string]*siamese.Model {
	koch := must(siamese.New(siamese.Koch(), 3))(t)
	koch = must(koch.WithCalibration(siamese.Calibration{Scale: 0.7, Shift: 2, Threshold: 0.5, Views: 3}))(t)
	return map[string]*siamese.Model{"compact": must(siamese.Read(bytes.NewReader(weights.Compact())))(t), "koch": koch}
}

// TestSumIsTheRanking: from the bias over every term and every place to the similarity,
// what the page shows is what a ranking answers, also where a class is known by its
// example turned.
func TestSumIsTheRanking(t *testing.T) {
	const tolerance = 1e-4
	for name, m := range networks(t) {
		encoder, insp := must(siamese.NewEncoder(m))(t), must(New(m, 1))(t)
		defer encoder.Close()
		defer insp.Close()
		index := oneshot.NewIndex(m.Metric(), m.Turns())
		const classes = 4
		for c := range classes {
			looks := must(encoder.EmbedSupport(handwriting(t, uint64(c))))(t)
			if err := index.Add(model.ClassID(c), model.ExampleID(c), looks); err != nil {
				t.Fatal(err)
			}
		}
		asDrawn, turned := 0, 0
		for _, query := range []model.Glyph{handwriting(t, 99), handwriting(t, 1).Turned(20), handwriting(t, 2).Turned(-20)} {
			h := must(encoder.Embed(query))(t)
			matches := index.Rank(h, 0)
			if len(matches) != classes {
				t.Fatalf("%s: %d matches", name, len(matches))
			}
			for _, match := range matches {
				look := must(insp.Closest(h, handwriting(t, uint64(match.Class))))(t)
				if look.Turned != match.Turned {
					t.Errorf("%s, class %d: turned by %d°, not by %d°", name, match.Class, look.Turned, match.Turned)
				}
				pair := must(insp.Compare(query, look, 0))(t)
				s := pair.Sum
				near := func(what string, got, want float64) {
					if math.Abs(got-want) > tolerance {
						t.Errorf("%s, class %d: %s is %g, not %g", name, match.Class, what, got, want)
					}
				}
				near("the logit", s.Logit, float64(match.Logit))
				near("the similarity", s.Similarity, match.Similarity)
				switch {
				case match.Turned == 0:
					asDrawn++
					near("the penalty", s.Penalty, 0)
				default:
					turned++
					near("the penalty", s.Penalty, float64(m.Turns().Penalty))
				}
				logit, byPlace := s.Bias-s.Penalty, s.Bias-s.Penalty
				for _, term := range s.Terms {
					logit -= term.Value
					near("a term", term.Value, term.Alpha*math.Abs(term.H1-term.H2))
				}
				near("bias less terms", logit, s.Logit)
				for _, p := range s.Places {
					byPlace -= p.Total
					parts := p.Rest
					for _, part := range p.Parts {
						parts += part.Value
					}
					near("a place's parts", parts, p.Total)
				}
				near("bias less places", byPlace, s.Logit)
				near("the calibrated logit", s.Scaled, s.Scale*s.Logit+s.Shift)
				near("σ of it", 1/(1+math.Exp(-s.Scaled)), s.Similarity)
			}
		}
		if asDrawn == 0 || turned == 0 && name == "compact" {
			t.Errorf("%s: %d matches as drawn and %d turned, some of both are needed", name, asDrawn, turned)
		}
	}
}

// TestPlaces: where a network without a fully connected layer has one place for each
// number, it is that of the number in the last layer.
func TestPlaces(t *testing.T) {
	for name, m := range networks(t) {
		insp := must(New(m, 1))(t)
		defer insp.Close()
		pair := must(insp.Compare(handwriting(t, 1), Look{Glyph: handwriting(t, 2)}, 1))(t)
		last := pair.Sides[0].Layers[len(pair.Sides[0].Layers)-1]
		if len(pair.Sum.Places) != last.Side*last.Side {
			t.Fatalf("%s: %d places, the last layer has %d", name, len(pair.Sum.Places), last.Side*last.Side)
		}
		if name == "compact" {
			for _, term := range pair.Sum.Terms {
				if want := term.Number / last.Filters; term.Value > 0 && term.Place != want {
					t.Fatalf("number %d is at place %d, not %d", term.Number, term.Place, want)
				}
			}
		}
		for i, p := range pair.Sum.Places {
			if p.Left < 0 || p.Right > 1 || p.Left >= p.Right || p.Top < 0 || p.Bottom > 1 || p.Top >= p.Bottom {
				t.Errorf("%s: place %d is %+v of the paper", name, i, p.Place)
			}
		}
		if first, last := pair.Sum.Places[0], pair.Sum.Places[len(pair.Sum.Places)-1]; first.Left >= last.Left || first.Top >= last.Top {
			t.Errorf("%s: places run from %+v to %+v", name, first.Place, last.Place)
		}
	}
}

func TestCompareShowsTheChosenView(t *testing.T) {
	m := networks(t)["compact"]
	insp := must(New(m, 1))(t)
	defer insp.Close()
	g1, g2 := handwriting(t, 1), handwriting(t, 2)
	zero, three := must(insp.Compare(g1, Look{Glyph: g2}, 0))(t), must(insp.Compare(g1, Look{Glyph: g2}, 3))(t)
	if len(zero.Sides[0].Inputs) != insp.Views() || insp.Views() != 5 {
		t.Fatalf("%d views", len(zero.Sides[0].Inputs))
	}
	want := make([]float32, 40*40)
	g2.Resample(want, 40)
	for i, v := range zero.Sides[1].Inputs[0].Values {
		if v != want[i] {
			t.Fatal("the first view is not the drawing itself")
		}
	}
	if bytes.Equal(bits(zero.Sides[0].Layers[2].Values), bits(three.Sides[0].Layers[2].Values)) {
		t.Error("another view has the same feature maps")
	}
	if zero.Sum.Logit != three.Sum.Logit {
		t.Error("which view is shown changes the sum")
	}
	for l, order := 0, zero.MostActive(0); l < len(order)-1; l++ {
		if total(zero, 0, order[l]) < total(zero, 0, order[l+1])-1e-3 {
			t.Fatal("the most active filters do not come first")
		}
	}
}

func total(p *Pair, layer, filter int) (sum float64) {
	for _, s := range p.Sides {
		for _, v := range s.Layers[layer].Map(filter) {
			sum += float64(v)
		}
	}
	return sum
}

func bits(v []float32) []byte {
	var b []byte
	for _, f := range v {
		b = append(b, byte(math.Float32bits(f)), byte(math.Float32bits(f)>>8), byte(math.Float32bits(f)>>16))
	}
	return b
}

func TestDiffer(t *testing.T) {
	line := func(from, to model.Point) model.Stroke { return model.Stroke{from, to} }
	frame := []model.Stroke{line(model.Point{}, model.Point{X: 1}), line(model.Point{Y: 1}, model.Point{X: 1, Y: 1})}
	bare := must(model.FromStrokes(frame))(t)
	more := must(model.FromStrokes(append(frame, line(model.Point{Y: 0.5}, model.Point{X: 1, Y: 0.5}))))(t)
	if d := Differ(bare, bare); d.Agreement != 1 {
		t.Errorf("a drawing agrees with itself by %g", d.Agreement)
	}
	d := Differ(bare, more)
	middle := model.Side/2*model.Side + model.Side/2
	if d.Marks[middle] != OnlySecond || Differ(more, bare).Marks[middle] != OnlyFirst {
		t.Errorf("the line in the middle is marked %d", d.Marks[middle])
	}
	if d.Agreement < 0.5 || d.Agreement > 0.8 {
		t.Errorf("they agree by %g", d.Agreement)
	}
	if d := Differ(model.Glyph{}, model.Glyph{}); d.Agreement != 1 {
		t.Errorf("blank paper agrees by %g", d.Agreement)
	}
}

// clusters are points about so many far corners.
func clusters(n, of, dim int) *Points {
	rng := rand.New(rand.NewPCG(7, 7))
	p := &Points{}
	centres := make([][]float32, of)
	for c := range centres {
		centres[c] = make([]float32, dim)
		for j := range centres[c] {
			centres[c][j] = rng.Float32() * 10
		}
	}
	for i := range n {
		h := make(model.Embedding, dim)
		for j := range h {
			h[j] = centres[i%of][j] + rng.Float32()
		}
		p.Add(model.ClassID(i%of+1), model.ExampleID(i+1), h)
	}
	return p
}

func TestDiscriminative(t *testing.T) {
	m := must(siamese.New(siamese.Architecture{Name: "tiny", Input: 8, Embedding: 6, Layers: []siamese.Layer{{Filters: 2, Kernel: 3, Pool: 2}}}, 1))(t)
	insp := must(New(m, 1))(t)
	defer insp.Close()
	p := &Points{}
	rng := rand.New(rand.NewPCG(1, 1))
	for i := range 12 { // number 4 says the class, number 2 is large and noise, number 1 constant
		class := i % 4
		h := model.Embedding{0, 3, 20 * rng.Float32(), 0, 10*float32(class) + rng.Float32(), rng.Float32()}
		p.Add(model.ClassID(class+1), model.ExampleID(i+1), h)
	}
	features := must(insp.Discriminative(context.Background(), p, 3, 2))(t)
	if len(features) != 3 || features[0].Number != 4 {
		t.Fatalf("%+v", features)
	}
	f := features[0]
	if class := func(e model.ExampleID) int { return (int(e) - 1) % 4 }; len(f.Most) != 2 || class(f.Most[0]) != 3 || class(f.Most[1]) != 2 || class(f.Least[0]) != 0 || class(f.Least[1]) != 1 {
		t.Errorf("excited most %v and least %v", f.Most, f.Least)
	}
	var between, within float64 // by the definition
	var nb, nw int
	for i := range 12 {
		for j := range i {
			d := f.Alpha * math.Abs(float64(p.Row(i)[4]-p.Row(j)[4]))
			if p.Classes[i] == p.Classes[j] {
				within, nw = within+d, nw+1
			} else {
				between, nb = between+d, nb+1
			}
		}
	}
	if math.Abs(f.Between-between/float64(nb)) > 1e-4 || math.Abs(f.Within-within/float64(nw)) > 1e-4 {
		t.Errorf("between %g and within %g, by the definition %g and %g", f.Between, f.Within, between/float64(nb), within/float64(nw))
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := insp.Discriminative(cancelled, p, 3, 2); err == nil {
		t.Error("cannot be cancelled")
	}
}
