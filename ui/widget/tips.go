package widget

import (
	"time"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"github.com/oneglyph/oneglyph/canvas"
)

const (
	tipRest   = 600 * time.Millisecond // of the pointer on a button, before it is told
	tipGap    = 4                      // to the button and to the layer's edges
	tipMargin = 8                      // beside the text
)

// Tips explains the button under the pointer, in a layer to be stacked over
// what holds the buttons. The layer takes no events.
type Tips struct {
	Layer *fyne.Container
	back  *fynecanvas.Rectangle
	text  *fynecanvas.Text
	over  *TipButton // that the pointer is on and that has not been used; nil: none
	stop  func()     // the wait for the pointer's rest; nil: there is none

	Shortcuts func() []Shortcut                         // that hold now; nil: none
	After     func(time.Duration, func()) (stop func()) // calls back on Fyne's goroutine
}

// NewTips returns a layer that shows nothing yet.
func NewTips(after func(time.Duration, func()) (stop func())) *Tips {
	t := &Tips{back: fynecanvas.NewRectangle(nil), text: NewText(SmallSize, fyne.TextAlignCenter), After: after}
	t.back.CornerRadius, t.back.StrokeWidth = 6, 1
	t.Layer = container.NewWithoutLayout(t.back, t.text)
	t.Hide()
	return t
}

// await explains a button once the pointer has rested on it.
func (t *Tips) await(b *TipButton) {
	t.Hide()
	t.over = b
	t.stop = t.After(tipRest, func() {
		if t.over == b {
			t.show()
		}
	})
}

// Hide takes away the tip that is shown, or about to be.
func (t *Tips) Hide() {
	if t.stop != nil {
		t.stop()
	}
	t.over, t.stop = nil, nil
	t.Layer.Hide()
}

// show explains the button that the pointer is on: under it, or over it where
// there is no room.
func (t *Tips) show() {
	text := t.wording(t.over)
	if text == "" {
		return
	}
	SetText(t.text, text, theme.ColorNameForeground)
	t.back.StrokeColor = canvas.Color(theme.ColorNameInputBorder)
	SetFill(t.back, theme.ColorNameMenuBackground)
	t.Layer.Show() // what is hidden has no position

	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(t.over).Subtract(driver.AbsolutePositionForObject(t.Layer))
	line := t.text.MinSize()
	size, room := line.AddWidthHeight(2*tipMargin, tipMargin), t.Layer.Size()
	x := max(min(at.X+(t.over.Size().Width-size.Width)/2, room.Width-size.Width-tipGap), tipGap)
	y := at.Y + t.over.Size().Height + tipGap
	if y+size.Height > room.Height {
		y = at.Y - tipGap - size.Height
	}
	Place(t.back, x, y, size.Width, size.Height)
	Place(t.text, x, y+tipMargin/2, size.Width, line.Height)
	t.over.Refresh() // has the window painted, which does not know yet what was hidden from its beginning
}

// wording is a button's label with the keys that do the same. A button that has
// its label on it is told of for its keys alone; empty if it has none.
func (t *Tips) wording(b *TipButton) string {
	if t.Shortcuts != nil {
		for _, s := range t.Shortcuts() {
			if s.Name == b.Label {
				return b.Label + " · " + s.KeyNames()
			}
		}
	}
	if b.Text != "" {
		return ""
	}
	return b.Label
}

var _ desktop.Hoverable = (*TipButton)(nil)
