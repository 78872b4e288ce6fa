package gallery

import (
	"fyne.io/fyne/v2"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	paneShare  = 0.36
	widestPane = 480
	// A pane that has its words whole takes up to leastShare of a narrow window.
	leastPane  = 328
	leastShare = 0.4
)

// galleryLayout lays four objects out: a line on top of a list on top of tools at the
// left, and a pane at the right.
type galleryLayout struct{}

func (galleryLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	top, list, tools, pane := o[0].MinSize(), o[1].MinSize(), o[2].MinSize(), o[3].MinSize()
	return fyne.NewSize(
		max(top.Width, list.Width, tools.Width)+uiwidget.Gutter+pane.Width+2*uiwidget.Margin,
		max(top.Height+uiwidget.Gap+list.Height+tools.Height, pane.Height)+uiwidget.Margin,
	)
}

func (galleryLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	top, list, tools, pane := o[0], o[1], o[2], o[3]
	height := size.Height - uiwidget.Margin
	aside := max(min(size.Width*paneShare, widestPane), min(size.Width*leastShare, leastPane), pane.MinSize().Width)
	width := size.Width - 2*uiwidget.Margin - uiwidget.Gutter - aside
	head, foot := top.MinSize().Height, tools.MinSize().Height
	uiwidget.Place(top, uiwidget.Margin, 0, width, head)
	// Tiles leave some blank around themselves, which stands out beyond the list.
	uiwidget.Place(list, uiwidget.Margin-uiwidget.TileBlank, head+uiwidget.Gap, width+uiwidget.TileBlank, height-head-uiwidget.Gap-foot)
	uiwidget.Place(tools, uiwidget.Margin-uiwidget.ButtonBlank, height-foot, width+uiwidget.ButtonBlank, foot)
	uiwidget.Place(pane, uiwidget.Margin+width+uiwidget.Gutter, 0, aside, height)
}
