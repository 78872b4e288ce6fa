package ui

import "fyne.io/fyne/v2"

const (
	margin = 24 // around the page
	gutter = 40 // between the pad and the answers
	gap    = 16
	// padShare is the pad's share of the width, unless the height sets its side or
	// the answers need the room.
	padShare    = 0.56
	buttonBlank = 8
	sliderBlank = 15
)

// desk lays three objects out: the square pad, the tools under it, and the
// answers at its right.
type desk struct{}

func (desk) MinSize(o []fyne.CanvasObject) fyne.Size {
	pad, tools, answers := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	return fyne.NewSize(
		max(pad.Width, tools.Width)+gutter+answers.Width+2*margin,
		max(pad.Height+gap+tools.Height, answers.Height)+margin,
	)
}

func (desk) Layout(o []fyne.CanvasObject, size fyne.Size) {
	pad, tools, answers := o[0], o[1], o[2]
	width, height := size.Width-2*margin, size.Height-margin
	toolsHeight := tools.MinSize().Height
	side := min(height-gap-toolsHeight, (width-gutter)*padShare, width-gutter-answers.MinSize().Width)
	side = max(side, pad.MinSize().Width, tools.MinSize().Width)
	place(pad, margin, 0, side, side)
	// What the tools leave blank around themselves stands out beyond the pad.
	place(tools, margin-buttonBlank, side+gap, side+buttonBlank+sliderBlank, toolsHeight)
	place(answers, margin+side+gutter, 0, width-side-gutter, height)
}
