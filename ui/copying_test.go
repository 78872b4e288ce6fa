package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// answers ranks the classes with such similarities, in that order.
func (s *stage) answers(similarities ...float64) {
	s.t.Helper()
	var matches []model.Match
	for i, c := range s.session.Gallery().Classes() {
		if i < len(similarities) {
			matches = append(matches, model.Match{Class: c.ID, Example: c.Examples[0].ID, Similarity: similarities[i]})
		}
	}
	s.ranker.answer(model.Answer{Generation: s.ranker.latest(), Matches: matches, Threshold: 0.5})
}

func clipboard() string { return fyne.CurrentApp().Clipboard().Content() }

func (s *stage) copied(want string) {
	s.t.Helper()
	if got := clipboard(); got != want {
		s.t.Errorf("%q is on the clipboard, want %q", got, want)
	}
	fyne.CurrentApp().Clipboard().SetContent("")
}

func (s *stage) setText(name, text string) {
	s.t.Helper()
	if err := s.session.Change(gallery.KindText, name, func(g *gallery.Gallery) error { return g.SetText(s.class(name).ID, text) }); err != nil {
		s.t.Fatal(err)
	}
}

// Enter copies the best match and clears the pad, and says so until the next stroke.
func TestEnterCopiesTheMatch(t *testing.T) {
	s := newStage(t, "가", "나")
	s.setText("가", "\\hangul{ga}\n\tx")
	s.draw()
	s.answers(0.9, 0.2)
	s.key(fyne.KeyReturn)
	s.copied("\\hangul{ga}\n\tx")
	if !s.session.Pad.Empty() || s.session.Window.Canvas().Focused() != nil {
		t.Error("the pad is not ready for the next")
	}
	const said = `Copied: \hangul{ga} ⏎  ⇥ x`
	if s.status.Text != said || s.headline.message.note != said {
		t.Errorf("the page says %q and %q", s.status.Text, s.headline.message.note)
	}
	s.draw()
	if s.status.Text == said || s.session.Notice.Line.Visible() {
		t.Error("the next stroke does not end it")
	}
	s.answers(0.9, 0.2)
	s.press(&fyne.ShortcutUndo{})
	s.press(&fyne.ShortcutUndo{})
	if s.session.Pad.Empty() {
		t.Error("the drawing that was copied is not brought back")
	}
}

// Without a match Enter leads to the name, and where one is typed it registers.
func TestEnterNamesWhatIsUnknown(t *testing.T) {
	s := newStage(t, "가")
	s.copied("")
	s.draw()
	s.answers(0.3)
	s.key(fyne.KeyReturn)
	if s.session.Window.Canvas().Focused() != s.name || s.session.Pad.Empty() {
		t.Error("Enter does not lead to the name")
	}
	s.copied("")
	test.Type(s.name, "new")
	s.key(fyne.KeyReturn)
	if s.class("new").ID == 0 {
		t.Error("it is not registered")
	}
	s.copied("")

	s.draw()
	s.answers(0.9)
	test.Type(s.name, "x")
	s.session.Window.Canvas().Unfocus()
	s.key(fyne.KeyReturn)
	s.copied("")
	if s.class("x").ID == 0 {
		t.Error("a match is copied in place of a name that was begun")
	}
}

// Whoever is faster than the network gets what was drawn, not what was there before.
func TestEnterWaitsForTheAnswer(t *testing.T) {
	s := newStage(t, "가", "나")
	s.draw()
	s.answers(0.9, 0.2)
	s.draw()
	s.key(fyne.KeyReturn)
	s.copied("")
	s.answers(0.1, 0.8) // in the gallery's order: the first is no match
	if s.session.Pad.Empty() {
		t.Fatal("no match clears the pad")
	}
	s.session.Window.Canvas().Unfocus()
	s.draw()
	s.key(fyne.KeyReturn)
	s.draw() // which calls it off
	s.answers(0.9, 0.1)
	s.copied("")
	s.key(fyne.KeyReturn)
	s.copied("가")
}

// Ctrl and a number copies that row, from the name field too, which takes nothing of it.
func TestRowsAreCopied(t *testing.T) {
	s := newStage(t, "가", "나", "다")
	s.draw()
	s.answers(0.9, 0.2, 0.1)
	s.press(rowKeys()[1])
	s.copied("나")
	if s.session.Pad.Empty() {
		t.Error("the drawing is cleared away")
	}
	s.press(rowKeys()[8])
	s.copied("")
	s.session.Window.Canvas().Focus(s.name)
	test.Type(s.name, "ab")
	s.press(rowKeys()[2])
	s.copied("다")
	if s.name.Text != "ab" {
		t.Errorf("the name is %q", s.name.Text)
	}
	s.name.SetText("")
	s.session.Window.Canvas().Unfocus()
	for _, r := range s.ranking.rows {
		if r.standing.name == "나" {
			test.Tap(r)
		}
	}
	s.copied("나")
	s.key(fyne.KeyEscape)
	s.press(rowKeys()[0]) // of the list of all classes
	s.copied("다")

	s.w.tabs.choose(galleryPage)
	s.press(rowKeys()[0])
	s.copied("")
	s.press(uiwidget.Page(1))
	if s.w.tabs.front() != s.w.draw {
		t.Error("the page's keys do not lead there")
	}
}

// Where that is wanted a sure match is copied once the pen rests, once for each drawing.
func TestCopiesAlone(t *testing.T) {
	s := newStage(t, "가", "나")
	ranks := func(a, b float64) {
		s.key(fyne.KeyEscape)
		s.draw()
		s.answers(a, b)
	}
	ranks(0.99, 0.1)
	if s.copier.rest != nil {
		t.Error("it waits for the pen without being told")
	}
	s.w.copyAloneItem().Action()
	if !s.w.copyAloneItem().Checked {
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
		if s.session.Pad.Empty() {
			t.Error("the drawing is cleared away")
		}
	}
	ranks(0.99, 0.1)
	s.penMoved() // the pen is on the paper again
	s.rested()
	s.copied("")
	s.w.copyAloneItem().Action()
	if s.w.copyAloneItem().Checked {
		t.Error("the setting stays on")
	}
}

// The text to copy is a step like others, and what is too long is refused in words.
func TestTextIsEdited(t *testing.T) {
	s := newStage(t, "가")
	s.w.tabs.choose(galleryPage)
	s.w.gallery.Reveal(s.class("가").ID)
	pane := s.w.gallery.pane
	edit := func(text string) {
		t.Helper()
		test.Tap(pane.text)
		entry := found[*textEntry](s)[0]
		if entry.Text != s.class("가").Text || entry.PlaceHolder != "가" {
			t.Errorf("the field holds %q, %q", entry.Text, entry.PlaceHolder)
		}
		entry.SetText(text)
		s.answerQuestion("Apply")
	}
	edit("line\nline")
	if got := s.class("가").Text; got != "line\nline" {
		t.Errorf("the text is %q", got)
	}
	if got := pane.about.String(); !strings.Contains(got, "copied as line ⏎ line") {
		t.Errorf("the page says %q", got)
	}
	s.press(&fyne.ShortcutUndo{})
	if got := s.class("가").Text; got != "" {
		t.Errorf("undone: %q", got)
	}
	if got := s.session.Notice.Label.Text; !strings.Contains(got, "Change the text of “가”") {
		t.Errorf("the notice says %q", got)
	}
	s.press(&fyne.ShortcutRedo{})
	if got := s.class("가").Text; got != "line\nline" {
		t.Errorf("redone: %q", got)
	}
	edit(strings.Repeat("x", 2001))
	if q := s.session.Question(); q == nil || !strings.Contains(test.RenderObjectToMarkup(q.Popup), "at most 2,000 characters") {
		t.Error("too long a text is not refused in words")
	}
	s.key(fyne.KeyEscape)
	if s.session.Question() != nil {
		t.Error("Esc does not leave the question")
	}
}
