package challenge

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/omnitest"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/starter"
)

// archive makes a data set of alphabets.
func archive(t testing.TB, characters int, alphabets ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "set.zip")
	if err := omnitest.WriteZip(path, characters, 4, alphabets...); err != nil {
		t.Fatal(err)
	}
	return path
}

// lake makes a folder laid out as Lake's task, of one run.
func lake(t testing.TB, ways int) string {
	t.Helper()
	fs, labels := omnitest.Files{}, ""
	for i := range ways {
		img := glyph(t, float32(i)/10).Image()
		fs[fmt.Sprintf("run01/training/class%02d.png", i+1)] = omnitest.PNG(img)
		fs[fmt.Sprintf("run01/test/item%02d.png", i+1)] = omnitest.PNG(img)
		labels += fmt.Sprintf("run01/test/item%02d.png run01/training/class%02d.png\n", i+1, i+1)
	}
	fs["run01/class_labels.txt"] = []byte(labels)
	return fs.Folder(t)
}

func stroke(x float32) []model.Stroke {
	return []model.Stroke{{{X: 0, Y: 0}, {X: x, Y: 1}, {X: 1, Y: x}}}
}

func own(t testing.TB) []Alphabet {
	t.Helper()
	p := gallery.New()
	for i := range 3 { // the first has two examples
		c, err := p.Add(fmt.Sprint("class ", i), gallery.FromStrokes(stroke(float32(i))))
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			if _, err := p.AddExample(c.ID, gallery.FromStrokes(stroke(0.2))); err != nil {
				t.Fatal(err)
			}
		}
	}
	set, err := starter.Parse("a: 0,0 50,50\na: 0,0 60,50\nb: 10,0 10,90\nb: 12,0 10,90\nc: 90,0 10,10\nd: 5,5 80,5 80,80\ne: 0,90 40,10 80,90\n")
	if err != nil {
		t.Fatal(err)
	}
	return []Alphabet{FromGallery("Your gallery", p.Classes()), FromStarter("Letters", set)}
}

func TestOpenTakesTheFairestSource(t *testing.T) {
	background, foreign := archive(t, 20, "Latin", "Greek"), archive(t, 20, "Martian")
	task := lake(t, 20)
	broken := filepath.Join(t.TempDir(), "all_runs.zip")
	if err := os.WriteFile(broken, []byte("no zip"), 0o666); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		files   Files
		heldOut string
		want    Kind
		names   []string
		trouble bool
	}{
		"all":                    {Files{task, foreign, background}, "", LakesTask, nil, false},
		"evaluation":             {Files{"", foreign, background}, "", Evaluation, []string{"Martian"}, false},
		"held out":               {Files{"", "", background}, "Latin, Korean", HeldOut, []string{"Latin"}, false},
		"learnt":                 {Files{"", "", background}, "", Learnt, []string{"Greek", "Latin"}, false},
		"own":                    {Files{}, "", Own, []string{"Your gallery", "Letters"}, false},
		"damaged task":           {Files{broken, "", background}, "Latin", HeldOut, []string{"Latin"}, true},
		"damaged all":            {Files{broken, broken, broken}, "", Own, []string{"Your gallery", "Letters"}, true},
		"a background of others": {Files{"", "", foreign}, "", HeldOut, []string{"Martian"}, false},
	} {
		s, err := Open(t.Context(), c.files, c.heldOut, own(t), nil)
		if s.Kind != c.want || !slices.Equal(s.Alphabets(), c.names) || (err != nil) != c.trouble {
			t.Errorf("%s: kind %d of %v, %v", name, s.Kind, s.Alphabets(), err)
			continue
		}
		deal := s.Deal(3)
		if len(deal) != 20 {
			t.Errorf("%s: %d trials", name, len(deal))
		}
		for _, trial := range deal {
			if trial.Answer < 0 || trial.Answer >= len(trial.Support) || len(trial.Support) < 2 || trial.Support[trial.Answer][0] == trial.Query {
				t.Fatalf("%s: answer %d of %d", name, trial.Answer, len(trial.Support))
			}
		}
		if pool := s.Pool(3); len(pool) < len(deal) {
			t.Errorf("%s: a pool of %d", name, len(pool))
		}
		if _, five := s.Five(1); len(five) != Characters {
			t.Errorf("%s: %d characters to copy", name, len(five))
		}
		if d := s.Data(); (d.Lake != nil) != (c.want == LakesTask) || d.Set == nil || d.Trained != (s.Rest() == Learnt) {
			t.Errorf("%s: a benchmark has %+v", name, d)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(ctx, Files{Background: background}, "", nil, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestOwnTrials: with nothing at hand but a gallery, characters that are drawn twice
// are asked for among the others.
func TestOwnTrials(t *testing.T) {
	s := Source{Kind: Own, own: own(t)}
	groups, answers := map[string]int{}, map[int]int{}
	for _, trial := range s.Deal(1) {
		groups[trial.Group]++
		answers[trial.Answer]++
		if want := map[string]int{"Your gallery": 3, "Letters": 5}[trial.Group]; len(trial.Support) != want {
			t.Errorf("%s: %d ways, want %d", trial.Group, len(trial.Support), want)
		}
	}
	if groups["Your gallery"] != 10 || groups["Letters"] != 10 || len(answers) < 2 {
		t.Errorf("trials %v, answers %v", groups, answers)
	}
	// A benchmark of them asks what can be asked.
	d := s.Data()
	if _, err := d.Set.LakeTrials(2, 1); err != nil {
		t.Error(err)
	}
	if got := (Source{Kind: Own}).Data(); got.Set != nil {
		t.Error("a set of nothing")
	}
	if got := (Source{Kind: Own}).Deal(1); len(got) != 0 {
		t.Errorf("of nothing %d trials", len(got))
	}
	single := Alphabet{"x", [][]model.Glyph{{glyph(t, 1)}, {glyph(t, 2)}}}
	if got := (Source{Kind: Own, own: []Alphabet{single}}).Deal(1); len(got) != 0 {
		t.Errorf("of single drawings %d trials", len(got))
	}
}

// opponent is a network that has learnt nothing.
func opponent(t testing.TB) *Opponent {
	t.Helper()
	a := siamese.Architecture{
		Name: "tiny", Input: 16, PositiveAlpha: true,
		Layers: []siamese.Layer{{Filters: 8, Kernel: 3, Pad: 1, Pool: 2, BatchNorm: true}},
	}
	m, err := siamese.New(a, 3)
	if err != nil {
		t.Fatal(err)
	}
	return NewOpponent(m)
}

func TestOpponentRanks(t *testing.T) {
	o := opponent(t)
	for i, trial := range trials(t, 3) { // the queries are the classes' own pictures
		r, err := o.Rank(t.Context(), trial, 1)
		if err != nil || r.Choice() != i || len(r.Classes) != 3 || len(r.Similarities) != 3 {
			t.Fatalf("%d: %+v, %v", i, r, err)
		}
		if r.Similarities[0] < r.Similarities[1] || r.Similarities[1] < r.Similarities[2] || r.Place(i) != 1 || r.Place(7) != 0 {
			t.Errorf("%d: %+v", i, r)
		}
	}
}

// TestHardestAreTheClosest: of many trials those come whose first two differ least.
func TestHardestAreTheClosest(t *testing.T) {
	s, err := Open(t.Context(), Files{Background: archive(t, 20, "Latin")}, "", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	o, pool := opponent(t), s.Pool(5)
	hard, err := o.Hardest(t.Context(), pool, 20, 0, 1, nil)
	if err != nil || len(hard) != 20 {
		t.Fatal(len(hard), err)
	}
	margin := func(trial evaluate.Trial) float64 {
		r, err := o.Rank(t.Context(), trial, 0)
		if err != nil {
			t.Fatal(err)
		}
		return r.margin
	}
	widest, chosen := 0.0, map[model.Glyph]bool{}
	for _, trial := range hard {
		widest = max(widest, margin(trial))
		chosen[trial.Query] = true
	}
	closer := 0
	for _, trial := range pool {
		if !chosen[trial.Query] && margin(trial) < widest {
			closer++
		}
	}
	if closer > 0 {
		t.Errorf("%d trials that are closer were left out", closer)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := opponent(t).Hardest(ctx, pool, 20, 0, 1, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
