package evaluate

import (
	"errors"
	"math"
	"os"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omniglot"
)

func TestBaselinesTellBarChartsApart(t *testing.T) {
	trials := questions(20, 20, 1)
	for i := range trials { // but for one pixel's height the same
		trials[i].Query = glyph(trials[i].Answer, 1)
	}
	for name, scorer := range map[string]Scorer{"pixels": PixelScorer(28), "Hausdorff": HausdorffScorer()} {
		result, err := Evaluate(t.Context(), trials, scorer, nil)
		if err != nil || result.Correct < 19 {
			t.Errorf("%s: %v, %v", name, result, err)
		}
		// An empty glyph compares, badly.
		scores, err := scorer.Scores(model.Glyph{}, []model.Glyph{glyph(1, 1), {}})
		if err != nil || len(scores) != 2 || math.IsNaN(scores[0]) || math.IsNaN(scores[1]) {
			t.Errorf("%s of nothing: %v, %v", name, scores, err)
		}
	}
	a, b := []model.Point{{X: 0, Y: 0}, {X: 4, Y: 0}}, []model.Point{{X: 0, Y: 3}}
	if got := hausdorff(a, b); got != 4 { // the mean of 3 and 5, the other way 3
		t.Errorf("distance %v, want 4", got)
	}
}

// On the real data, where it is at hand, the baselines score about what is
// published of them.
func TestBaselinesOnHeldOutAlphabets(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	set, err := omniglot.Open(t.Context(), "../../../shared/omniglot/images_background.zip", nil)
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the real data set is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	_, heldOut, err := set.Split(omniglot.HeldOut[:])
	if err != nil {
		t.Fatal(err)
	}
	lake, err := heldOut.LakeTrials(20, 1)
	if err != nil {
		t.Fatal(err)
	}
	within, err := heldOut.Trials(20, 1, 400, true, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name        string
		scorer      Scorer
		least, most float64
	}{
		{"constant", constant(1), 0, 0.10},
		{"1-NN on 28×28 pixels", PixelScorer(28), 0.20, 0.60},
		{"modified Hausdorff", HausdorffScorer(), 0.50, 0.85},
	} {
		for kind, trials := range map[string][]omniglot.Trial{"Lake's structure": lake, "any drawers": within} {
			result, err := Evaluate(t.Context(), Trials(heldOut, trials), c.scorer, nil)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s, %s: %.1f %% of %d, %v", c.name, kind, 100*result.Accuracy(), result.Trials, result.PerAlphabet)
			if got := result.Accuracy(); got < c.least || got > c.most {
				t.Errorf("%s, %s: %.1f %%", c.name, kind, 100*got)
			}
		}
	}
}
