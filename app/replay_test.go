package app

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/oneglyph/oneglyph/app/inference"
	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/omnitest"
	"github.com/oneglyph/oneglyph/model/siamese"
)

const (
	realPictures = "../../shared/omniglot/images_background.zip"
	realStrokes  = "../../shared/omniglot/strokes_background_small1.zip"
)

// Neither the pad's size nor the drawing's size and place on it nor the pen's
// width changes the glyph, beyond what whole pixels cost a small drawing.
func TestAnyPlaceOnThePadGivesTheSameGlyph(t *testing.T) {
	h := newHand(t)
	r := rand.New(rand.NewPCG(5, 20))
	characters := synthetic()
	var plain []model.Glyph
	for _, strokes := range characters {
		plain = append(plain, h.draw(t, strokes, place{fyne.NewSquareSize(900), 0.9, 0.5, 0.5, canvas.DefaultPen}))
	}
	for i, strokes := range characters {
		for range 20 {
			at := anyPlace(r)
			g := h.draw(t, strokes, at)
			for j := range plain {
				shared := omnitest.SharedInk(g, plain[j])
				if i == j && shared < 0.85 {
					t.Errorf("character %d at %+v shares %.2f of its ink with itself", i, at, shared)
				}
				if i != j && shared > 0.7 {
					t.Errorf("characters %d and %d share %.2f: this test could not tell", i, j, shared)
				}
			}
		}
	}
}

// synthetic makes characters of lines, curves and dots, one of them a dot alone.
func synthetic() [][]model.Stroke {
	arc := func(from, to, rx, ry float64) (s model.Stroke) {
		const points = 40
		for i := range points + 1 {
			a := from + (to-from)*float64(i)/points
			s = append(s, model.Point{X: float32(rx * math.Cos(a)), Y: float32(ry * math.Sin(a))})
		}
		return s
	}
	return [][]model.Stroke{
		{{{X: 3, Y: 3}}},
		{{{X: 0, Y: 0}, {X: 10, Y: 14}}, {{X: 10, Y: 0}, {X: 0, Y: 14}}},
		{arc(0, 2*math.Pi, 5, 5)},
		{arc(0.5, 5, 3, 6), {{X: -6, Y: 1}, {X: 6, Y: 0}}, {{X: 5, Y: -5}}},
		{{{X: 0, Y: 0}, {X: 20, Y: 1}}},
		{{{X: 1, Y: 0}, {X: 0, Y: 20}}, {{X: 3, Y: 9}}},
	}
}

// What people drew with a pen is recognised on the pad as well as on the
// pictures of the same drawings.
func TestReplayedStrokesAreRecognisedLikePictures(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: 2720 drawings are replayed")
	}
	set, strokes := openReal(t)
	m, err := inference.LoadModel("")
	if err != nil {
		t.Fatal(err)
	}
	encoder, err := siamese.NewEncoder(m)
	if err != nil {
		t.Fatal(err)
	}
	defer encoder.Close()
	trials, err := set.Trials(20, 1, 10_000, true, 1)
	if err != nil {
		t.Fatal(err)
	}

	h, r := newHand(t), rand.New(rand.NewPCG(20, 400))
	pictures, replayed := map[omniglot.Ref]model.Glyph{}, map[omniglot.Ref]model.Glyph{}
	for ref := range drawings(set) {
		pictures[ref] = set.At(ref).Glyph()
		replayed[ref] = h.draw(t, strokes[set.Name(ref)], anyPlace(r))
	}
	scorer := evaluate.SiameseScorer(encoder, m.Metric(), m.Turns())
	accuracy := func(support, query map[omniglot.Ref]model.Glyph) float64 {
		result, err := evaluate.Evaluate(t.Context(), asked(set, trials, support, query), scorer, nil)
		if err != nil {
			t.Fatal(err)
		}
		return 100 * result.Accuracy()
	}
	t.Logf("%d drawings of %d characters, %d trials, 20-way one-shot within an alphabet, weights %s",
		len(replayed), set.Characters(), len(trials), m.Fingerprint())
	onPictures, onStrokes := accuracy(pictures, pictures), accuracy(replayed, replayed)
	t.Logf("pictures %.2f %%, replayed strokes %.2f %%", onPictures, onStrokes)
	t.Logf("support pictures, query strokes %.2f %%; support strokes, query pictures %.2f %%",
		accuracy(pictures, replayed), accuracy(replayed, pictures))
	if onStrokes < onPictures-2 {
		t.Errorf("strokes are recognised %.2f points worse than pictures, 2 are allowed", onPictures-onStrokes)
	}
	if onStrokes < 60 {
		t.Errorf("%.2f %% is no recognition", onStrokes)
	}
}

// openReal returns the pictures and strokes of the drawings that both are known of.
func openReal(t *testing.T) (*omniglot.Set, map[omniglot.Name][]model.Stroke) {
	t.Helper()
	strokes, err := omniglot.OpenStrokes(realStrokes)
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("Omniglot's strokes are not here: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	all, err := omniglot.Open(context.Background(), realPictures, nil)
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("Omniglot's pictures are not here: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	set := &omniglot.Set{}
	for _, a := range all.Alphabets {
		kept := omniglot.Alphabet{Name: a.Name}
		for _, c := range a.Characters {
			var both []omniglot.Drawing
			for _, d := range c.Drawings {
				if _, ok := strokes[omniglot.Name{Alphabet: a.Name, Character: c.Name, Drawer: d.Drawer}]; ok {
					both = append(both, d)
				}
			}
			if both != nil {
				kept.Characters = append(kept.Characters, omniglot.Character{Name: c.Name, Drawings: both})
			}
		}
		if kept.Characters != nil {
			set.Alphabets = append(set.Alphabets, kept)
		}
	}
	if set.Drawings() != len(strokes) {
		t.Fatalf("pictures of %d drawings, strokes of %d", set.Drawings(), len(strokes))
	}
	return set, strokes
}

// drawings goes through a set in order.
func drawings(s *omniglot.Set) func(yield func(omniglot.Ref) bool) {
	return func(yield func(omniglot.Ref) bool) {
		for a := range s.Alphabets {
			for c := range s.Alphabets[a].Characters {
				for d := range s.Alphabets[a].Characters[c].Drawings {
					if !yield(omniglot.Ref{Alphabet: a, Character: c, Drawer: d}) {
						return
					}
				}
			}
		}
	}
}

// asked makes trials of glyphs, those of the support set from one source and the
// queries from another.
func asked(s *omniglot.Set, trials []omniglot.Trial, support, query map[omniglot.Ref]model.Glyph) []evaluate.Trial {
	all := make([]evaluate.Trial, len(trials))
	for i, trial := range trials {
		glyphs := make([][]model.Glyph, len(trial.Support))
		for j, refs := range trial.Support {
			for _, ref := range refs {
				glyphs[j] = append(glyphs[j], support[ref])
			}
		}
		all[i] = evaluate.Trial{
			Group:   s.Alphabets[trial.Query.Alphabet].Name,
			Support: glyphs, Query: query[trial.Query], Answer: trial.Answer,
		}
	}
	return all
}
