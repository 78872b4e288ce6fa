package evaluate

import (
	"errors"
	"math"
	"os"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omniglot"
)

func TestPixelsTellBarChartsApart(t *testing.T) {
	trials := questions(20, 20, 1)
	for i := range trials { // but for one pixel's height the same
		trials[i].Query = glyph(trials[i].Answer, 1)
	}
	scorer := PixelScorer(28)
	result, err := Evaluate(t.Context(), trials, scorer, nil)
	if err != nil || result.Correct < 19 {
		t.Errorf("%v, %v", result, err)
	}
	// An empty glyph compares, badly.
	scores, err := scorer.Scores(model.Glyph{}, []model.Glyph{glyph(1, 1), {}})
	if err != nil || len(scores) != 2 || math.IsNaN(scores[0]) || math.IsNaN(scores[1]) {
		t.Errorf("of nothing: %v, %v", scores, err)
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
		scorer      func([]Trial) Scorer
		least, most float64
	}{
		{"constant", func([]Trial) Scorer { return constant(1) }, 0, 0.10},
		{"1-NN on 28×28 pixels", func([]Trial) Scorer { return PixelScorer(28) }, 0.20, 0.60},
		{"modified Hausdorff", HausdorffScorer, 0.30, 0.75},
	} {
		for kind, drawn := range map[string][]omniglot.Trial{"Lake's structure": lake, "any drawers": within} {
			trials := Trials(heldOut, drawn)
			result, err := Evaluate(t.Context(), trials, c.scorer(trials), nil)
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
