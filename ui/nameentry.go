package ui

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model/gallery"
)

// nameEntry takes a drawing's name, no longer than one can be. What means nothing to a line of text, or to
// one that is empty, is passed on to the window.
type nameEntry struct {
	widget.Entry
	onEscape   func()
	onKey      func(*fyne.KeyEvent) // F1; may be nil
	onShortcut func(fyne.Shortcut)  // may be nil
}

func newNameEntry() *nameEntry {
	e := &nameEntry{}
	e.Wrapping = fyne.TextWrapOff
	e.Scroll = fyne.ScrollVerticalOnly // follows the cursor all the same, with no bar under the line
	e.ExtendBaseWidget(e)
	return e
}

func (e *nameEntry) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyEscape:
		e.onEscape()
	case k.Name == fyne.KeyF1 && e.onKey != nil:
		e.onKey(k)
	default:
		e.Entry.TypedKey(k)
	}
}

func (e *nameEntry) TypedShortcut(s fyne.Shortcut) {
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
	if passed && e.onShortcut != nil {
		e.onShortcut(s)
		return
	}
	e.Entry.TypedShortcut(s)
}

// TypedRune takes no more than a name can hold.
func (e *nameEntry) TypedRune(r rune) {
	if gallery.Beginning("x", e.length()) != "" {
		e.Entry.TypedRune(r)
	}
}

// length counts the characters that stay when something is typed.
func (e *nameEntry) length() int {
	return utf8.RuneCountInString(e.Text) - utf8.RuneCountInString(e.SelectedText())
}

// clipping is a clipboard with a text in place of its own.
type clipping struct {
	fyne.Clipboard
	text string
}

func (c clipping) Content() string { return c.text }
