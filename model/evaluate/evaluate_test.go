package evaluate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/omnitest"
	"github.com/oneglyph/oneglyph/model/oneshot"
)

// questions returns trials over synthetic classes, the answer's place going round.
func questions(n, ways, shots int) []Trial {
	trials := make([]Trial, n)
	for i := range trials {
		t := Trial{Group: fmt.Sprint("g", i%2), Answer: i % ways, Query: glyph(i%ways, 9)}
		for class := range ways {
			var row []model.Glyph
			for shot := range shots {
				row = append(row, glyph(class, shot))
			}
			t.Support = append(t.Support, row)
		}
		trials[i] = t
	}
	return trials
}

func constant(v float64) Scorer {
	return ScorerFunc(func(_ model.Glyph, support []model.Glyph) ([]float64, error) {
		scores := make([]float64, len(support))
		for i := range scores {
			scores[i] = v
		}
		return scores, nil
	})
}

// A scorer that tells nothing apart is right by chance, wherever the answer is
// and whatever the number is.
func TestConstantScorerScoresChance(t *testing.T) {
	const ways, n = 20, 20_000
	base := questions(ways, ways, 2)
	for name, place := range map[string]func(i int) int{
		"first": func(int) int { return 0 },
		"last":  func(int) int { return ways - 1 },
		"any":   func(i int) int { return i % ways },
	} {
		trials := make([]Trial, n)
		for i := range trials {
			trials[i] = base[place(i)]
		}
		for _, v := range []float64{0, 0.5, math.Inf(1), math.Inf(-1)} {
			result, err := Evaluate(t.Context(), trials, constant(v), nil)
			if err != nil {
				t.Fatal(err)
			}
			// Five standard deviations about 5 %.
			if got := result.Accuracy(); math.Abs(got-1.0/ways) > 0.0077 {
				t.Errorf("answer %s, score %v: %.2f %%", name, v, 100*got)
			}
		}
	}
}

func TestTiesNeverFavourTheAnswer(t *testing.T) {
	var trials []Trial
	for base := questions(4, 4, 1); len(trials) < 4000; {
		trials = append(trials, base...)
	}
	// The answer and its right neighbour share the top.
	at := -1
	half := ScorerFunc(func(_ model.Glyph, support []model.Glyph) ([]float64, error) {
		at++
		scores := make([]float64, len(support))
		scores[trials[at].Answer], scores[(trials[at].Answer+1)%4] = 1, 1
		return scores, nil
	})
	result, err := Evaluate(t.Context(), trials, half, nil)
	if got := result.Accuracy(); err != nil || math.Abs(got-0.5) > 0.04 {
		t.Errorf("tied with one other: %.1f %%, %v", 100*got, err)
	}
	at = -1
	if second, _ := Evaluate(t.Context(), trials, half, nil); !reflect.DeepEqual(second, result) {
		t.Errorf("%v, then %v", result, second)
	}
}

func TestEvaluateCountsByBestExampleAndGroup(t *testing.T) {
	trials := questions(6, 3, 2)
	// Of two examples one is as good as a query can find, the first or the
	// second in turn; the mean of the two would prefer another class.
	at := -1
	scorer := ScorerFunc(func(_ model.Glyph, support []model.Glyph) ([]float64, error) {
		at++
		scores := []float64{0.8, 0.8, 0.8, 0.8, 0.8, 0.8}
		right := trials[at].Answer
		if at == 4 { // one mistake, in group g0
			right = (right + 1) % 3
		}
		scores[2*right+at%2], scores[2*right+1-at%2] = 0, 1
		return scores, nil
	})
	var progress []int
	result, err := Evaluate(t.Context(), trials, scorer, func(done, total int) { progress = append(progress, done, total) })
	if err != nil {
		t.Fatal(err)
	}
	want := Result{Tally{5, 6}, map[string]Tally{"g0": {2, 3}, "g1": {3, 3}}, []Mistake{{4, 2}}}
	if !reflect.DeepEqual(result, want) {
		t.Errorf("%v, want %v", result, want)
	}
	if len(progress) != 12 || progress[10] != 6 || progress[11] != 6 {
		t.Errorf("progress %v", progress)
	}
}

func TestEvaluateStopsAtErrors(t *testing.T) {
	trials := questions(3, 3, 1)
	if _, err := Evaluate(t.Context(), trials, constant(math.NaN()), nil); !errors.Is(err, ErrScores) {
		t.Errorf("not a number: %v", err)
	}
	short := ScorerFunc(func(model.Glyph, []model.Glyph) ([]float64, error) { return make([]float64, 2), nil })
	if _, err := Evaluate(t.Context(), trials, short, nil); !errors.Is(err, ErrScores) {
		t.Errorf("two scores for three: %v", err)
	}
	broken := errors.New("broken")
	if _, err := Evaluate(t.Context(), trials, ScorerFunc(func(model.Glyph, []model.Glyph) ([]float64, error) {
		return nil, broken
	}), nil); !errors.Is(err, broken) {
		t.Errorf("scorer's error: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := Evaluate(ctx, trials, constant(1), func(int, int) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if (Tally{}).Accuracy() != 0 {
		t.Error("accuracy of nothing")
	}
}

// pixels embeds a glyph as its own pixels, and counts.
type pixels struct {
	calls int
	turns model.Turns
}

func (p *pixels) Embed(g model.Glyph) (model.Embedding, error) {
	p.calls++
	h := make(model.Embedding, 15*15)
	g.Resample(h, 15)
	return h, nil
}

// EmbedSupport adds the glyph turned by what turns says.
func (p *pixels) EmbedSupport(g model.Glyph) ([]float32, error) {
	looks, _ := p.Embed(g)
	for _, degrees := range p.turns.Degrees {
		h := make([]float32, 15*15)
		g.Turned(degrees).Resample(h, 15)
		looks = append(looks, h...)
	}
	return looks, nil
}

func TestSiameseScorerEmbedsEveryGlyphOnce(t *testing.T) {
	trials := questions(40, 20, 2)
	for i := range trials { // the same glyphs, not equal ones
		trials[i].Support = trials[0].Support
	}
	p := &pixels{}
	result, err := Evaluate(t.Context(), trials, SiameseScorer(p, l1(15*15), p.turns), nil)
	if err != nil || result.Correct != 40 {
		t.Errorf("%v, %v", result, err)
	}
	if p.calls != 20*2+40 {
		t.Errorf("embedded %d times", p.calls)
	}
	if _, err := Evaluate(t.Context(), trials, SiameseScorer(p, l1(7), p.turns), nil); !errors.Is(err, oneshot.ErrLength) {
		t.Errorf("wrong length: %v", err)
	}
}

// TestScoresOfTurnedCopies: an example scores as its best copy does, less the penalty.
func TestScoresOfTurnedCopies(t *testing.T) {
	bar, err := model.FromStrokes([]model.Stroke{{{X: 0, Y: 0}, {X: 3, Y: 10}}})
	if err != nil {
		t.Fatal(err)
	}
	p := &pixels{turns: model.Turns{Degrees: []int{20, -20}, Penalty: 0.25}}
	one := func(s Scorer, query model.Glyph) float64 {
		scores, err := s.Scores(query, []model.Glyph{bar})
		if err != nil || len(scores) != 1 {
			t.Fatalf("%v, %v", scores, err)
		}
		return scores[0]
	}
	scorer, asDrawn := SiameseScorer(p, l1(15*15), p.turns), AsDrawnScorer(p, l1(15*15))
	same := one(asDrawn, bar) // nothing between them
	if got := one(scorer, bar); got != same {
		t.Errorf("itself: %g, not %g", got, same)
	}
	for _, degrees := range p.turns.Degrees {
		if got, want := one(scorer, bar.Turned(degrees)), same-0.25; got != want || one(asDrawn, bar.Turned(degrees)) >= want {
			t.Errorf("turned by %d°: %g, not %g; as drawn %g", degrees, got, want, one(asDrawn, bar.Turned(degrees)))
		}
	}
}

func TestTrialsShareGlyphs(t *testing.T) {
	fs := omnitest.Files{}
	for c := range 6 {
		for d := range 3 {
			fs[fmt.Sprintf("Bars/character%02d/%04d_%02d.png", c, c, d+1)] = omnitest.PNG(picture(c, d))
		}
	}
	set, err := omniglot.Open(t.Context(), fs.Folder(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := set.Trials(4, 2, 50, true, 1)
	if err != nil {
		t.Fatal(err)
	}
	trials := Trials(set, drawn)
	glyphs := map[model.Glyph]bool{}
	for i, trial := range trials {
		if trial.Group != "Bars" || trial.Answer != drawn[i].Answer || len(trial.Support) != 4 {
			t.Fatalf("%v", trial)
		}
		glyphs[trial.Query] = true
		if !bytes.Equal(trial.Query.Pix(), set.At(drawn[i].Query).Glyph().Pix()) {
			t.Fatal("another query")
		}
		for j, row := range trial.Support {
			for k, g := range row {
				glyphs[g] = true
				if !bytes.Equal(g.Pix(), set.At(drawn[i].Support[j][k]).Glyph().Pix()) {
					t.Fatal("another support set")
				}
			}
		}
	}
	if len(glyphs) != 18 {
		t.Errorf("%d glyphs of 18 drawings", len(glyphs))
	}
	if result, err := Evaluate(t.Context(), trials, PixelScorer(28), nil); err != nil || result.Correct != 50 {
		t.Errorf("%v, %v", result, err)
	}
}
