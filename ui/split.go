package ui

import "fyne.io/fyne/v2"

const (
	paneShare  = 0.36
	widestPane = 480
	// A pane that has its words whole takes up to leastShare of a narrow window.
	leastPane  = 328
	leastShare = 0.4
)

// split lays four objects out: a line on top of a list on top of tools at the
// left, and a pane at the right.
type split struct{}

func (split) MinSize(o []fyne.CanvasObject) fyne.Size {
	top, list, tools, pane := o[0].MinSize(), o[1].MinSize(), o[2].MinSize(), o[3].MinSize()
	return fyne.NewSize(
		max(top.Width, list.Width, tools.Width)+gutter+pane.Width+2*margin,
		max(top.Height+gap+list.Height+tools.Height, pane.Height)+margin,
	)
}

func (split) Layout(o []fyne.CanvasObject, size fyne.Size) {
	top, list, tools, pane := o[0], o[1], o[2], o[3]
	height := size.Height - margin
	aside := max(min(size.Width*paneShare, widestPane), min(size.Width*leastShare, leastPane), pane.MinSize().Width)
	width := size.Width - 2*margin - gutter - aside
	head, foot := top.MinSize().Height, tools.MinSize().Height
	place(top, margin, 0, width, head)
	// Tiles leave some blank around themselves, which stands out beyond the list.
	place(list, margin-tileBlank, head+gap, width+tileBlank, height-head-gap-foot)
	place(tools, margin-buttonBlank, height-foot, width+buttonBlank, foot)
	place(pane, margin+width+gutter, 0, aside, height)
}
