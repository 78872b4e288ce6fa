package widget

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"github.com/oneglyph/oneglyph/canvas"
)

// The measures of a page, in steps of 8 but for what Fyne's own widgets leave blank.
const (
	Margin = 24 // around a page
	Gutter = 40 // between its columns
	Gap    = 16 // between the parts of a column
	// ButtonBlank and SliderBlank are what a flat button and a slider leave blank at
	// their sides: to stand flush they are laid out this much further out.
	ButtonBlank = 8
	SliderBlank = 15
	ScrollLane  = 12 // of a column, for its scroll bar
)

// SetFill paints a rectangle in a colour of the theme, and repaints it if that is another.
func SetFill(r *fynecanvas.Rectangle, name fyne.ThemeColorName) {
	if c := canvas.Color(name); r.FillColor != c {
		r.FillColor = c
		r.Refresh()
	}
}

// SetVisible shows or hides an object.
func SetVisible(o fyne.CanvasObject, visible bool) {
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
}

// Relayout lays out a container again, some of which has come or gone. Fyne does that
// for what comes, and not always for what goes.
func Relayout(c *fyne.Container) { c.Layout.Layout(c.Objects, c.Size()) }

// Place moves and sizes an object.
func Place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// Enable makes a widget usable or not.
func Enable(b fyne.Disableable, enabled bool) {
	if enabled {
		b.Enable()
	} else {
		b.Disable()
	}
}
