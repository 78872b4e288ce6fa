package gallery

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/ui/uitest"
)

// The text to copy is a step like others, and what is too long is refused in words.
func TestTextIsEdited(t *testing.T) {
	s := newStage(t, "가")
	s.Reveal(s.Class("가").ID)
	pane := s.pane
	edit := func(text string) {
		t.Helper()
		test.Tap(pane.text)
		entry := uitest.Over[*textEntry](s.Stage)[0]
		if entry.Text != s.Class("가").Text || entry.PlaceHolder != "가" {
			t.Errorf("the field holds %q, %q", entry.Text, entry.PlaceHolder)
		}
		entry.SetText(text)
		s.AnswerQuestion("Apply")
	}
	edit("line\nline")
	if got := s.Class("가").Text; got != "line\nline" {
		t.Errorf("the text is %q", got)
	}
	if got := pane.about.String(); !strings.Contains(got, "copied as line ⏎ line") {
		t.Errorf("the page says %q", got)
	}
	s.Press(&fyne.ShortcutUndo{})
	if got := s.Class("가").Text; got != "" {
		t.Errorf("undone: %q", got)
	}
	if got := s.Session.Notice.Label.Text; !strings.Contains(got, "Change the text of “가”") {
		t.Errorf("the notice says %q", got)
	}
	s.Press(&fyne.ShortcutRedo{})
	if got := s.Class("가").Text; got != "line\nline" {
		t.Errorf("redone: %q", got)
	}
	edit(strings.Repeat("x", 2001))
	if q := s.Session.Question(); q == nil || !strings.Contains(test.RenderObjectToMarkup(q.Popup), "at most 2,000 characters") {
		t.Error("too long a text is not refused in words")
	}
	s.Key(fyne.KeyEscape)
	if s.Session.Question() != nil {
		t.Error("Esc does not leave the question")
	}
}
