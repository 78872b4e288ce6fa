package widget

import (
	"image"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
)

// The measures of a tile.
const (
	tilePaper  = 80
	TileBlank  = 8
	TileWidth  = tilePaper + 2*TileBlank
	TileNaming = 24 // the line of the name
)

// Tile is a drawing on paper with a name under it, or nothing.
type Tile struct {
	widget.BaseWidget
	thumb       image.Image
	name, aside string // the aside is small, at the end of the name's line
	caption     bool   // there is a line for the name

	onTapped func()
	onMenu   func(at fyne.Position)
}

var (
	_ fyne.Tappable          = (*Tile)(nil)
	_ fyne.SecondaryTappable = (*Tile)(nil)
)

func newTile(caption bool) *Tile {
	t := &Tile{caption: caption}
	t.ExtendBaseWidget(t)
	return t
}

// SetDrawing shows a drawing, its name, and small text at the end of the name's line.
func (t *Tile) SetDrawing(thumb image.Image, name, aside string) {
	if thumb != t.thumb || name != t.name || aside != t.aside {
		t.thumb, t.name, t.aside = thumb, name, aside
		t.Refresh()
	}
}

func (t *Tile) Tapped(*fyne.PointEvent)            { t.onTapped() }
func (t *Tile) TappedSecondary(e *fyne.PointEvent) { t.onTapped(); t.onMenu(e.AbsolutePosition) }

func (t *Tile) CreateRenderer() fyne.WidgetRenderer {
	v := &tileRenderer{
		tile:  t,
		paper: fynecanvas.NewRectangle(nil),
		thumb: &fynecanvas.Image{FillMode: fynecanvas.ImageFillContain},
		name:  NewText(SmallSize, fyne.TextAlignLeading),
		aside: NewText(SmallSize-1, fyne.TextAlignTrailing),
	}
	v.paper.CornerRadius, v.paper.StrokeWidth = 6, 1
	v.Refresh()
	return v
}

type tileRenderer struct {
	tile        *Tile
	paper       *fynecanvas.Rectangle
	thumb       *fynecanvas.Image
	name, aside *fynecanvas.Text
}

func (v *tileRenderer) MinSize() fyne.Size {
	height := float32(TileWidth)
	if v.tile.caption {
		height += TileNaming
	}
	return fyne.NewSize(TileWidth, height)
}

func (v *tileRenderer) Destroy() {}

func (v *tileRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{v.paper, v.thumb, v.name, v.aside}
}

func (v *tileRenderer) Layout(fyne.Size) {
	Place(v.paper, TileBlank, TileBlank, tilePaper, tilePaper)
	Place(v.thumb, TileBlank+4, TileBlank+4, tilePaper-8, tilePaper-8)
	width := float32(tilePaper)
	if v.tile.aside != "" {
		width -= TextWidth(v.tile.aside, v.aside.TextSize) + 4
	}
	SetText(v.name, Ellipsize(v.tile.name, SmallSize, width), theme.ColorNameForeground)
	SetText(v.aside, v.tile.aside, uitheme.ColorMuted)
	top := float32(TileBlank + tilePaper + 4)
	Place(v.name, TileBlank, top, width, v.name.MinSize().Height)
	Place(v.aside, TileBlank, top+1, tilePaper, v.aside.MinSize().Height)
}

func (v *tileRenderer) Refresh() {
	SetFill(v.paper, canvas.ColorNamePaper)
	v.paper.StrokeColor = canvas.Color(canvas.ColorNamePaperEdge)
	if v.thumb.Image != v.tile.thumb {
		v.thumb.Image = v.tile.thumb
		v.thumb.Refresh()
	}
	v.Layout(v.tile.Size())
}
