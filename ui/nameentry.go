package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// nameEntry takes a drawing's name. What means nothing to an empty line of text
// is passed on to the drawing.
type nameEntry struct {
	widget.Entry
	onEscape   func()
	onShortcut func(fyne.Shortcut)
}

func newNameEntry() *nameEntry {
	e := &nameEntry{}
	e.Wrapping = fyne.TextWrapOff
	e.Scroll = fyne.ScrollHorizontalOnly
	e.ExtendBaseWidget(e)
	return e
}

func (e *nameEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		e.onEscape()
		return
	}
	e.Entry.TypedKey(k)
}

func (e *nameEntry) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutUndo, *fyne.ShortcutRedo, *desktop.CustomShortcut:
		if e.Text == "" {
			e.onShortcut(s)
			return
		}
	}
	e.Entry.TypedShortcut(s)
}
