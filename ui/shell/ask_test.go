package shell_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// asks opens a question and returns it with a function that says whether it is
// in sight.
func (s *stage) asks(title string) (q *shell.Question, seen func() bool) {
	before := len(s.Session.Window.Canvas().Overlays().List())
	q = s.Session.Ask(title, uiwidget.NewWrapped(title))
	overlay := s.Session.Window.Canvas().Overlays().List()[before]
	return q, func() bool { return slices.Contains(s.Session.Window.Canvas().Overlays().List(), overlay) }
}

// TestQuestionsNest: the keyboard is the uppermost question's, and the next one's
// once that is left. The window closes under none.
func TestQuestionsNest(t *testing.T) {
	s := newStage(t)
	_, lower := s.asks("lower")
	_, upper := s.asks("upper")
	s.Key(fyne.KeyEscape)
	if upper() || !lower() || s.Session.Question() == nil {
		t.Fatalf("after Esc: the upper one %v, the lower one %v", upper(), lower())
	}
	if s.Session.Leave(); s.closed {
		t.Fatal("the window closes under a question")
	}
	s.Key(fyne.KeyReturn)
	if lower() || s.Session.Question() != nil {
		t.Error("Enter does not reach the lower one")
	}
	if s.Session.Leave(); !s.closed {
		t.Error("the window does not close after all")
	}
}

// TestALowerQuestionLeaves by itself, as a picture's does that is compared as soon
// as it is read: what was asked over it stays.
func TestALowerQuestionLeaves(t *testing.T) {
	s := newStage(t)
	first, lower := s.asks("lower")
	_, upper := s.asks("upper")
	first.Leave()
	first.Leave() // once more does nothing
	if lower() || !upper() {
		t.Fatalf("the lower one %v, the upper one %v", lower(), upper())
	}
	s.Key(fyne.KeyEscape)
	if upper() || s.Session.Question() != nil || s.Session.Covered() {
		t.Error("Esc does not reach the one that is left")
	}
}

// TestAQuestionOutlivesTheCover: what failed while the disk worked is still told
// when that has ended.
func TestAQuestionOutlivesTheCover(t *testing.T) {
	for _, revealed := range []bool{false, true} {
		s := newStage(t, "가")
		s.Keeper.File.Path = "/x/letters.oneglyph"
		work := s.slow()
		s.Press(uiwidget.Command(fyne.KeyS))
		_, seen := s.asks("the download failed")
		if revealed {
			s.Session.RevealCover()
		}
		work()
		if !seen() {
			t.Errorf("the card shown: %v: the question went with the cover", revealed)
		}
		s.Key(fyne.KeyEscape)
		if seen() || s.Session.Question() != nil || s.Session.Covered() {
			t.Errorf("the card shown: %v: it cannot be left", revealed)
		}
	}
}

// TestEnterTakesNothingAway: what is lost for good takes a choice of its own.
func TestEnterTakesNothingAway(t *testing.T) {
	s := newStage(t)
	lost := false
	s.Session.Ask("Delete it?", uiwidget.NewWrapped(""), shell.Choice{Label: "Delete", Grave: true, Then: func() { lost = true }})
	if s.Key(fyne.KeyReturn); lost || s.Session.Question() == nil {
		t.Error("lost by Enter")
	}
	if s.AnswerQuestion("Delete"); !lost {
		t.Error("the choice does nothing")
	}
}

// TestTabLeavesTheKeysToTheQuestion: the button that Tab has come to takes Enter,
// and Esc still leaves.
func TestTabLeavesTheKeysToTheQuestion(t *testing.T) {
	s := newStage(t)
	deleted := 0
	ask := func() {
		s.Session.Ask("Delete it?", uiwidget.NewWrapped(""), shell.Choice{Label: "Keep a copy"}, shell.Choice{Label: "Delete", Grave: true, Then: func() { deleted++ }})
		s.Session.Window.Canvas().FocusNext() // Cancel
		s.Session.Window.Canvas().FocusNext() // Delete
	}
	ask()
	if s.Key(fyne.KeyEscape); s.Session.Question() != nil || deleted > 0 {
		t.Fatalf("after Esc: a question %v, deleted %d", s.Session.Question() != nil, deleted)
	}
	ask()
	if s.Key(fyne.KeyReturn); s.Session.Question() != nil || deleted != 1 {
		t.Errorf("after Enter: a question %v, deleted %d", s.Session.Question() != nil, deleted)
	}
	ask()
	if s.Key(fyne.KeySpace); s.Session.Question() != nil || deleted != 2 {
		t.Errorf("after Space: a question %v, deleted %d", s.Session.Question() != nil, deleted)
	}
}
