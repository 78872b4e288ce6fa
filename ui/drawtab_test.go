package ui

import (
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/oneglyph/oneglyph/model"
)

func TestQueriesFollowThePen(t *testing.T) {
	s := newStage(t, "가", "나")
	s.draw()
	if !slices.Equal(s.ranker.queries, []uint64{2, 3}) {
		t.Fatalf("queries are %v: one each for pen down and pen moved", s.ranker.queries)
	}
	s.press(&fyne.ShortcutUndo{})
	if len(s.ranker.queries) != 2 {
		t.Error("blank paper was sent to the network")
	}
	s.press(&fyne.ShortcutRedo{})
	if len(s.ranker.queries) != 3 {
		t.Error("a redone stroke is not ranked")
	}
}

func TestAnswerIsShown(t *testing.T) {
	s := newStage(t, "가", "나", "다")
	s.draw()
	s.answer(s.ranker.latest(), 0.93, "나", "다", "가")
	want := message{caption: "Best match", text: "나", aside: "93 %", measure: "Similarity", answer: true}
	if s.headline.message != want {
		t.Errorf("headline is %+v", s.headline.message)
	}
	if got := s.listed(); !slices.Equal(got, []string{"나", "다", "가"}) {
		t.Errorf("listed are %q", got)
	}
	for i, v := range s.ranking.standings {
		if v.rank != i+1 || v.best != (i == 0) {
			t.Errorf("row %d is %+v", i, v)
		}
	}
	if s.status.Text != "3 classes · fake · 1.1 ms" {
		t.Errorf("status is %q", s.status.Text)
	}
}

func TestStaleAnswersAreDropped(t *testing.T) {
	s := newStage(t, "가", "나")
	shows := func(when, want string) {
		t.Helper()
		if got := s.headline.message.text; got != want {
			t.Errorf("%s: headline is %q, want %q", when, got, want)
		}
	}
	s.draw()
	before := s.ranker.latest()
	s.answer(before-1, 0.9, "나", "가")
	shows("overtaken by the pen, yet the newest there is", "나")
	s.answer(before, 0.9, "가", "나")
	shows("newer", "가")
	s.answer(before-1, 0.9, "나", "가")
	shows("older than what is shown", "가")
	s.draw()
	pending := s.ranker.latest()
	s.key(fyne.KeyEscape)
	blank := s.headline.message.text
	s.answer(pending, 0.9, "나", "가")
	shows("after a clear", blank)
	s.draw()
	s.answer(pending, 0.9, "나", "가")
	shows("to the drawing before the clear", blank)
	s.answer(s.ranker.latest()+1, 0.9, "나", "가")
	shows("to what was never asked", blank)
	s.answer(s.ranker.latest(), 0.9, "나", "가")
	shows("to this drawing", "나")
}

// While a gallery is loaded, the latest drawing is answered against what is
// there so far, and again when all is.
func TestSecondAnswerAfterLoadingIsShown(t *testing.T) {
	s := newStage(t, "가", "나", "다")
	s.draw()
	asked := s.ranker.latest()
	s.answer(asked, 0.6, "나")
	s.answer(asked, 0.9, "가", "나", "다")
	if got := s.listed(); !slices.Equal(got, []string{"가", "나", "다"}) || s.headline.message.text != "가" {
		t.Errorf("listed are %q under %q", got, s.headline.message.text)
	}
	s.key(fyne.KeyEscape)
	blank := s.headline.message
	s.answer(asked, 0.9, "나", "가", "다")
	if s.headline.message != blank {
		t.Errorf("answered again after a clear: headline is %+v", s.headline.message)
	}
	s.press(&fyne.ShortcutUndo{})
	s.answer(s.ranker.latest(), 0.9, "나", "가", "다")
	s.revise()
	s.answer(s.ranker.latest()-1, 0.9, "다", "가", "나")
	if got := s.headline.message.text; got != "나" {
		t.Errorf("answered again after a change of the classes: headline is %q", got)
	}
	s.answer(s.ranker.latest(), 0.9, "가", "다", "나")
	if got := s.headline.message.text; got != "가" {
		t.Errorf("asked anew: headline is %q", got)
	}
}

func TestNoMatch(t *testing.T) {
	s := newStage(t, "가", "나")
	s.draw()
	s.answer(s.ranker.latest(), 0.499, "나", "가")
	if m := s.headline.message; m.text != "No match" || m.answer || m.aside != "" || m.note == "" {
		t.Errorf("headline is %+v", m)
	}
	if s.ranking.standings[0].best {
		t.Error("a row is marked as the match")
	}
	s.draw()
	s.answer(s.ranker.latest(), 0.5, "나", "가")
	if !s.headline.message.answer {
		t.Error("what reaches the threshold is no match")
	}
}

func TestEmptyStates(t *testing.T) {
	s := newStage(t)
	if got := s.headline.message.text; got != "Teach it a character" || s.status.Text != "0 classes · fake" {
		t.Errorf("at first: %q, %q", got, s.status.Text)
	}
	s.draw()
	if got := s.headline.message.text; got != "No match yet" || len(s.ranker.queries) != 0 {
		t.Errorf("ink and no class: %q after %d queries", got, len(s.ranker.queries))
	}

	s = newStage(t, "가", "나")
	if got := s.headline.message.text; got != "Draw to compare" {
		t.Errorf("classes and no ink: %q", got)
	}
	if got := s.listed(); !slices.Equal(got, []string{"나", "가"}) || s.ranking.standings[0].rank != 0 {
		t.Errorf("without ink listed are %q", got)
	}
}

func TestFailedAnswer(t *testing.T) {
	s := newStage(t, "가")
	s.draw()
	s.ranker.answer(model.Answer{Generation: s.ranker.latest(), Err: errors.New("siamese: not a number")})
	if m := s.headline.message; m.text != "Could not rank" || m.note != "siamese: not a number" {
		t.Errorf("headline is %+v", m)
	}
	s.draw()
	s.answer(s.ranker.latest(), 0.9, "가")
	if s.headline.message.text != "가" {
		t.Error("the page does not recover")
	}
}

func TestPenIsRemembered(t *testing.T) {
	s := newStage(t)
	s.settings[penKey] = 0.05
	s.open()
	if s.session.Pad.Pen() != 0.05 {
		t.Errorf("the pen is %v wide", s.session.Pad.Pen())
	}
	s.settings[penKey] = 7.0
	s.open()
	if s.session.Pad.Pen() != widePen {
		t.Errorf("a pen of 7 became %v", s.session.Pad.Pen())
	}
}

func TestNotices(t *testing.T) {
	s := newStage(t)
	if s.session.Notice.Line.Visible() {
		t.Error("a notice about nothing")
	}
	s.keeper.failed(errors.New("write gallery: disk full"))
	if got := s.session.Notice.Label.Text; !s.session.Notice.Line.Visible() || got != "Could not save: write gallery: disk full" {
		t.Errorf("notice is %q", got)
	}
	s.keeper.notice = "The gallery was damaged."
	s.open()
	opening := func(when string) {
		t.Helper()
		if got := s.session.Notice.Label.Text; !s.session.Notice.Line.Visible() || got != "The gallery was damaged." {
			t.Errorf("%s: notice is %q", when, got)
		}
	}
	opening("at first")
	s.keeper.failed(errors.New("disk full"))
	s.keeper.failed(nil)
	opening("after a failed save that came right")
}

func TestFailedSaveIsForgottenOnceSaved(t *testing.T) {
	s := newStage(t)
	s.keeper.failed(errors.New("disk full"))
	s.keeper.failed(errors.New("disk on fire"))
	if got := s.session.Notice.Label.Text; got != "Could not save: disk on fire" {
		t.Errorf("notice is %q", got)
	}
	s.keeper.failed(nil)
	if s.session.Notice.Line.Visible() {
		t.Errorf("saved again, the notice is %q", s.session.Notice.Label.Text)
	}
	s.keeper.notice = "The gallery was damaged."
	s.open()
	s.keeper.failed(errors.New("disk full"))
	s.session.Notice.Hide()
	s.keeper.failed(nil)
	if s.session.Notice.Line.Visible() {
		t.Errorf("what was put away came back: %q", s.session.Notice.Label.Text)
	}
}
