package ui

import (
	"image"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas"
)

const (
	tilePaper  = 80
	tileBlank  = 8
	tileWidth  = tilePaper + 2*tileBlank
	tileNaming = 24 // the line of the name
)

// tile is a drawing on paper with a name under it, or nothing.
type tile struct {
	widget.BaseWidget
	thumb       image.Image
	name, aside string // the aside is small, at the end of the name's line
	caption     bool   // there is a line for the name

	onTapped func()
	onMenu   func(at fyne.Position)
}

var (
	_ fyne.Tappable          = (*tile)(nil)
	_ fyne.SecondaryTappable = (*tile)(nil)
)

func newTile(caption bool) *tile {
	t := &tile{caption: caption}
	t.ExtendBaseWidget(t)
	return t
}

func (t *tile) show(thumb image.Image, name, aside string) {
	if thumb != t.thumb || name != t.name || aside != t.aside {
		t.thumb, t.name, t.aside = thumb, name, aside
		t.Refresh()
	}
}

func (t *tile) Tapped(*fyne.PointEvent)            { t.onTapped() }
func (t *tile) TappedSecondary(e *fyne.PointEvent) { t.onTapped(); t.onMenu(e.AbsolutePosition) }

func (t *tile) CreateRenderer() fyne.WidgetRenderer {
	v := &tileRenderer{
		tile:  t,
		paper: fynecanvas.NewRectangle(nil),
		thumb: &fynecanvas.Image{FillMode: fynecanvas.ImageFillContain},
		name:  newText(smallSize, fyne.TextAlignLeading),
		aside: newText(smallSize-1, fyne.TextAlignTrailing),
	}
	v.paper.CornerRadius, v.paper.StrokeWidth = 6, 1
	v.Refresh()
	return v
}

type tileRenderer struct {
	tile        *tile
	paper       *fynecanvas.Rectangle
	thumb       *fynecanvas.Image
	name, aside *fynecanvas.Text
}

func (v *tileRenderer) MinSize() fyne.Size {
	height := float32(tileWidth)
	if v.tile.caption {
		height += tileNaming
	}
	return fyne.NewSize(tileWidth, height)
}

func (v *tileRenderer) Destroy() {}

func (v *tileRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{v.paper, v.thumb, v.name, v.aside}
}

func (v *tileRenderer) Layout(fyne.Size) {
	place(v.paper, tileBlank, tileBlank, tilePaper, tilePaper)
	place(v.thumb, tileBlank+4, tileBlank+4, tilePaper-8, tilePaper-8)
	width := float32(tilePaper)
	if v.tile.aside != "" {
		width -= textWidth(v.tile.aside, v.aside.TextSize) + 4
	}
	setText(v.name, ellipsize(v.tile.name, smallSize, width), theme.ColorNameForeground)
	setText(v.aside, v.tile.aside, colorMuted)
	top := float32(tileBlank + tilePaper + 4)
	place(v.name, tileBlank, top, width, v.name.MinSize().Height)
	place(v.aside, tileBlank, top+1, tilePaper, v.aside.MinSize().Height)
}

func (v *tileRenderer) Refresh() {
	fill(v.paper, canvas.ColorNamePaper)
	v.paper.StrokeColor = canvas.Color(canvas.ColorNamePaperEdge)
	if v.thumb.Image != v.tile.thumb {
		v.thumb.Image = v.tile.thumb
		v.thumb.Refresh()
	}
	v.Layout(v.tile.Size())
}
