package gallery

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/confusion"
)

// fakeJudge answers when the test says so.
type fakeJudge struct {
	begun   chan context.Context
	reports chan confusion.Report
	err     error
}

func (j *fakeJudge) Network() uint64 { return 1 }

func (j *fakeJudge) Judge(ctx context.Context, progress func(done, total int)) (confusion.Report, error) {
	j.begun <- ctx
	progress(1, 4)
	select {
	case r := <-j.reports:
		return r, j.err
	case <-ctx.Done():
		return confusion.Report{}, ctx.Err()
	}
}

func TestHealthOfAGallery(t *testing.T) {
	s := prepareStage(t, "가", "나", "다")
	judge := &fakeJudge{begun: make(chan context.Context, 10), reports: make(chan confusion.Report, 10)}
	s.Judge = judge
	s.open()
	a, b := s.Class("가"), s.Class("나")
	judge.reports <- confusion.Report{
		Classes: 3, Examples: 3, Compared: 3, Single: 3, SingleErrors: 0.07,
		Pairs: []confusion.Pair{{A: a.ID, B: b.ID, ExampleA: a.Examples[0].ID, ExampleB: b.Examples[0].ID, Similarity: 0.81}},
	}
	s.ToggleHealth()
	page := func() string { return test.RenderObjectToMarkup(s.Content()) }
	for _, text := range []string{"About 7 of 100 drawings will be taken for another class.", "3 classes have a single drawing", "가 · 나", "81 %"} {
		if !strings.Contains(page(), text) {
			t.Errorf("%q is not in sight:\n%s", text, page())
		}
	}
	<-judge.begun
	// It is judged again once it changes, and the pair goes with its class.
	judge.reports <- confusion.Report{Classes: 2, Examples: 2, Compared: 2, Single: 2, SingleErrors: 0.001}
	s.Session.DeleteClass(a.ID)
	if len(judge.begun) != 1 || !strings.Contains(page(), "Hardly any drawing") || strings.Contains(page(), "81 %") {
		t.Errorf("after a change:\n%s", page())
	}
	<-judge.begun
	s.Session.DeleteClass(b.ID)
	if len(judge.begun) != 0 || !strings.Contains(page(), "Register two classes or more.") {
		t.Errorf("with one class:\n%s", page())
	}
	s.Key(fyne.KeyEscape)
	if strings.Contains(page(), "Register two classes") || !s.grid.Visible() {
		t.Error("Esc does not lead back to the classes")
	}
	judge.reports <- confusion.Report{}
	s.Session.UndoEdit() // nobody looks
	if len(judge.begun) != 0 {
		t.Error("judged out of sight")
	}
	judge.err = errors.New("no network")
	s.ToggleHealth()
	if !strings.Contains(page(), "no network") || !strings.Contains(page(), "Judge again") {
		t.Errorf("a failure:\n%s", page())
	}
}

func TestHealthLeadsToDrawings(t *testing.T) {
	s := prepareStage(t, "가", "나")
	judge := &fakeJudge{begun: make(chan context.Context, 10), reports: make(chan confusion.Report, 10)}
	s.Judge = judge
	s.open()
	a, b := s.Class("가"), s.Class("나")
	judge.reports <- confusion.Report{
		Classes: 2, Examples: 2, Compared: 2, OutliersFound: 1,
		Outliers: []confusion.Outlier{{Class: b.ID, Example: b.Examples[0].ID, Other: a.ID, OtherExample: a.Examples[0].ID, OtherSimilarity: 0.7, Mistaken: true}},
	}
	s.ToggleHealth()
	for i, want := range []model.ClassID{b.ID, a.ID} {
		all := test.LaidOutObjects(s.health.Content())
		var links []fyne.Tappable
		for _, o := range all {
			if l, ok := o.(interface {
				fyne.Tappable
				fyne.Focusable
				AccessibilityLabel() string
			}); ok && strings.Contains("가나", l.AccessibilityLabel()) && o.Size().Width == o.Size().Height {
				links = append(links, l)
			}
		}
		if len(links) != 2 {
			t.Fatalf("%d drawings lead somewhere", len(links))
		}
		links[i].Tapped(&fyne.PointEvent{})
		if s.chosen != want || s.pane.chosen == 0 || !s.health.Shown() {
			t.Errorf("drawing %d leads to class %d", i, s.chosen)
		}
	}
}
