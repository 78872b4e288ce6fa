package page_test

import (
	"errors"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/page"
)

// line compares numbers: the nearer, the more alike.
type line struct{ asked int }

func (*line) Dim() int { return 1 }
func (l *line) Logits(dst []float32, query model.Embedding, support []float32) {
	l.asked++
	for i, v := range support {
		dst[i] = -max(v-query[0], query[0]-v)
	}
}
func (*line) Similarity(logit float32) float64 { return 1 / (1 - float64(logit)) }

func TestFinder(t *testing.T) {
	metric := &line{}
	f, err := page.NewFinder(metric, []float32{0, 1, 2, 10, 11, 30})
	if err != nil {
		t.Fatal(err)
	}
	classes := func(sure float64) (all []model.ClassID) {
		for _, m := range f.Labels(sure) {
			all = append(all, m.Class)
		}
		return all
	}
	is := func(why string, sure float64, want ...model.ClassID) {
		t.Helper()
		got := classes(sure)
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %v, want %v", why, got, want)
				return
			}
		}
	}
	is("nothing named", 0, 0, 0, 0, 0, 0, 0)
	if err := f.Name(0, 1); err != nil {
		t.Fatal(err)
	}
	is("a likeness of a third at least", 0.3, 1, 1, 1, 0, 0, 0)
	is("the same, less sure", 0.05, 1, 1, 1, 1, 1, 0)
	if metric.asked != 1 {
		t.Errorf("%d comparisons: what is sure enough is not to be reckoned anew", metric.asked)
	}
	if err := f.Name(3, 2); err != nil { // a correction
		t.Fatal(err)
	}
	is("corrected, with its likes", 0.04, 1, 1, 1, 2, 2, 2)
	if m := f.Label(3, 1); !m.Hand || m.Class != 2 || m.Similarity != 1 {
		t.Errorf("what was said is %+v", m)
	}
	if err := f.Name(1, 2); err != nil {
		t.Fatal(err)
	}
	is("named though alike to another", 0, 1, 2, 2, 2, 2, 2)
	if err := f.Name(1, 0); err != nil {
		t.Fatal(err)
	}
	is("taken back", 0.04, 1, 1, 1, 2, 2, 2)
	if err := f.Teach(3, model.Embedding{30}); err != nil {
		t.Fatal(err)
	}
	is("an example of the gallery", 0.05, 1, 1, 1, 2, 2, 3)
	f.Forget()
	is("nothing said", 0, 0, 0, 0, 0, 0, 0)
	if err := f.Name(6, 1); !errors.Is(err, page.ErrNoGlyph) {
		t.Errorf("a glyph too many: %v", err)
	}
	if err := f.Teach(1, nil); !errors.Is(err, page.ErrLength) {
		t.Errorf("no embedding: %v", err)
	}
}
