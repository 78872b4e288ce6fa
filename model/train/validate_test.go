package train

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// constant is a network that makes the same of every glyph: all its parameters
// are zero.
func constant(t *testing.T) *siamese.Model {
	t.Helper()
	m, err := siamese.New(tiny(), 1)
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := m.Write(&file); err != nil {
		t.Fatal(err)
	}
	data := file.Bytes()
	clear(data[8+binary.LittleEndian.Uint64(data):]) // a safetensors file: length, header, numbers
	if m, err = siamese.Read(&file); err != nil {
		t.Fatal(err)
	}
	return m
}

func validation(t *testing.T, trials int) *Validation {
	t.Helper()
	_, held := sets(t)
	v, err := NewValidation(held, trials)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestConstantNetworkScoresChance(t *testing.T) {
	const trials = 2000
	scores, err := validation(t, trials).Score(t.Context(), constant(t), 1)
	if err != nil {
		t.Fatal(err)
	}
	chance := 1.0 / ways
	for _, accuracy := range []float64{scores.Any, scores.LakeLike} {
		if deviation := math.Sqrt(chance * (1 - chance) / trials); math.Abs(accuracy-chance) > 4*deviation {
			t.Errorf("accuracy %.4f, want %.4f ± %.4f", accuracy, chance, deviation)
		}
	}
}

func TestValidationEmbedsEachGlyphOnce(t *testing.T) {
	v := validation(t, 2000)
	if len(v.glyphs) != 80 { // 20 characters by four drawers
		t.Errorf("%d glyphs, want 80", len(v.glyphs))
	}
	m := constant(t)
	e, err := v.embed(t.Context(), m, 1)
	if err != nil {
		t.Fatal(err)
	}
	encoder, err := siamese.NewEncoder(m)
	if err != nil {
		t.Fatal(err)
	}
	defer encoder.Close()
	for i, g := range v.glyphs {
		want, err := encoder.Embed(g)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := e.Embed(g)
		for j := range want {
			if math.Abs(float64(got[j]-want[j])) > 1e-5 {
				t.Fatalf("glyph %d is embedded as another", i)
			}
		}
	}
}

func TestCalibrate(t *testing.T) {
	m, err := siamese.New(tiny(), 2)
	if err != nil {
		t.Fatal(err)
	}
	v := validation(t, 300)
	got, scores, err := v.Calibrate(t.Context(), m, 3, 1)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := v.Score(t.Context(), got, 2); err != nil || again != scores || scores.LakeLike == 0 {
		t.Errorf("scores %+v, measured again %+v (%v)", scores, again, err)
	}
	c := got.Calibration()
	if c.Scale == 1 || !(c.Threshold > 0 && c.Threshold < 1) {
		t.Errorf("calibration %+v", c)
	}
	if c.Views != 3 || got.Fingerprint() != m.Fingerprint() {
		t.Errorf("calibration changes the network, or what it is of: %+v", c)
	}
	// What the same drawing would have, and what least alike ones have.
	logits := make([]float32, 2)
	e, err := v.embed(t.Context(), got, 1)
	if err != nil {
		t.Fatal(err)
	}
	trial := v.trials[0]
	q, _ := e.Embed(trial.Query)
	other, _ := e.Embed(trial.Support[(trial.Answer+1)%ways][0])
	metric := got.Metric()
	metric.Logits(logits, q, append(append([]float32{}, q...), other...))
	if same, different := metric.Similarity(logits[0]), metric.Similarity(logits[1]); !(same > 0.6 && same > different) {
		t.Errorf("a drawing is like itself by %.3f, like another character by %.3f", same, different)
	}
	if _, _, err := v.Calibrate(t.Context(), m, -1, 1); err == nil {
		t.Error("a network is calibrated for fewer than no views")
	}
	if _, _, err := v.Calibrate(t.Context(), constant(t), 1, 1); err != nil {
		t.Errorf("a constant network cannot be calibrated: %v", err)
	}
}

func TestValidationThatCannotBe(t *testing.T) {
	_, held := sets(t)
	few := &omniglot.Set{Alphabets: []omniglot.Alphabet{{Name: "Few", Characters: held.Alphabets[0].Characters[:ways-1]}}}
	if _, err := NewValidation(few, 10); !errors.Is(err, omniglot.ErrTooFew) {
		t.Errorf("too few characters: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	v := validation(t, 10)
	if _, err := v.Accuracy(ctx, constant(t), 1); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, _, err := v.Calibrate(ctx, constant(t), 1, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestValidationEmbedsFew: of a set as large as all of Omniglot, no more drawings
// than calibrating may take the time for.
func TestValidationEmbedsFew(t *testing.T) {
	_, held := sets(t)
	large := &omniglot.Set{}
	for i := range 30 {
		a := omniglot.Alphabet{Name: string(rune('A' + i))}
		for range 2 {
			for _, c := range held.Alphabets[0].Characters {
				for len(c.Drawings) < 20 {
					c.Drawings = append(c.Drawings, c.Drawings...)
				}
				c.Drawings = slices.Clone(c.Drawings[:20])
				for d := range c.Drawings {
					c.Drawings[d].Drawer = d + 1
				}
				a.Characters = append(a.Characters, c)
			}
		}
		large.Alphabets = append(large.Alphabets, a)
	}
	v, err := NewValidation(large, 2000)
	if err != nil {
		t.Fatal(err)
	}
	if len(v.trials) != 2000 || len(v.glyphs) > fewDrawings || len(v.glyphs) < fewDrawings*3/4 {
		t.Errorf("%d trials of %d drawings, of %d", len(v.trials), len(v.glyphs), large.Drawings())
	}
}

// TestCalibrationKnowsGalleriesOfAllSizes: the more classes there are, the more
// alike the best of them is to what is none; sizes that the set is too small for
// are left out.
func TestCalibrationKnowsGalleriesOfAllSizes(t *testing.T) {
	m, err := siamese.New(tiny(), 2)
	if err != nil {
		t.Fatal(err)
	}
	v := validation(t, 400)
	e, err := v.embed(t.Context(), m, 1)
	if err != nil {
		t.Fatal(err)
	}
	queries, err := v.inAnyInk(t.Context(), m, e, 1)
	if err != nil {
		t.Fatal(err)
	}
	o := v.openSet(m.Metric(), e, queries)
	if len(o.accepted[3]) > 0 || len(o.impostors[3]) > 0 {
		t.Errorf("a set of 20 characters is asked of %d classes", gallerySizes[3])
	}
	mean := func(x []float64) (sum float64) {
		for _, v := range x {
			sum += v / float64(len(x))
		}
		return sum
	}
	if a, b, c := mean(o.impostors[0]), mean(o.impostors[1]), mean(o.impostors[2]); !(a < b && b < c) {
		t.Errorf("the nearest of 5, 10, 20 other classes have logits of %.3f, %.3f, %.3f", a, b, c)
	}
	if len(o.same) != 400 || len(o.different) != 400*(ways-1) {
		t.Errorf("%d pairs of the same character, %d of different ones", len(o.same), len(o.different))
	}
	plain := 0
	for i, trial := range v.trials {
		if h, _ := e.Embed(trial.Query); &h[0] == &queries[i][0] {
			plain++
		}
	}
	if plain != 200 {
		t.Errorf("%d of 400 queries are in their own ink, want half", plain)
	}
	calibrated, _, err := v.Calibrate(t.Context(), m, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	c := calibrated.Calibration()
	if c.Galleries[0].Classes != 5 || c.Galleries[2].Classes != ways || c.Galleries[3].Classes != 0 || c.Threshold != c.Galleries[2].Threshold {
		t.Errorf("calibration %+v", c)
	}
}
