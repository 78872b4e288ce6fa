package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// What is pasted is cut at what a name can hold before Fyne measures it: a
// megabyte takes it seconds at every letter.
func TestPastedNameIsOneShortLine(t *testing.T) {
	s := newStage(t)
	for _, c := range []struct{ before, selected, pasted, want string }{
		{"", "", "가", "가"},
		{"", "", "two\r\nlines\n", "two lines"},
		{"", "", "a\tb \n c", "a b c"},
		{"", "", "\x1b[31mred", "[31mred"},
		{"", "", "\u1112\u1161\u11ab", "한"},
		{"", "", strings.Repeat("길", 1<<20), strings.Repeat("길", 64)},
		{"", "", strings.Repeat("\n", 1<<20), ""},
		{strings.Repeat("x", 60), "", "abcdefgh", strings.Repeat("x", 60) + "abcd"},
		{strings.Repeat("x", 64), "", "a", strings.Repeat("x", 64)},
		{strings.Repeat("x", 64), "all", "a", "a"},
	} {
		s.name.SetText(c.before)
		s.name.CursorColumn = len(c.before)
		if c.selected != "" {
			s.name.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
		}
		clipboard := test.NewClipboard()
		clipboard.SetContent(c.pasted)
		s.name.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
		if s.name.Text != c.want {
			t.Errorf("%.20q pasted after %.20q is %.80q, not %.80q", c.pasted, c.before, s.name.Text, c.want)
		}
		if clipboard.Content() != c.pasted {
			t.Error("the clipboard has changed")
		}
	}
}

func TestTypedNameHasAnEnd(t *testing.T) {
	s := newStage(t)
	for range 100 {
		s.name.TypedRune('길')
	}
	if s.name.Text != strings.Repeat("길", 64) {
		t.Errorf("a hundred letters typed are %q", s.name.Text)
	}
}
