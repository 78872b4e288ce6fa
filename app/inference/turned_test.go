package inference

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/benchmark"
	"github.com/oneglyph/oneglyph/model/challenge"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/oneshot"
	"github.com/oneglyph/oneglyph/model/recognizer"
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

// slanted turns strokes to the left, by degrees.
func slanted(strokes []model.Stroke, degrees float64) (all []model.Stroke) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	for _, s := range strokes {
		var turned model.Stroke
		for _, p := range s {
			x, y := float64(p.X), float64(p.Y)
			turned = append(turned, model.Point{X: float32(x*cos + y*sin), Y: float32(-x*sin + y*cos)})
		}
		all = append(all, turned)
	}
	return all
}

// TestSlantedDrawingsAreKnown: more of them and more surely than by the examples as they were drawn,
// while drawings at no slant rank as before.
func TestSlantedDrawingsAreKnown(t *testing.T) {
	m := must(LoadModel(""))(t)
	r := rand.New(rand.NewPCG(5, 5))
	g := gallery.New()
	const classes = 30
	var drawn [][]model.Stroke
	for c := range classes {
		drawn = append(drawn, scribble(r))
		must(g.Add(fmt.Sprint(c), gallery.FromStrokes(drawn[c])))(t)
	}
	n := must(NetworkOver(m, g))(t)
	defer n.Close()
	plain := oneshot.NewIndex(m.Metric(), model.Turns{})
	ids := map[model.ClassID]int{}
	for i, c := range g.Classes() {
		ids[c.ID] = i
		h := must(n.Embed(must(c.Examples[0].Glyph())(t)))(t)
		if err := plain.Add(c.ID, c.Examples[0].ID, h); err != nil {
			t.Fatal(err)
		}
	}
	known := func(matches []model.Match, c int) bool {
		return ids[matches[0].Class] == c && matches[0].Similarity >= n.Threshold(classes)
	}
	for _, degrees := range []float64{0, 20, -20, 35, -35} {
		with, without, gained := 0, 0, 0.0
		for c, strokes := range drawn {
			query := must(model.FromStrokes(slanted(strokes, degrees)))(t)
			turned := must(n.Rank(query))(t)
			asDrawn := plain.Rank(must(n.Embed(query))(t), 0)
			if known(turned, c) {
				with++
			}
			if known(asDrawn, c) {
				without++
			}
			gained += (turned[0].Similarity - asDrawn[0].Similarity) / classes
			if degrees == 0 && turned[0] != asDrawn[0] {
				t.Errorf("drawing %d itself: %+v, was %+v", c, turned[0], asDrawn[0])
			}
		}
		said := fmt.Sprintf("turned by %g°: %d of %d known, %d by the examples as they were drawn; %.3f more alike", degrees, with, classes, without, gained)
		t.Log(said)
		if with < without || degrees != 0 && (with < classes*3/4 || gained < 0.01) || math.Abs(degrees) > 25 && with == without {
			t.Error(said)
		}
	}
}

// TestAllRankAlike: the window, other programs, evaluation and the opponent find a
// slanted drawing equally like each class.
func TestAllRankAlike(t *testing.T) {
	m := must(LoadModel(""))(t)
	r := rand.New(rand.NewPCG(6, 6))
	g := gallery.New()
	var support [][]model.Glyph
	first := scribble(r)
	for c := range 12 { // more than a recognizer embeds one by one
		strokes := scribble(r)
		if c == 0 {
			strokes = first
		}
		example := gallery.FromStrokes(strokes)
		must(g.Add(fmt.Sprint(c), example))(t)
		support = append(support, []model.Glyph{must(example.Glyph())(t)})
	}
	query := slanted(first, 22)
	glyph := must(model.FromStrokes(query))(t)

	n := must(NetworkOver(m, g))(t)
	defer n.Close()
	window := must(n.Rank(glyph))(t)
	if window[0].Turned != 20 {
		t.Fatalf("the first is turned by %d°", window[0].Turned)
	}
	similarity, logit := map[string]float64{}, map[string]float64{}
	for _, match := range window {
		class, _ := g.Class(match.Class)
		similarity[class.Name], logit[class.Name] = match.Similarity, float64(match.Logit)
	}

	path := filepath.Join(t.TempDir(), "x.oneglyph")
	if err := g.Save(path); err != nil {
		t.Fatal(err)
	}
	others := must(recognizer.Open(path))(t)
	defer others.Close()
	ranking := must(others.Rank(context.Background(), recognizer.Strokes(query), 0))(t)
	for _, match := range ranking.Matches {
		if match.Similarity != similarity[match.Name] {
			t.Errorf("other programs: class %s has %g, the window's %g", match.Name, match.Similarity, similarity[match.Name])
		}
	}

	trial := evaluate.Trial{Support: support, Query: glyph}
	var asked []model.Glyph
	for _, class := range support {
		asked = append(asked, class...)
	}
	scorer := must(benchmark.NewNetwork(m).Scorer(context.Background(), []evaluate.Trial{trial}, 0, nil))(t)
	for c, score := range must(scorer.Scores(glyph, asked))(t) {
		if want := logit[fmt.Sprint(c)]; score != want {
			t.Errorf("evaluation: class %d has logit %g, the window's %g", c, score, want)
		}
	}
	opponent := must(challenge.NewOpponent(m).Rank(context.Background(), trial, 0))(t)
	for i, c := range opponent.Classes {
		if want := similarity[fmt.Sprint(c)]; opponent.Similarities[i] != want {
			t.Errorf("the opponent: class %d has %g, the window's %g", c, opponent.Similarities[i], want)
		}
	}
}
