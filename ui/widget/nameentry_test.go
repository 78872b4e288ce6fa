package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// What is pasted is cut at what a name can hold before Fyne measures it: a
// megabyte takes it seconds at every letter.
func TestPastedNameIsOneShortLine(t *testing.T) {
	test.NewTempApp(t)
	e := NewNameEntry()
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
		e.SetText(c.before)
		e.CursorColumn = len(c.before)
		if c.selected != "" {
			e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
		}
		clipboard := test.NewClipboard()
		clipboard.SetContent(c.pasted)
		e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
		if e.Text != c.want {
			t.Errorf("%.20q pasted after %.20q is %.80q, not %.80q", c.pasted, c.before, e.Text, c.want)
		}
		if clipboard.Content() != c.pasted {
			t.Error("the clipboard has changed")
		}
	}
}

func TestTypedNameHasAnEnd(t *testing.T) {
	test.NewTempApp(t)
	e := NewNameEntry()
	for range 100 {
		e.TypedRune('길')
	}
	if e.Text != strings.Repeat("길", 64) {
		t.Errorf("a hundred letters typed are %q", e.Text)
	}
}
