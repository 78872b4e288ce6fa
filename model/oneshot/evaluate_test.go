package oneshot

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"oneglyph/model"
	"oneglyph/model/omniglot"
)

// questions gives trials over synthetic classes, the answer's place going round.
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
	// Of two examples the second is as good as a query can find; the mean of
	// the two would prefer the class after.
	at := -1
	scorer := ScorerFunc(func(_ model.Glyph, support []model.Glyph) ([]float64, error) {
		at++
		scores := []float64{0.8, 0.8, 0.8, 0.8, 0.8, 0.8}
		right := trials[at].Answer
		if at == 4 { // one mistake, in group g0
			right = (right + 1) % 3
		}
		scores[2*right], scores[2*right+1] = 0, 1
		return scores, nil
	})
	var progress []int
	result, err := Evaluate(t.Context(), trials, scorer, func(done, total int) { progress = append(progress, done, total) })
	if err != nil {
		t.Fatal(err)
	}
	want := Result{Tally{5, 6}, map[string]Tally{"g0": {2, 3}, "g1": {3, 3}}}
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
	buf   model.Embedding
}

func (p *pixels) Embed(g model.Glyph) (model.Embedding, error) {
	p.calls++
	p.buf = append(p.buf[:0], make(model.Embedding, 15*15)...)
	g.Resample(p.buf, 15)
	return p.buf, nil
}

func TestSiameseScorerEmbedsEveryGlyphOnce(t *testing.T) {
	trials := questions(40, 20, 2)
	for i := range trials { // the same glyphs, not equal ones
		trials[i].Support = trials[0].Support
	}
	p := &pixels{}
	result, err := Evaluate(t.Context(), trials, SiameseScorer(p, l1(15*15)), nil)
	if err != nil || result.Correct != 40 {
		t.Errorf("%v, %v", result, err)
	}
	if p.calls != 20*2+40 {
		t.Errorf("embedded %d times", p.calls)
	}
	if _, err := Evaluate(t.Context(), trials, SiameseScorer(p, l1(7)), nil); !errors.Is(err, ErrLength) {
		t.Errorf("wrong length: %v", err)
	}
}

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

func TestTrialsShareGlyphs(t *testing.T) {
	fs := files{}
	for c := range 6 {
		for d := range 3 {
			fs[fmt.Sprintf("Bars/character%02d/%04d_%02d.png", c, c, d+1)] = encode(picture(c, d))
		}
	}
	set, err := omniglot.Open(t.Context(), fs.folder(t), nil)
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

func TestOpenLakeUnderAnyPrefix(t *testing.T) {
	for _, prefix := range []string{"", "all_runs/", "one-shot-classification/all_runs/"} {
		fs := lake(prefix, 2, 5)
		fs["__MACOSX/"+prefix+"run01/._class_labels.txt"] = []byte("resource fork")
		fs["__MACOSX/"+prefix+"run01/training/class01.png"] = []byte("resource fork")
		fs[prefix+"run01/training/.DS_Store"] = []byte{1}
		fs[prefix+"run01/training/._class01.png"] = []byte("resource fork")
		fs[prefix+"README.txt"] = []byte("read me")
		for kind, path := range map[string]string{"zip": fs.zipFile(t), "folder": fs.folder(t)} {
			task, err := OpenLake(t.Context(), path)
			if err != nil {
				t.Fatalf("%s, prefix %q: %v", kind, prefix, err)
			}
			if len(task.Runs) != 2 {
				t.Fatalf("%s, prefix %q: %d runs", kind, prefix, len(task.Runs))
			}
			for run, r := range task.Runs {
				if r.Name != fmt.Sprintf("run%02d", run+1) || len(r.Trials) != 5 {
					t.Fatalf("%s with %d trials", r.Name, len(r.Trials))
				}
				for i, trial := range r.Trials {
					if trial.Answer != 4-i || len(trial.Support) != 5 ||
						!bytes.Equal(trial.Query.Pix(), glyph(4-i+run, 2).Pix()) ||
						!bytes.Equal(trial.Support[3][0].Pix(), glyph(3+run, 1).Pix()) {
						t.Errorf("%s, trial %d: answer %d", r.Name, i, trial.Answer)
					}
				}
			}
			result, err := task.Evaluate(t.Context(), PixelScorer(28), nil)
			want := LakeResult{Tally{10, 10}, []LakeRunResult{{"run01", Tally{5, 5}}, {"run02", Tally{5, 5}}}}
			if err != nil || !reflect.DeepEqual(result, want) {
				t.Errorf("%v, %v, want %v", result, err, want)
			}
		}
	}
}

func TestOpenLakeRefusesWithAClearError(t *testing.T) {
	const labels = "run01/class_labels.txt"
	line := "run01/test/item01.png run01/training/class01.png\n"
	change := func(name string, data string) files {
		fs := lake("", 1, 3)
		fs[name] = []byte(data)
		return fs
	}
	without := func(names ...string) files {
		fs := lake("", 1, 3)
		for _, name := range names {
			delete(fs, name)
		}
		return fs
	}
	twice := lake("a/", 1, 2)
	for name, data := range lake("b/", 1, 2) {
		twice[name] = data
	}
	for name, c := range map[string]struct {
		fs    files
		want  error
		names string
	}{
		"nothing":          {files{}, ErrNotLake, labelsFile},
		"no labels":        {without(labels), ErrNotLake, labelsFile},
		"empty labels":     {change(labels, "\n"), ErrNotLake, labels},
		"one word":         {change(labels, "run01/test/item01.png\n"), ErrNotLake, "line 1"},
		"another run":      {change(labels, line+"run02/test/item01.png run02/training/class01.png\n"), ErrNotLake, "line 2"},
		"escaping path":    {change(labels, "run01/test/../../x.png run01/training/class01.png\n"), ErrNotLake, "line 1"},
		"swapped":          {change(labels, "run01/training/class01.png run01/test/item01.png\n"), ErrNotLake, "line 1"},
		"unknown class":    {change(labels, "run01/test/item01.png run01/training/class09.png\n"), ErrNotLake, "class09"},
		"unknown item":     {change(labels, "run01/test/item09.png run01/training/class01.png\n"), os.ErrNotExist, "run01/test/item09.png"},
		"item asked twice": {change(labels, line+line), ErrNotLake, "line 2"},
		"one class":        {without("run01/training/class02.png", "run01/training/class03.png"), ErrNotLake, labels},
		"run twice":        {twice, ErrNotLake, "b/run01"},
		"damaged class":    {change("run01/training/class02.png", "GIF89a"), nil, "run01/training/class02.png"},
		"damaged item":     {change("run01/test/item02.png", ""), nil, "run01/test/item02.png"},
		"blank": {files{labels: []byte(line), "run01/test/item01.png": encode(picture(1, 1)),
			"run01/training/class01.png": encode(picture(1, 1).SubImage(picture(1, 1).Rect.Inset(52))),
			"run01/training/class02.png": encode(picture(2, 1))}, model.ErrEmpty, "class01.png"},
	} {
		path := c.fs.zipFile(t)
		_, err := OpenLake(t.Context(), path)
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
			continue
		}
		if text := err.Error(); !bytes.Contains([]byte(text), []byte(path)) || !bytes.Contains([]byte(text), []byte(c.names)) {
			t.Errorf("%s: unclear: %v", name, err)
		}
	}
	notZip := write(t, filepath.Join(t.TempDir(), "all_runs.zip"), []byte("not a zip file"))
	if _, err := OpenLake(t.Context(), notZip); !errors.Is(err, zip.ErrFormat) {
		t.Errorf("not a zip file: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := OpenLake(ctx, lake("", 1, 3).zipFile(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func FuzzOpenLake(f *testing.F) {
	good := lake("", 1, 2)
	f.Add("run01/class_labels.txt", good["run01/class_labels.txt"])
	f.Add("run01/training/class01.png", encode(picture(7, 7)))
	f.Add("run01/test/item01.png", []byte("\x89PNG\r\n\x1a\n"))
	f.Add("run02/class_labels.txt", []byte("run02/test/../../a run02/training/.."))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if len(name) >= 1<<16 || len(name) > 0 && name[len(name)-1] == '/' { // what the writer refuses
			return
		}
		fs := maps.Clone(good)
		fs[name] = data
		path := write(t, filepath.Join(dir, "all_runs.zip"), fs.zip())
		task, err := OpenLake(context.Background(), path)
		if err != nil {
			if !bytes.Contains([]byte(err.Error()), []byte(path)) {
				t.Errorf("the error does not name the file: %v", err)
			}
			return
		}
		for _, run := range task.Runs {
			for _, trial := range run.Trials {
				if len(trial.Support) < 2 || trial.Answer < 0 || trial.Answer >= len(trial.Support) {
					t.Errorf("%s: answer %d of %d", run.Name, trial.Answer, len(trial.Support))
				}
			}
		}
	})
}
