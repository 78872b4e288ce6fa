package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Column lays objects out below one another, so that what they show begins at one edge:
// labels and check boxes, which leave blank at their sides, are laid out that much
// further out than buttons, bars and fields.
type Column struct{ Gap float32 }

func (c Column) MinSize(o []fyne.CanvasObject) (size fyne.Size) {
	for i, one := range visible(o) {
		least := one.MinSize()
		size.Width = max(size.Width, least.Width-2*blankOf(one))
		size.Height += least.Height
		if i > 0 {
			size.Height += c.Gap
		}
	}
	return size
}

func (c Column) Layout(o []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, one := range visible(o) {
		blank := blankOf(one)
		one.Resize(fyne.NewSize(size.Width+2*blank, one.Size().Height)) // a label's height follows from its width
		height := one.MinSize().Height
		Place(one, -blank, y, size.Width+2*blank, height)
		y += height + c.Gap
	}
}

// Flush returns an object without what it leaves blank at its sides.
func Flush(o fyne.CanvasObject) fyne.CanvasObject {
	blank := -blankOf(o)
	return container.New(layout.NewCustomPaddedLayout(0, 0, blank, blank), o)
}

// blankOf returns how much an object leaves blank before what it shows.
func blankOf(o fyne.CanvasObject) float32 {
	switch o.(type) {
	case *widget.Label, *widget.RichText:
		return theme.InnerPadding()
	case *widget.Check: // before its box
		return theme.InnerPadding()/2 + theme.InputBorderSize()
	}
	return 0
}

func visible(o []fyne.CanvasObject) (shown []fyne.CanvasObject) {
	for _, one := range o {
		if one.Visible() {
			shown = append(shown, one)
		}
	}
	return shown
}
