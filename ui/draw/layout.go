package draw

import (
	"fyne.io/fyne/v2"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	// padShare is the pad's share of the width, unless the height sets its side or
	// the answers need the room.
	padShare = 0.56
)

// drawLayout lays three objects out: the square pad, the tools under it, and the
// answers at its right.
type drawLayout struct{}

func (drawLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	pad, tools, answers := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	return fyne.NewSize(
		max(pad.Width, tools.Width)+uiwidget.Gutter+answers.Width+2*uiwidget.Margin,
		max(pad.Height+uiwidget.Gap+tools.Height, answers.Height)+uiwidget.Margin,
	)
}

func (drawLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	pad, tools, answers := o[0], o[1], o[2]
	width, height := size.Width-2*uiwidget.Margin, size.Height-uiwidget.Margin
	toolsHeight := tools.MinSize().Height
	side := min(height-uiwidget.Gap-toolsHeight, (width-uiwidget.Gutter)*padShare, width-uiwidget.Gutter-answers.MinSize().Width)
	side = max(side, pad.MinSize().Width, tools.MinSize().Width)
	uiwidget.Place(pad, uiwidget.Margin, 0, side, side)
	// What the tools leave blank around themselves stands out beyond the pad.
	uiwidget.Place(tools, uiwidget.Margin-uiwidget.ButtonBlank, side+uiwidget.Gap, side+uiwidget.ButtonBlank+uiwidget.SliderBlank, toolsHeight)
	uiwidget.Place(answers, uiwidget.Margin+side+uiwidget.Gutter, 0, width-side-uiwidget.Gutter, height)
}
