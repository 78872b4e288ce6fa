package page

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"github.com/oneglyph/oneglyph/canvas"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// veil hides what is under the cover.
func veil() fyne.CanvasObject {
	r := fynecanvas.NewRectangle(canvas.Color(theme.ColorNameInputBackground))
	r.StrokeColor, r.StrokeWidth, r.CornerRadius = canvas.Color(theme.ColorNameInputBorder), 1, 8
	return r
}

// middle puts one object into the middle, no wider than a line is read.
type middle struct{}

func (middle) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastView, o[0].MinSize().Height)
}

func (middle) Layout(o []fyne.CanvasObject, size fyne.Size) {
	const widest = 360
	width := min(size.Width-2*uiwidget.Gap, widest)
	o[0].Resize(fyne.NewSize(width, size.Height)) // wraps the text
	height := o[0].MinSize().Height
	uiwidget.Place(o[0], (size.Width-width)/2, (size.Height-height)/2, width, height)
}

// slim makes a bar as thin as those of the ranking.
type slim struct{}

const barHeight = 6

func (slim) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(80, 3*barHeight) }

func (slim) Layout(o []fyne.CanvasObject, size fyne.Size) {
	uiwidget.Place(o[0], 0, (size.Height-barHeight)/2, size.Width, barHeight)
}
