package evaluate

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"os"
	"testing"

	"github.com/oneglyph/oneglyph/model/inks"
	"github.com/oneglyph/oneglyph/model/omnitest"
)

// reference is testdata/hausdorff.json, which testdata/hausdorff.py writes.
type reference struct {
	Side int
	Runs []struct {
		Training, Test []string // bits, packed by zlib
		Answers        []int
		Costs          [][]float64
		Wrong          int
	}
}

// picture returns a packed drawing as a published one, black ink on white.
func (r reference) picture(t *testing.T, packed string) *image.Gray {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString(packed)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zlib.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	bits, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	img := omnitest.Paper()
	for i := range r.Side * r.Side {
		if bits[i>>3]>>(i&7)&1 == 1 {
			img.SetGray(i%r.Side, i/r.Side, color.Gray{})
		}
	}
	return img
}

// TestHausdorffIsLakes compares with another implementation, written after what the
// demo of Lake's task does: every distance to nine digits, and the errors made on
// folders laid out as the task's.
func TestHausdorffIsLakes(t *testing.T) {
	data, err := os.ReadFile("testdata/hausdorff.json")
	if err != nil {
		t.Fatal(err)
	}
	var want reference
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	fs := omnitest.Files{}
	wrong := 0
	for i, run := range want.Runs {
		name, labels := fmt.Sprintf("run%02d", i+1), ""
		for c := range run.Training {
			fs[fmt.Sprintf("%s/training/class%02d.png", name, c+1)] = omnitest.PNG(want.picture(t, run.Training[c]))
			fs[fmt.Sprintf("%s/test/item%02d.png", name, c+1)] = omnitest.PNG(want.picture(t, run.Test[c]))
			labels += fmt.Sprintf("%s/test/item%02d.png %s/training/class%02d.png\n", name, c+1, name, run.Answers[c]+1)
		}
		fs[name+"/class_labels.txt"] = []byte(labels)
		wrong += run.Wrong
	}
	task, err := OpenLake(t.Context(), fs.Folder(t))
	if err != nil {
		t.Fatal(err)
	}
	trials := task.Trials()
	scorer := HausdorffScorer(trials)
	for i, run := range want.Runs {
		for q, trial := range task.Runs[i].Trials {
			for c, shots := range trial.Support {
				got, err := scorer.Scores(trial.Query, shots)
				if err != nil || math.Abs(-got[0]-run.Costs[q][c]) > 1e-9 {
					t.Fatalf("run %d, query %d, class %d: %v, %v, want %.12f", i+1, q+1, c+1, got, err, run.Costs[q][c])
				}
			}
		}
	}
	result, err := Evaluate(t.Context(), trials, scorer, nil)
	if err != nil || result.Trials-result.Correct != wrong || len(result.Mistakes) != wrong {
		t.Errorf("%d wrong of %d, %v, want %d", result.Trials-result.Correct, result.Trials, err, wrong)
	}
	for _, m := range result.Mistakes {
		q := trials[m.Trial]
		if m.Choice == q.Answer || q.QueryName() == "" || q.ClassName(m.Choice) == q.ClassName(q.Answer) {
			t.Errorf("mistake %+v: %s is %s", m, q.QueryName(), q.ClassName(q.Answer))
		}
	}
	// A drawing in another ink is none of the task's.
	thin, err := inks.ByName("thin")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Evaluate(t.Context(), In(thin, trials), scorer, nil); !errors.Is(err, ErrScores) {
		t.Errorf("in another ink: %v", err)
	}
}

func TestModifiedHausdorff(t *testing.T) {
	a, b := []point{{0, 0}, {4, 0}}, []point{{0, 3}}
	for _, c := range []struct {
		a, b []point
		want float64
	}{
		{a, b, 4}, // the mean of 3 and 5, the other way 3
		{b, a, 4},
		{a, a, 0},
		{nil, a, math.Inf(1)},
		{a, nil, math.Inf(1)},
	} {
		if got := modifiedHausdorff(c.a, c.b); got != c.want {
			t.Errorf("%v to %v: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}
