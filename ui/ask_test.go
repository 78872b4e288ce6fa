package ui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// asks opens a question and returns it with a function that says whether it is
// in sight.
func (s *stage) asks(title string) (q *question, seen func() bool) {
	before := len(s.window.Canvas().Overlays().List())
	q = s.w.ask(title, uiwidget.NewWrapped(title))
	overlay := s.window.Canvas().Overlays().List()[before]
	return q, func() bool { return slices.Contains(s.window.Canvas().Overlays().List(), overlay) }
}

// TestQuestionsNest: the keyboard is the uppermost question's, and the next one's
// once that is left. The window closes under none.
func TestQuestionsNest(t *testing.T) {
	s := newStage(t)
	_, lower := s.asks("lower")
	_, upper := s.asks("upper")
	s.key(fyne.KeyEscape)
	if upper() || !lower() || s.modal == nil {
		t.Fatalf("after Esc: the upper one %v, the lower one %v", upper(), lower())
	}
	if s.w.leave(); s.closed {
		t.Fatal("the window closes under a question")
	}
	s.key(fyne.KeyReturn)
	if lower() || s.modal != nil {
		t.Error("Enter does not reach the lower one")
	}
	if s.w.leave(); !s.closed {
		t.Error("the window does not close after all")
	}
}

// TestALowerQuestionLeaves by itself, as a picture's does that is compared as soon
// as it is read: what was asked over it stays.
func TestALowerQuestionLeaves(t *testing.T) {
	s := newStage(t)
	first, lower := s.asks("lower")
	_, upper := s.asks("upper")
	first.leave()
	first.leave() // once more does nothing
	if lower() || !upper() {
		t.Fatalf("the lower one %v, the upper one %v", lower(), upper())
	}
	s.key(fyne.KeyEscape)
	if upper() || s.modal != nil || s.w.covered() {
		t.Error("Esc does not reach the one that is left")
	}
}

// TestAQuestionOutlivesTheCover: what failed while the disk worked is still told
// when that has ended.
func TestAQuestionOutlivesTheCover(t *testing.T) {
	for _, revealed := range []bool{false, true} {
		s := newStage(t, "가")
		s.keeper.document.Path = "/x/letters.oneglyph"
		work := s.slow()
		s.press(uiwidget.Command(fyne.KeyS))
		_, seen := s.asks("the download failed")
		if revealed {
			s.w.cover.reveal()
		}
		work()
		if !seen() {
			t.Errorf("the card shown: %v: the question went with the cover", revealed)
		}
		s.key(fyne.KeyEscape)
		if seen() || s.modal != nil || s.w.covered() {
			t.Errorf("the card shown: %v: it cannot be left", revealed)
		}
	}
}

// TestEnterTakesNothingAway: what is lost for good takes a choice of its own.
func TestEnterTakesNothingAway(t *testing.T) {
	s := newStage(t)
	lost := false
	s.w.ask("Delete it?", uiwidget.NewWrapped(""), choice{label: "Delete", grave: true, then: func() { lost = true }})
	if s.key(fyne.KeyReturn); lost || s.modal == nil {
		t.Error("lost by Enter")
	}
	if s.answerQuestion("Delete"); !lost {
		t.Error("the choice does nothing")
	}
}

// TestTabLeavesTheKeysToTheQuestion: the button that Tab has come to takes Enter,
// and Esc still leaves.
func TestTabLeavesTheKeysToTheQuestion(t *testing.T) {
	s := newStage(t)
	deleted := 0
	ask := func() {
		s.w.ask("Delete it?", uiwidget.NewWrapped(""), choice{label: "Keep a copy"}, choice{label: "Delete", grave: true, then: func() { deleted++ }})
		s.window.Canvas().FocusNext() // Cancel
		s.window.Canvas().FocusNext() // Delete
	}
	ask()
	if s.key(fyne.KeyEscape); s.modal != nil || deleted > 0 {
		t.Fatalf("after Esc: a question %v, deleted %d", s.modal != nil, deleted)
	}
	ask()
	if s.key(fyne.KeyReturn); s.modal != nil || deleted != 1 {
		t.Errorf("after Enter: a question %v, deleted %d", s.modal != nil, deleted)
	}
	ask()
	if s.key(fyne.KeySpace); s.modal != nil || deleted != 2 {
		t.Errorf("after Space: a question %v, deleted %d", s.modal != nil, deleted)
	}
}
