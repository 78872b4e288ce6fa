package picture_test

import (
	"bytes"
	"errors"
	"image/jpeg"
	"io/fs"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/picture"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/weights"
)

// TestPhotographedAccuracy asks the shipped network the same 20-way one-shot
// questions twice: by Omniglot's own pictures, and by photographs of them.
func TestPhotographedAccuracy(t *testing.T) {
	set, err := omniglot.Open(t.Context(), "../../../shared/omniglot/images_background.zip", nil)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no Omniglot beside this repository")
	}
	if err != nil {
		t.Fatal(err)
	}
	episodes := 200
	if testing.Short() {
		episodes = 20
	}
	drawn, err := set.Trials(20, 1, episodes, true, 1)
	if err != nil {
		t.Fatal(err)
	}
	m, err := siamese.Read(bytes.NewReader(weights.Compact()))
	if err != nil {
		t.Fatal(err)
	}
	encoder, err := siamese.NewEncoder(m)
	if err != nil {
		t.Fatal(err)
	}
	defer encoder.Close()
	accuracy := func(trials []evaluate.Trial) float64 {
		result, err := evaluate.Evaluate(t.Context(), trials, evaluate.SiameseScorer(encoder, m.Metric(), m.Turns()), nil)
		if err != nil {
			t.Fatal(err)
		}
		return result.Accuracy()
	}

	trials := evaluate.Trials(set, drawn)
	clean := accuracy(trials)
	hardest := photographs()["all at once"]
	naive := make([]evaluate.Trial, len(trials))
	for i := range trials {
		p := hardest
		p.seed, p.x, p.y, p.turn = uint64(i), 180+float64(i%9)*10, 90+float64(i%7)*10, float64(i%5-2)*0.04
		var file bytes.Buffer
		if err := jpeg.Encode(&file, p.take(set.At(drawn[i].Query).Scan()), &jpeg.Options{Quality: 80}); err != nil {
			t.Fatal(err)
		}
		opened, err := picture.Decode(&file)
		if err != nil {
			t.Fatal(err)
		}
		naive[i] = trials[i]
		naive[i].Query, _ = model.FromImage(opened.Image())
		trials[i].Query = model.Glyph{}
		if ink, err := opened.Ink(picture.DefaultThreshold); err == nil {
			trials[i].Query = ink.Glyph(nil)
		}
	}
	photographed := accuracy(trials)
	t.Logf("%d trials: %.1f %% as drawn, %.1f %% photographed; %.1f %% with one threshold for the whole photograph",
		episodes, 100*clean, 100*photographed, 100*accuracy(naive))
	if photographed < clean-0.05 {
		t.Errorf("%.1f %% of photographs are recognised, %.1f %% of what they show", 100*photographed, 100*clean)
	}
}
