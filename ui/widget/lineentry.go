package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// LineEntry is a field of one line that Esc leaves.
type LineEntry struct {
	widget.Entry
	OnEscape func()
}

// NewLineEntry returns an empty field. OnEscape has to be set before it is used.
func NewLineEntry() *LineEntry {
	e := &LineEntry{}
	e.ExtendBaseWidget(e)
	return e
}

func (e *LineEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		e.OnEscape()
		return
	}
	e.Entry.TypedKey(k)
}
