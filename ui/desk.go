package ui

import "fyne.io/fyne/v2"

const (
	margin = 24 // around the page
	gutter = 40 // between the pad and the answers
	gap    = 16
	// padShare is the pad's share of the width, unless the height sets its side.
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
	side := max(min(height-gap-toolsHeight, (width-gutter)*padShare), tools.MinSize().Width)
	place(pad, margin, 0, side, side)
	// What the tools leave blank around themselves stands out beyond the pad.
	place(tools, margin-buttonBlank, side+gap, side+buttonBlank+sliderBlank, toolsHeight)
	place(answers, margin+side+gutter, 0, width-side-gutter, height)
}

// toolLine lays tools out from the left, except the last two, a word and its
// slider, at the right end.
type toolLine struct{}

const leastSlider, longestSlider = 72, 144

func (toolLine) MinSize(o []fyne.CanvasObject) (size fyne.Size) {
	for _, tool := range o[:len(o)-1] {
		least := tool.MinSize()
		size.Width += least.Width
		size.Height = max(size.Height, least.Height)
	}
	size.Width += leastSlider
	return size
}

func (toolLine) Layout(o []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for _, tool := range o[:len(o)-2] {
		width := tool.MinSize().Width
		place(tool, x, 0, width, size.Height)
		x += width
	}
	word, slider := o[len(o)-2], o[len(o)-1]
	width := word.MinSize().Width
	length := min(size.Width-x-width, longestSlider)
	place(slider, size.Width-length, 0, length, size.Height)
	place(word, size.Width-length-width, 0, width, size.Height)
}
