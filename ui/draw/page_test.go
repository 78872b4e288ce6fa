package draw

import (
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/oneglyph/oneglyph/model"
)

func TestQueriesFollowThePen(t *testing.T) {
	s := newStage(t, "가", "나")
	s.Draw()
	if !slices.Equal(s.Ranker.Queries, []uint64{2, 3}) {
		t.Fatalf("queries are %v: one each for pen down and pen moved", s.Ranker.Queries)
	}
	s.Press(&fyne.ShortcutUndo{})
	if len(s.Ranker.Queries) != 2 {
		t.Error("blank paper was sent to the network")
	}
	s.Press(&fyne.ShortcutRedo{})
	if len(s.Ranker.Queries) != 3 {
		t.Error("a redone stroke is not ranked")
	}
}

func TestAnswerIsShown(t *testing.T) {
	s := newStage(t, "가", "나", "다")
	s.Draw()
	s.Answer(s.Ranker.Latest(), 0.93, "나", "다", "가")
	want := message{caption: "Best match", text: "나", aside: "93 %", measure: "Similarity", answer: true}
	if s.headline.message != want {
		t.Errorf("headline is %+v", s.headline.message)
	}
	if got := s.listed(); !slices.Equal(got, []string{"나", "다", "가"}) {
		t.Errorf("listed are %q", got)
	}
	for i, v := range s.list.standings {
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
	s.Draw()
	before := s.Ranker.Latest()
	s.Answer(before-1, 0.9, "나", "가")
	shows("overtaken by the pen, yet the newest there is", "나")
	s.Answer(before, 0.9, "가", "나")
	shows("newer", "가")
	s.Answer(before-1, 0.9, "나", "가")
	shows("older than what is shown", "가")
	s.Draw()
	pending := s.Ranker.Latest()
	s.Key(fyne.KeyEscape)
	blank := s.headline.message.text
	s.Answer(pending, 0.9, "나", "가")
	shows("after a clear", blank)
	s.Draw()
	s.Answer(pending, 0.9, "나", "가")
	shows("to the drawing before the clear", blank)
	s.Answer(s.Ranker.Latest()+1, 0.9, "나", "가")
	shows("to what was never asked", blank)
	s.Answer(s.Ranker.Latest(), 0.9, "나", "가")
	shows("to this drawing", "나")
}

// While a gallery is loaded, the latest drawing is answered against what is
// there so far, and again when all is.
func TestSecondAnswerAfterLoadingIsShown(t *testing.T) {
	s := newStage(t, "가", "나", "다")
	s.Draw()
	asked := s.Ranker.Latest()
	s.Answer(asked, 0.6, "나")
	s.Answer(asked, 0.9, "가", "나", "다")
	if got := s.listed(); !slices.Equal(got, []string{"가", "나", "다"}) || s.headline.message.text != "가" {
		t.Errorf("listed are %q under %q", got, s.headline.message.text)
	}
	s.Key(fyne.KeyEscape)
	blank := s.headline.message
	s.Answer(asked, 0.9, "나", "가", "다")
	if s.headline.message != blank {
		t.Errorf("answered again after a clear: headline is %+v", s.headline.message)
	}
	s.Press(&fyne.ShortcutUndo{})
	s.Answer(s.Ranker.Latest(), 0.9, "나", "가", "다")
	s.revise()
	s.Answer(s.Ranker.Latest()-1, 0.9, "다", "가", "나")
	if got := s.headline.message.text; got != "나" {
		t.Errorf("answered again after a change of the classes: headline is %q", got)
	}
	s.Answer(s.Ranker.Latest(), 0.9, "가", "다", "나")
	if got := s.headline.message.text; got != "가" {
		t.Errorf("asked anew: headline is %q", got)
	}
}

func TestNoMatch(t *testing.T) {
	s := newStage(t, "가", "나")
	s.Draw()
	s.Answer(s.Ranker.Latest(), 0.499, "나", "가")
	if m := s.headline.message; m.text != "No match" || m.answer || m.aside != "" || m.note == "" {
		t.Errorf("headline is %+v", m)
	}
	if s.list.standings[0].best {
		t.Error("a row is marked as the match")
	}
	s.Draw()
	s.Answer(s.Ranker.Latest(), 0.5, "나", "가")
	if !s.headline.message.answer {
		t.Error("what reaches the threshold is no match")
	}
}

// TestStarterIsForAnEmptyGallery: what is offered goes with the first class.
func TestStarterIsForAnEmptyGallery(t *testing.T) {
	s := newStage(t)
	if !s.starter.Visible() {
		t.Error("an empty gallery offers nothing to begin with")
	}
	s.AddClass("가")
	if s.starter.Visible() {
		t.Error("the offer stays")
	}
}

func TestEmptyStates(t *testing.T) {
	s := newStage(t)
	if got := s.headline.message.text; got != "Teach it a character" || s.status.Text != "0 classes · fake" {
		t.Errorf("at first: %q, %q", got, s.status.Text)
	}
	s.Draw()
	if got := s.headline.message.text; got != "No match yet" || len(s.Ranker.Queries) != 0 {
		t.Errorf("ink and no class: %q after %d queries", got, len(s.Ranker.Queries))
	}

	s = newStage(t, "가", "나")
	if got := s.headline.message.text; got != "Draw to compare" {
		t.Errorf("classes and no ink: %q", got)
	}
	if got := s.listed(); !slices.Equal(got, []string{"나", "가"}) || s.list.standings[0].rank != 0 {
		t.Errorf("without ink listed are %q", got)
	}
}

func TestFailedAnswer(t *testing.T) {
	s := newStage(t, "가")
	s.Draw()
	s.Ranker.Answer(model.Answer{Generation: s.Ranker.Latest(), Err: errors.New("siamese: not a number")})
	if m := s.headline.message; m.text != "Could not rank" || m.note != "siamese: not a number" {
		t.Errorf("headline is %+v", m)
	}
	s.Draw()
	s.Answer(s.Ranker.Latest(), 0.9, "가")
	if s.headline.message.text != "가" {
		t.Error("the page does not recover")
	}
}

func TestPenIsRemembered(t *testing.T) {
	s := newStage(t)
	s.Settings[PenKey] = 0.05
	s.open()
	if s.Session.Pad.Pen() != 0.05 {
		t.Errorf("the pen is %v wide", s.Session.Pad.Pen())
	}
	s.Settings[PenKey] = 7.0
	s.open()
	if s.Session.Pad.Pen() != widePen {
		t.Errorf("a pen of 7 became %v", s.Session.Pad.Pen())
	}
}

// listed returns the names in the ranking from the top.
func (s *stage) listed() (names []string) {
	for _, v := range s.list.standings {
		names = append(names, v.name)
	}
	return names
}
