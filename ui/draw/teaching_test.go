package draw

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/model"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// answerAlike is answer, with a bound above which the drawing is very like the best.
func (s *stage) answerAlike(alike, best float64, names ...string) {
	s.T.Helper()
	a := model.Answer{Generation: s.Ranker.Latest(), Threshold: 0.5, Alike: alike}
	for i, name := range names {
		c := s.Class(name)
		a.Matches = append(a.Matches, model.Match{Class: c.ID, Example: c.Examples[0].ID, Similarity: best / float64(i+1)})
	}
	s.Ranker.Answer(a)
}

func (s *stage) name1(name string) {
	s.name.SetText(name)
	s.Page.register()
}

func TestRegisteringWhatLooksAlikeAsks(t *testing.T) {
	s := newStage(t, "가", "나")
	s.Draw()
	s.answerAlike(0.9, 0.92, "나", "가")
	s.name1("다")
	q := s.Session.Question()
	if q == nil || q.Title != "Looks like “나”, 92 %" {
		t.Fatalf("asked: %+v", q)
	}
	s.Key(fyne.KeyEscape)
	if s.Session.Question() != nil || s.Keeper.Opened.Len() != 2 || s.Session.Pad.Empty() || s.name.Text != "다" {
		t.Error("Esc does not leave everything as it was")
	}
	s.Page.register() // once for each drawing
	if s.Session.Question() != nil || s.Keeper.Opened.Len() != 3 || len(s.Class("다").Examples) != 1 {
		t.Error("asked again of the same drawing")
	}
	s.Draw() // another one
	s.answerAlike(0.9, 0.95, "가")
	s.name1("라")
	if s.Session.Question() == nil {
		t.Fatal("not asked of the next drawing")
	}
	s.Key(fyne.KeyA)
	if s.Keeper.Opened.Len() != 3 || len(s.Class("가").Examples) != 2 || !s.Session.Pad.Empty() || s.name.Text != "" {
		t.Error("A does not add the drawing to the class")
	}
	if got := s.Session.Notice.Label.Text; got != "Done: Add to “가”" {
		t.Errorf("notice: %q", got)
	}
	s.Press(&fyne.ShortcutUndo{})
	if len(s.Class("가").Examples) != 1 || s.Session.Pad.Empty() {
		t.Error("adding cannot be undone")
	}
	s.Session.Pad.Clear()
	s.Draw()
	s.answerAlike(0.9, 0.95, "가")
	s.name1("마")
	s.Key(fyne.KeyReturn)
	if len(s.Class("마").Examples) != 1 || len(s.Class("가").Examples) != 1 {
		t.Error("Enter does not register it apart")
	}
}

func TestRegisteringIsNotInTheWay(t *testing.T) {
	for name, c := range map[string]func(*stage){
		"not so like":      func(s *stage) { s.answerAlike(0.9, 0.89, "가"); s.name1("다") },
		"bound not known":  func(s *stage) { s.answerAlike(0, 0.99, "가"); s.name1("다") },
		"no answer yet":    func(s *stage) { s.name1("다") },
		"an older answer":  func(s *stage) { s.answerAlike(0.9, 0.99, "가"); s.Draw(); s.name1("다") },
		"nothing in sight": func(s *stage) { s.answerAlike(0.9, 0.99); s.name1("다") },
	} {
		s := newStage(t, "가")
		s.Draw()
		c(s)
		if q := s.Session.Question(); q != nil || s.Keeper.Opened.Len() != 2 {
			t.Errorf("%s: asked %+v", name, q)
		}
	}
	s := newStage(t, "가")
	s.Draw()
	s.answerAlike(0.9, 0.99, "가")
	s.name1("가")
	if q := s.Session.Question(); q == nil || !strings.Contains(q.Title, "registered already") {
		t.Errorf("names agree, and asked is %+v", q)
	}
}

func TestItWasThisOne(t *testing.T) {
	s := newStage(t, "가", "나", "다")
	s.Draw()
	s.Answer(s.Ranker.Latest(), 0.9, "가", "나", "다")
	digit := func(i int) fyne.Shortcut { return uiwidget.CommandShift(fyne.KeyName(fmt.Sprint(i))) }
	s.Press(digit(2))
	if len(s.Class("나").Examples) != 2 || !s.Session.Pad.Empty() {
		t.Fatal("Ctrl+Shift+2 does not add to the second")
	}
	if got := s.Session.Notice.Label.Text; got != "Done: Add to “나”" {
		t.Errorf("notice: %q", got)
	}
	s.Press(digit(1)) // nothing is drawn
	if len(s.Class("가").Examples) != 1 {
		t.Error("added without a drawing")
	}
	s.Press(&fyne.ShortcutUndo{})
	if len(s.Class("나").Examples) != 1 || s.Session.Pad.Empty() {
		t.Error("not undone")
	}
	s.Answer(s.Ranker.Latest(), 0.9, "가", "나", "다")
	s.Press(digit(9)) // there is no ninth
	s.Ranker.Answer(model.Answer{Generation: s.Ranker.Latest(), Err: errors.New("no network")})
	s.Press(digit(1)) // the classes are listed, but not ranked
	if len(s.Class("가").Examples) != 1 {
		t.Error("added to a row without a rank")
	}
	s.Answer(s.Ranker.Latest(), 0.9, "가", "나", "다")
	row := s.list.rows[s.Class("다").ID]
	if !row.add.Visible() {
		t.Fatal("no button in a row with an answer")
	}
	test.Tap(row.add)
	if len(s.Class("다").Examples) != 2 || !s.Session.Pad.Empty() {
		t.Error("the row's button does not add to its class")
	}
	if row = s.list.rows[s.Class("다").ID]; row.add.Visible() {
		t.Error("the button is there with nothing to add")
	}
}

// scribble leaves a stroke that begins at a place of its own.
func (s *stage) scribble(n int) {
	at := model.Point{X: 0.1, Y: float32(n%97+1) / 100}
	s.Session.Pad.Restore([]model.Stroke{{at, {X: 0.9, Y: 0.5}}})
}

func TestHistory(t *testing.T) {
	s := newStage(t, "가", "나")
	s.ShowHistory()
	if q := s.Session.Question(); q == nil || len(q.Choices) != 0 {
		t.Fatal("nothing is said of an empty history")
	}
	s.Key(fyne.KeyEscape)

	s.Draw()
	s.Answer(s.Ranker.Latest(), 0.9, "나", "가")
	first := s.Session.Pad.Strokes()
	s.Key(fyne.KeyEscape) // clears
	s.scribble(1)
	s.Answer(s.Ranker.Latest(), 0.2, "가", "나")
	past := s.recorder.past.all
	if len(past) != 1 || past[0].answer != (pastAnswer{true, "나", 0.9}) {
		t.Fatalf("remembered: %+v", past)
	}
	s.Page.bringBack(past[0])
	if got := s.Session.Pad.Strokes(); len(got) != 1 || &got[0][0] != &first[0][0] {
		t.Error("another drawing came back")
	}
	past = s.recorder.past.all
	if len(past) != 2 || past[0].answer != (pastAnswer{ranked: true}) {
		t.Errorf("the drawing that gave way is not remembered: %+v", past)
	}
	s.Press(&fyne.ShortcutUndo{})
	if got := s.Session.Pad.Strokes(); len(got) != 1 || got[0][0].Y != 0.02 {
		t.Error("undone, the drawing before is not back")
	}
	if n := len(s.recorder.past.all); n != 2 {
		t.Errorf("the one that was brought back and put away is there twice: %d", n)
	}
	// Strokes that are taken back are no drawing.
	s.Session.Pad.Clear()
	before := len(s.recorder.past.all)
	s.Draw()
	s.Press(&fyne.ShortcutUndo{})
	if len(s.recorder.past.all) != before {
		t.Error("what was undone is remembered")
	}
}

func TestHistoryByKeys(t *testing.T) {
	s := newStage(t, "가")
	for i := range 3 {
		s.scribble(i)
		s.Answer(s.Ranker.Latest(), 0.8, "가")
		s.Session.Pad.Clear()
	}
	s.ShowHistory()
	s.Key(fyne.KeyRight)
	if s.Session.Question() == nil {
		t.Fatal("an arrow key chooses already")
	}
	s.Key(fyne.KeyReturn)
	if got := s.Session.Pad.Strokes(); s.Session.Question() != nil || len(got) != 1 || got[0][0].Y != 0.02 {
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
