package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/confusion"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// answerAlike is answer, with a bound above which the drawing is very like the best.
func (s *stage) answerAlike(alike, best float64, names ...string) {
	s.t.Helper()
	a := model.Answer{Generation: s.ranker.latest(), Threshold: 0.5, Alike: alike}
	for i, name := range names {
		c := s.class(name)
		a.Matches = append(a.Matches, model.Match{Class: c.ID, Example: c.Examples[0].ID, Similarity: best / float64(i+1)})
	}
	s.ranker.answer(a)
}

func (s *stage) name1(name string) {
	s.name.SetText(name)
	s.drawTab.register()
}

func TestRegisteringWhatLooksAlikeAsks(t *testing.T) {
	s := newStage(t, "가", "나")
	s.draw()
	s.answerAlike(0.9, 0.92, "나", "가")
	s.name1("다")
	q := s.session.Question()
	if q == nil || q.Title != "Looks like “나”, 92 %" {
		t.Fatalf("asked: %+v", q)
	}
	s.key(fyne.KeyEscape)
	if s.session.Question() != nil || s.keeper.gallery.Len() != 2 || s.session.Pad.Empty() || s.name.Text != "다" {
		t.Error("Esc does not leave everything as it was")
	}
	s.drawTab.register() // once for each drawing
	if s.session.Question() != nil || s.keeper.gallery.Len() != 3 || len(s.class("다").Examples) != 1 {
		t.Error("asked again of the same drawing")
	}
	s.draw() // another one
	s.answerAlike(0.9, 0.95, "가")
	s.name1("라")
	if s.session.Question() == nil {
		t.Fatal("not asked of the next drawing")
	}
	s.key(fyne.KeyA)
	if s.keeper.gallery.Len() != 3 || len(s.class("가").Examples) != 2 || !s.session.Pad.Empty() || s.name.Text != "" {
		t.Error("A does not add the drawing to the class")
	}
	if got := s.session.Notice.Label.Text; got != "Done: Add to “가”" {
		t.Errorf("notice: %q", got)
	}
	s.press(&fyne.ShortcutUndo{})
	if len(s.class("가").Examples) != 1 || s.session.Pad.Empty() {
		t.Error("adding cannot be undone")
	}
	s.session.Pad.Clear()
	s.draw()
	s.answerAlike(0.9, 0.95, "가")
	s.name1("마")
	s.key(fyne.KeyReturn)
	if len(s.class("마").Examples) != 1 || len(s.class("가").Examples) != 1 {
		t.Error("Enter does not register it apart")
	}
}

func TestRegisteringIsNotInTheWay(t *testing.T) {
	for name, c := range map[string]func(*stage){
		"not so like":      func(s *stage) { s.answerAlike(0.9, 0.89, "가"); s.name1("다") },
		"bound not known":  func(s *stage) { s.answerAlike(0, 0.99, "가"); s.name1("다") },
		"no answer yet":    func(s *stage) { s.name1("다") },
		"an older answer":  func(s *stage) { s.answerAlike(0.9, 0.99, "가"); s.draw(); s.name1("다") },
		"nothing in sight": func(s *stage) { s.answerAlike(0.9, 0.99); s.name1("다") },
	} {
		s := newStage(t, "가")
		s.draw()
		c(s)
		if q := s.session.Question(); q != nil || s.keeper.gallery.Len() != 2 {
			t.Errorf("%s: asked %+v", name, q)
		}
	}
	s := newStage(t, "가")
	s.draw()
	s.answerAlike(0.9, 0.99, "가")
	s.name1("가")
	if q := s.session.Question(); q == nil || !strings.Contains(q.Title, "registered already") {
		t.Errorf("names agree, and asked is %+v", q)
	}
}

func TestItWasThisOne(t *testing.T) {
	s := newStage(t, "가", "나", "다")
	s.draw()
	s.answer(s.ranker.latest(), 0.9, "가", "나", "다")
	digit := func(i int) fyne.Shortcut { return uiwidget.CommandShift(fyne.KeyName(fmt.Sprint(i))) }
	s.press(digit(2))
	if len(s.class("나").Examples) != 2 || !s.session.Pad.Empty() {
		t.Fatal("Ctrl+Shift+2 does not add to the second")
	}
	if got := s.session.Notice.Label.Text; got != "Done: Add to “나”" {
		t.Errorf("notice: %q", got)
	}
	s.press(digit(1)) // nothing is drawn
	if len(s.class("가").Examples) != 1 {
		t.Error("added without a drawing")
	}
	s.press(&fyne.ShortcutUndo{})
	if len(s.class("나").Examples) != 1 || s.session.Pad.Empty() {
		t.Error("not undone")
	}
	s.answer(s.ranker.latest(), 0.9, "가", "나", "다")
	s.press(digit(9)) // there is no ninth
	s.w.tabs.choose(galleryPage)
	s.press(digit(3)) // nobody sees the ranking
	if len(s.class("다").Examples) != 1 {
		t.Error("added from another page")
	}
	s.w.tabs.choose(drawPage)
	row := s.ranking.rows[s.class("다").ID]
	if !row.add.Visible() {
		t.Fatal("no button in a row with an answer")
	}
	test.Tap(row.add)
	if len(s.class("다").Examples) != 2 || !s.session.Pad.Empty() {
		t.Error("the row's button does not add to its class")
	}
	if row = s.ranking.rows[s.class("다").ID]; row.add.Visible() {
		t.Error("the button is there with nothing to add")
	}
}

// scribble leaves a stroke that begins at a place of its own.
func (s *stage) scribble(n int) {
	at := model.Point{X: 0.1, Y: float32(n%97+1) / 100}
	s.session.Pad.Restore([]model.Stroke{{at, {X: 0.9, Y: 0.5}}})
}

func TestHistory(t *testing.T) {
	s := newStage(t, "가", "나")
	s.press(uiwidget.Command(fyne.KeyH))
	if q := s.session.Question(); q == nil || len(q.Choices) != 0 {
		t.Fatal("nothing is said of an empty history")
	}
	s.key(fyne.KeyEscape)

	s.draw()
	s.answer(s.ranker.latest(), 0.9, "나", "가")
	first := s.session.Pad.Strokes()
	s.key(fyne.KeyEscape) // clears
	s.scribble(1)
	s.answer(s.ranker.latest(), 0.2, "가", "나")
	past := s.recorder.past.all
	if len(past) != 1 || past[0].answer != (pastAnswer{true, "나", 0.9}) {
		t.Fatalf("remembered: %+v", past)
	}
	s.drawTab.bringBack(past[0])
	if got := s.session.Pad.Strokes(); len(got) != 1 || &got[0][0] != &first[0][0] {
		t.Error("another drawing came back")
	}
	past = s.recorder.past.all
	if len(past) != 2 || past[0].answer != (pastAnswer{ranked: true}) {
		t.Errorf("the drawing that gave way is not remembered: %+v", past)
	}
	s.press(&fyne.ShortcutUndo{})
	if got := s.session.Pad.Strokes(); len(got) != 1 || got[0][0].Y != 0.02 {
		t.Error("undone, the drawing before is not back")
	}
	if n := len(s.recorder.past.all); n != 2 {
		t.Errorf("the one that was brought back and put away is there twice: %d", n)
	}
	// Strokes that are taken back are no drawing.
	s.session.Pad.Clear()
	before := len(s.recorder.past.all)
	s.draw()
	s.press(&fyne.ShortcutUndo{})
	if len(s.recorder.past.all) != before {
		t.Error("what was undone is remembered")
	}
}

func TestHistoryByKeys(t *testing.T) {
	s := newStage(t, "가")
	for i := range 3 {
		s.scribble(i)
		s.answer(s.ranker.latest(), 0.8, "가")
		s.session.Pad.Clear()
	}
	s.press(uiwidget.Command(fyne.KeyH))
	s.key(fyne.KeyRight)
	if s.session.Question() == nil {
		t.Fatal("an arrow key chooses already")
	}
	s.key(fyne.KeyReturn)
	if got := s.session.Pad.Strokes(); s.session.Question() != nil || len(got) != 1 || got[0][0].Y != 0.02 {
		t.Errorf("Enter brings %v back", got)
	}
}

func TestHistoryIsBounded(t *testing.T) {
	var h history
	stroke := func(n int) []model.Stroke { return []model.Stroke{make(model.Stroke, n)} }
	for range 3 * maxPast {
		d := pastDrawing{}
		d.example.Strokes = stroke(10)
		h.add(d)
	}
	if len(h.all) != maxPast {
		t.Errorf("%d are kept", len(h.all))
	}
	for range 10 {
		d := pastDrawing{}
		d.example.Strokes = stroke(maxPastInk / 8 / 3)
		h.add(d)
	}
	if len(h.all) < 2 || len(h.all) > 3 {
		t.Errorf("%d large ones are kept", len(h.all))
	}
	d := pastDrawing{}
	d.example.Strokes = stroke(maxPastInk)
	if h.add(d); len(h.all) != 1 {
		t.Errorf("beside one that is too large %d are kept", len(h.all)-1)
	}
}

// fakeJudge answers when the test says so.
type fakeJudge struct {
	begun   chan context.Context
	reports chan confusion.Report
	err     error
}

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
	s.judge = judge
	s.open()
	a, b := s.class("가"), s.class("나")
	judge.reports <- confusion.Report{
		Classes: 3, Examples: 3, Compared: 3, Single: 3, SingleErrors: 0.07,
		Pairs: []confusion.Pair{{A: a.ID, B: b.ID, ExampleA: a.Examples[0].ID, ExampleB: b.Examples[0].ID, Similarity: 0.81}},
	}
	s.press(uiwidget.Command(fyne.KeyJ))
	page := func() string { return test.RenderObjectToMarkup(s.w.gallery.Content()) }
	for _, text := range []string{"About 7 of 100 drawings will be taken for another class.", "3 classes have a single drawing", "가 · 나", "81 %"} {
		if !strings.Contains(page(), text) {
			t.Errorf("%q is not in sight:\n%s", text, page())
		}
	}
	<-judge.begun
	// It is judged again once it changes, and the pair goes with its class.
	judge.reports <- confusion.Report{Classes: 2, Examples: 2, Compared: 2, Single: 2, SingleErrors: 0.001}
	s.session.DeleteClass(a.ID)
	if len(judge.begun) != 1 || !strings.Contains(page(), "Hardly any drawing") || strings.Contains(page(), "81 %") {
		t.Errorf("after a change:\n%s", page())
	}
	<-judge.begun
	s.session.DeleteClass(b.ID)
	if len(judge.begun) != 0 || !strings.Contains(page(), "Register two classes or more.") {
		t.Errorf("with one class:\n%s", page())
	}
	s.key(fyne.KeyEscape)
	if strings.Contains(page(), "Register two classes") || !s.w.gallery.grid.Visible() {
		t.Error("Esc does not lead back to the classes")
	}
	judge.reports <- confusion.Report{}
	s.session.UndoEdit() // nobody looks
	if len(judge.begun) != 0 {
		t.Error("judged out of sight")
	}
	judge.err = errors.New("no network")
	s.press(uiwidget.Command(fyne.KeyJ))
	if !strings.Contains(page(), "no network") || !strings.Contains(page(), "Judge again") {
		t.Errorf("a failure:\n%s", page())
	}
}

func TestHealthLeadsToDrawings(t *testing.T) {
	s := prepareStage(t, "가", "나")
	judge := &fakeJudge{begun: make(chan context.Context, 10), reports: make(chan confusion.Report, 10)}
	s.judge = judge
	s.open()
	a, b := s.class("가"), s.class("나")
	judge.reports <- confusion.Report{
		Classes: 2, Examples: 2, Compared: 2, OutliersFound: 1,
		Outliers: []confusion.Outlier{{Class: b.ID, Example: b.Examples[0].ID, Other: a.ID, OtherExample: a.Examples[0].ID, OtherSimilarity: 0.7, Mistaken: true}},
	}
	s.press(uiwidget.Command(fyne.KeyJ))
	for i, want := range []model.ClassID{b.ID, a.ID} {
		all := test.LaidOutObjects(s.w.gallery.health.Content())
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
		if s.w.gallery.chosen != want || s.w.gallery.pane.chosen == 0 || !s.w.gallery.health.Shown() {
			t.Errorf("drawing %d leads to class %d", i, s.w.gallery.chosen)
		}
	}
}
