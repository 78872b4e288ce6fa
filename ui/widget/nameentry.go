package widget

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model/gallery"
)

// NameEntry takes a drawing's name, no longer than one can be. Keys that mean nothing
// to a line of text, or to an empty one, are passed on.
type NameEntry struct {
	widget.Entry
	OnEscape   func()
	OnKey      func(*fyne.KeyEvent) // F1; may be nil
	OnShortcut func(fyne.Shortcut)  // may be nil
}

// NewNameEntry returns an empty field. OnEscape has to be set before it is used.
func NewNameEntry() *NameEntry {
	e := &NameEntry{}
	e.Wrapping = fyne.TextWrapOff
	e.Scroll = fyne.ScrollVerticalOnly // follows the cursor all the same, with no bar under the line
	e.ExtendBaseWidget(e)
	return e
}

func (e *NameEntry) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyEscape:
		e.OnEscape()
	case k.Name == fyne.KeyF1 && e.OnKey != nil:
		e.OnKey(k)
	default:
		e.Entry.TypedKey(k)
	}
}

func (e *NameEntry) TypedShortcut(s fyne.Shortcut) {
	passed := false
	switch s := s.(type) {
	case *fyne.ShortcutPaste:
		text := gallery.Beginning(s.Clipboard.Content(), e.length())
		e.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipping{s.Clipboard, text}})
		return
	case *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		passed = e.Text == ""
	case *desktop.CustomShortcut:
		passed = e.Text == "" || s.KeyName != fyne.KeyZ // text has a redo of its own
	}
	if passed && e.OnShortcut != nil {
		e.OnShortcut(s)
		return
	}
	e.Entry.TypedShortcut(s)
}

// TypedRune takes no more than a name can hold.
func (e *NameEntry) TypedRune(r rune) {
	if gallery.Beginning("x", e.length()) != "" {
		e.Entry.TypedRune(r)
	}
}

// length counts the characters that stay when something is typed.
func (e *NameEntry) length() int {
	return utf8.RuneCountInString(e.Text) - utf8.RuneCountInString(e.SelectedText())
}

// clipping is a clipboard with a text in place of its own.
type clipping struct {
	fyne.Clipboard
	text string
}

func (c clipping) Content() string { return c.text }
