package draw

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// answers ranks the classes with such similarities, in that order.
func (s *stage) answers(similarities ...float64) {
	s.T.Helper()
	var matches []model.Match
	for i, c := range s.Session.Gallery().Classes() {
		if i < len(similarities) {
			matches = append(matches, model.Match{Class: c.ID, Example: c.Examples[0].ID, Similarity: similarities[i]})
		}
	}
	s.Ranker.Answer(model.Answer{Generation: s.Ranker.Latest(), Matches: matches, Threshold: 0.5})
}

func clipboard() string { return fyne.CurrentApp().Clipboard().Content() }

func (s *stage) copied(want string) {
	s.T.Helper()
	if got := clipboard(); got != want {
		s.T.Errorf("%q is on the clipboard, want %q", got, want)
	}
	fyne.CurrentApp().Clipboard().SetContent("")
}

func (s *stage) setText(name, text string) {
	s.T.Helper()
	if err := s.Session.Change(gallery.KindText, name, func(g *gallery.Gallery) error { return g.SetText(s.Class(name).ID, text) }); err != nil {
		s.T.Fatal(err)
	}
}

// Enter copies the best match and clears the pad, and says so until the next stroke.
func TestEnterCopiesTheMatch(t *testing.T) {
	s := newStage(t, "가", "나")
	s.setText("가", "\\hangul{ga}\n\tx")
	s.Draw()
	s.answers(0.9, 0.2)
	s.Key(fyne.KeyReturn)
	s.copied("\\hangul{ga}\n\tx")
	if !s.Session.Pad.Empty() || s.Session.Window.Canvas().Focused() != nil {
		t.Error("the pad is not ready for the next")
	}
	const said = `Copied: \hangul{ga} ⏎  ⇥ x`
	if s.status.Text != said || s.headline.message.note != said {
		t.Errorf("the page says %q and %q", s.status.Text, s.headline.message.note)
	}
	s.Draw()
	if s.status.Text == said || s.Session.Notice.Line.Visible() {
		t.Error("the next stroke does not end it")
	}
	s.answers(0.9, 0.2)
	s.Press(&fyne.ShortcutUndo{})
	s.Press(&fyne.ShortcutUndo{})
	if s.Session.Pad.Empty() {
		t.Error("the drawing that was copied is not brought back")
	}
}

// Without a match Enter leads to the name, and where one is typed it registers.
func TestEnterNamesWhatIsUnknown(t *testing.T) {
	s := newStage(t, "가")
	s.copied("")
	s.Draw()
	s.answers(0.3)
	s.Key(fyne.KeyReturn)
	if s.Session.Window.Canvas().Focused() != s.name || s.Session.Pad.Empty() {
		t.Error("Enter does not lead to the name")
	}
	s.copied("")
	test.Type(s.name, "new")
	s.Key(fyne.KeyReturn)
	if s.Class("new").ID == 0 {
		t.Error("it is not registered")
	}
	s.copied("")

	s.Draw()
	s.answers(0.9)
	test.Type(s.name, "x")
	s.Session.Window.Canvas().Unfocus()
	s.Key(fyne.KeyReturn)
	s.copied("")
	if s.Class("x").ID == 0 {
		t.Error("a match is copied in place of a name that was begun")
	}
}

// Whoever is faster than the network gets what was drawn, not what was there before.
func TestEnterWaitsForTheAnswer(t *testing.T) {
	s := newStage(t, "가", "나")
	s.Draw()
	s.answers(0.9, 0.2)
	s.Draw()
	s.Key(fyne.KeyReturn)
	s.copied("")
	s.answers(0.1, 0.8) // in the gallery's order: the first is no match
	if s.Session.Pad.Empty() {
		t.Fatal("no match clears the pad")
	}
	s.Session.Window.Canvas().Unfocus()
	s.Draw()
	s.Key(fyne.KeyReturn)
	s.Draw() // which calls it off
	s.answers(0.9, 0.1)
	s.copied("")
	s.Key(fyne.KeyReturn)
	s.copied("가")
}

// Ctrl and a number copies that row, from the name field too, which takes nothing of it.
func TestRowsAreCopied(t *testing.T) {
	s := newStage(t, "가", "나", "다")
	s.Draw()
	s.answers(0.9, 0.2, 0.1)
	s.Press(rowKeys()[1])
	s.copied("나")
	if s.Session.Pad.Empty() {
		t.Error("the drawing is cleared away")
	}
	s.Press(rowKeys()[8])
	s.copied("")
	s.Session.Window.Canvas().Focus(s.name)
	test.Type(s.name, "ab")
	s.Press(rowKeys()[2])
	s.copied("다")
	if s.name.Text != "ab" {
		t.Errorf("the name is %q", s.name.Text)
	}
	s.name.SetText("")
	s.Session.Window.Canvas().Unfocus()
	for _, r := range s.list.rows {
		if r.standing.name == "나" {
			test.Tap(r)
		}
	}
	s.copied("나")
	s.Key(fyne.KeyEscape)
	s.Press(rowKeys()[0]) // of the list of all classes
	s.copied("다")
}

// Where that is wanted a sure match is copied once the pen rests, once for each drawing.
func TestCopiesAlone(t *testing.T) {
	s := newStage(t, "가", "나")
	ranks := func(a, b float64) {
		s.Key(fyne.KeyEscape)
		s.Draw()
		s.answers(a, b)
	}
	ranks(0.99, 0.1)
	if s.copier.rest != nil {
		t.Error("it waits for the pen without being told")
	}
	s.SetCopiesAlone(true)
	if !s.CopiesAlone() {
		t.Fatal("the setting is off")
	}
	for _, c := range []struct {
		a, b float64
		want string
	}{{0.99, 0.1, "가"}, {0.8, 0.1, ""}, {0.99, 0.6, ""}} {
		ranks(c.a, c.b)
		if s.copier.rest == nil {
			t.Fatal("it does not wait for the pen")
		}
		s.rested()
		s.copied(c.want)
		s.rested()
		s.copied("")
		if s.Session.Pad.Empty() {
			t.Error("the drawing is cleared away")
		}
	}
	ranks(0.99, 0.1)
	s.penMoved() // the pen is on the paper again
	s.rested()
	s.copied("")
	s.SetCopiesAlone(false)
	if s.CopiesAlone() {
		t.Error("the setting stays on")
	}
}
