package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// searchEntry takes a part of a name to look for. Esc empties it, then leaves.
type searchEntry struct {
	nameEntry
	onLeave func()
}

func newSearchEntry(invitation string) *searchEntry {
	e := &searchEntry{}
	e.Wrapping = fyne.TextWrapOff
	e.Scroll = fyne.ScrollVerticalOnly
	e.PlaceHolder = invitation
	e.Icon = theme.SearchIcon()
	e.onEscape = func() {
		if e.Text != "" {
			e.SetText("")
			return
		}
		e.onLeave()
	}
	e.OnSubmitted = func(string) { e.onLeave() }
	e.ExtendBaseWidget(e)
	return e
}

func (e *searchEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyDown {
		e.onLeave()
		return
	}
	e.nameEntry.TypedKey(k)
}
