package benchmark

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/omnitest"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// untrained is a network that has learnt nothing, yet tells scrawls apart better
// than chance.
func untrained(t testing.TB) *siamese.Model {
	t.Helper()
	a := siamese.Architecture{Name: "tiny", Input: 16, PositiveAlpha: true}
	for range 2 {
		a.Layers = append(a.Layers, siamese.Layer{Filters: 8, Kernel: 3, Pad: 1, Pool: 2, BatchNorm: true})
	}
	m, err := siamese.New(a, 3)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// scrawls is a data set of two alphabets, 21 characters each, by seven drawers. It
// is made once.
var scrawls = sync.OnceValues(func() (*omniglot.Set, error) {
	dir, err := os.MkdirTemp("", "oneglyph-benchmark")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "set.zip")
	if err := omnitest.WriteZip(path, 21, 7, "Latin", "Martian <b>"); err != nil {
		return nil, err
	}
	return omniglot.Open(context.Background(), path, nil)
})

func data(t testing.TB) Data {
	t.Helper()
	set, err := scrawls()
	if err != nil {
		t.Fatal(err)
	}
	return Data{Set: set, Source: "scrawls", Trained: true}
}

// TestRunAsksEveryPart: all parts that the data has, each of as many trials as it
// should, with the progress never going back, and the same figures again.
func TestRunAsksEveryPart(t *testing.T) {
	m, d := untrained(t), data(t)
	var shares []float64
	told := 0
	seen := map[string]bool{}
	o := Options{Trials: 40, Seed: 2, Baselines: true}
	r, err := Run(t.Context(), m, d, o, func(p Progress) {
		shares = append(shares, p.Share)
		if p.Result != nil {
			told++
		}
		seen[p.Part.String()+" "+p.Contestant] = true
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{
		"lake-like network": 40, "lake-like pixels": 40, "lake-like hausdorff": 40,
		"within 20/1 network": 40, "within 20/5 network": 40,
		"across 5/1 network": 40, "across 5/5 network": 40, "across 20/1 network": 40, "across 20/5 network": 40,
		"open-set network": 50 * 36, "inks network": 15 * 40,
	}
	for _, result := range r.Results {
		name := result.Part.String() + " " + result.Contestant
		if result.Skipped != "" || result.Trials != want[name] || !seen[name] {
			t.Errorf("%s: %d trials, want %d, skipped %q", name, result.Trials, want[name], result.Skipped)
		}
		delete(want, name)
		if result.Part.Kind == OpenSet {
			if result.Open == nil || result.Open.Refused.Trials != 50*30 || result.Open.Accepted.Trials != 50*6 {
				t.Errorf("open set: %+v", result.Open)
			}
			continue
		}
		if len(result.Mistakes) != result.Trials-result.Correct {
			t.Errorf("%s: %d mistakes of %d wrong", name, len(result.Mistakes), result.Trials-result.Correct)
		}
		for _, wrong := range result.Mistakes {
			if wrong.Query == "" || wrong.Right == "" || wrong.Choice == "" || wrong.Right == wrong.Choice || wrong.Query == wrong.Right {
				t.Fatalf("%s: mistake %+v", name, wrong)
			}
		}
		sum := 0
		for _, g := range result.Groups {
			sum += g.Trials
		}
		if sum != result.Trials || len(result.Groups) != 2 {
			t.Errorf("%s: %d in %d groups", name, sum, len(result.Groups))
		}
		if result.Contestant == "network" && result.Accuracy < 2.0/float64(result.Part.Ways) {
			t.Errorf("%s: %.0f %% right, no better than chance", name, 100*result.Accuracy)
		}
	}
	if told != len(r.Results) {
		t.Errorf("%d results told on the way of %d", told, len(r.Results))
	}
	if len(want) > 0 {
		t.Errorf("not asked: %v", want)
	}
	for i, s := range shares {
		if s < 0 || s > 1+1e-9 || i > 0 && s < shares[i-1]-1e-9 {
			t.Fatalf("progress %d is %v after %v", i, s, shares[max(i-1, 0)])
		}
	}
	if last := shares[len(shares)-1]; last < 1-1e-9 {
		t.Errorf("ends at %v", last)
	}
	again, err := Run(t.Context(), m, d, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	again.Date, again.Took = r.Date, r.Took
	first, _ := json.Marshal(r)
	second, _ := json.Marshal(again)
	if !bytes.Equal(first, second) {
		t.Error("other figures under the same seed")
	}
}

func TestRunSkipsWhatTheDataIsTooSmallFor(t *testing.T) {
	d := data(t)
	small := &omniglot.Set{Alphabets: []omniglot.Alphabet{{Name: "Small", Characters: d.Set.Alphabets[0].Characters[:7]}}}
	r, err := Run(t.Context(), untrained(t), Data{Set: small}, Options{Trials: 20}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, result := range r.Results {
		asked := result.Part.Ways <= 7 && result.Part.Ways*result.Part.Shots < 40 || result.Part.Kind == LakeLike
		if asked != (result.Skipped == "") {
			t.Errorf("%s: skipped %q", result.Part, result.Skipped)
		}
	}
	none, err := Run(t.Context(), untrained(t), Data{}, Options{}, nil)
	if err != nil || len(none.Results) != 0 {
		t.Errorf("of nothing: %d results, %v", len(none.Results), err)
	}
}

func TestRunEndsWhenItIsCancelled(t *testing.T) {
	d := data(t)
	for _, at := range []string{"lake-like", "within 20/5", "inks"} {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := Run(ctx, untrained(t), d, Options{Trials: 40}, func(p Progress) {
			if p.Part.String() == at {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("at %s: %v", at, err)
		}
	}
}

func TestUnseenAndLearnt(t *testing.T) {
	set := data(t).Set
	if got := Unseen(set, "Greek, Latin"); got == nil || len(got.Alphabets) != 1 || got.Alphabets[0].Name != "Latin" {
		t.Errorf("unseen %v", got)
	}
	if got := Unseen(set, ""); got != nil {
		t.Errorf("none held out, but unseen %v", got)
	}
	if !Learnt(set, "") || Learnt(set, "Greek, Latin") || !Learnt(set, "Greek") {
		t.Error("what it learnt from is not told by the note")
	}
}

// TestMarksBelongToTheirTask: people and Koch are measured on Lake's trials alone.
func TestMarksBelongToTheirTask(t *testing.T) {
	for _, p := range Parts() {
		marks := Published(p)
		has := func(name string) bool {
			for _, m := range marks {
				if m.Name == name {
					return true
				}
			}
			return false
		}
		for _, name := range []string{"People", "BPL", "ARC", "Koch 2015"} {
			if has(name) != (p.Kind == Lake) {
				t.Errorf("%s: %s among its marks: %v", p, name, has(name))
			}
		}
		for i, m := range marks {
			if m.Source == "" || m.Accuracy <= 0 || m.Accuracy > 1 || i > 0 && m.Accuracy > marks[i-1].Accuracy {
				t.Errorf("%s: %+v", p, m)
			}
		}
	}
	if len(Published(Part{Within, 7, 3})) > 0 {
		t.Error("marks for what nobody has measured")
	}
}

// TestWriteHTML: one file, every mistake in it with three pictures, and names that
// are text.
func TestWriteHTML(t *testing.T) {
	d := data(t)
	r, err := Run(t.Context(), untrained(t), d, Options{Trials: 40, Baselines: true, Parts: []Part{{LakeLike, 20, 1}, {OpenSet, 5, 1}, {Across, 900, 1}}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Weights = "<script>alert(1)</script>"
	var page bytes.Buffer
	if err := WriteHTML(&page, r); err != nil {
		t.Fatal(err)
	}
	text := page.String()
	mistakes := 0
	for _, result := range r.Results {
		mistakes += len(result.Mistakes)
	}
	if got := strings.Count(text, "data:image/png;base64,"); mistakes == 0 || got != 3*mistakes {
		t.Errorf("%d pictures of %d mistakes", got, mistakes)
	}
	for _, never := range []string{"<script", "http:", "https:", "ZgotmplZ", "<b>", "src=\"#", "url("} {
		if strings.Contains(text, never) {
			t.Errorf("the page holds %q", never)
		}
	}
	for _, always := range []string{"Martian &lt;b&gt;", "Hausdorff, here", "unknown ones taken for known", "17.7", "not asked", "learnt from these alphabets", "<svg"} {
		if !strings.Contains(text, always) {
			t.Errorf("the page does not say %q", always)
		}
	}
}
