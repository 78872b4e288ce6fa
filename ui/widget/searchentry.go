package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// SearchEntry takes a part of a name to look for. Esc empties it, then leaves.
type SearchEntry struct {
	NameEntry
	OnLeave func()
}

// NewSearchEntry returns an empty field. OnLeave has to be set before it is used.
func NewSearchEntry(invitation string) *SearchEntry {
	e := &SearchEntry{}
	e.Wrapping = fyne.TextWrapOff
	e.Scroll = fyne.ScrollVerticalOnly
	e.PlaceHolder = invitation
	e.Icon = theme.SearchIcon()
	e.OnEscape = func() {
		if e.Text != "" {
			e.SetText("")
			return
		}
		e.OnLeave()
	}
	e.OnSubmitted = func(string) { e.OnLeave() }
	e.ExtendBaseWidget(e)
	return e
}

func (e *SearchEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyDown {
		e.OnLeave()
		return
	}
	e.NameEntry.TypedKey(k)
}
