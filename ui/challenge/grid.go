package challenge

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// A grid's measures.
const (
	gridColumns, gridRows = 5, 4
	gridGap               = 8
	leastCell, mostCell   = 40, 240
)

// gridWidth returns how wide a grid may be at most, so high.
func gridWidth(height float32) float32 {
	return gridColumns*min((height+gridGap)/gridRows, mostCell+gridGap) - gridGap
}

// gridLayout puts square cells in five columns, as large as there is room for.
type gridLayout struct{}

func (gridLayout) rows(o []fyne.CanvasObject) int {
	return max((len(o)+gridColumns-1)/gridColumns, gridRows)
}

func (l gridLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(gridColumns*(leastCell+gridGap)-gridGap, float32(l.rows(o))*(leastCell+gridGap)-gridGap)
}

func (l gridLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	rows := float32(l.rows(o))
	side := min((size.Width+gridGap)/gridColumns, (size.Height+gridGap)/rows, mostCell+gridGap) - gridGap
	for i, cell := range o {
		uiwidget.Place(cell, float32(i%gridColumns)*(side+gridGap), float32(i/gridColumns)*(side+gridGap), side, side)
	}
}

// cell is a character to choose, with the letter that chooses it.
type cell struct {
	widget.BaseWidget
	letter   string
	glyph    model.Glyph
	frame    fyne.ThemeColorName // "": none
	pointed  bool                // the keys' cursor is here
	onTapped func()
}

var _ desktop.Cursorable = (*cell)(nil)

func newCell(letter string, onTapped func()) *cell {
	c := &cell{letter: letter, onTapped: onTapped}
	c.ExtendBaseWidget(c)
	return c
}

// set shows a character; a frame is a colour of the theme.
func (c *cell) set(g model.Glyph, frame fyne.ThemeColorName, pointed bool) {
	c.glyph, c.frame, c.pointed = g, frame, pointed
	c.Refresh()
}

func (c *cell) Tapped(*fyne.PointEvent) { c.onTapped() }

func (c *cell) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel is the letter that chooses it.
func (c *cell) AccessibilityLabel() string { return c.letter }

func (c *cell) CreateRenderer() fyne.WidgetRenderer {
	r := &cellRenderer{cell: c, tile: uiwidget.NewGlyphTile(leastCell), letter: uiwidget.NewText(11, fyne.TextAlignCenter), paper: fynecanvas.NewRectangle(nil), line: fynecanvas.NewRectangle(nil)}
	r.line.CornerRadius, r.paper.CornerRadius = 2, 4
	r.Refresh()
	return r
}

type cellRenderer struct {
	cell   *cell
	tile   *uiwidget.GlyphTile
	paper  *fynecanvas.Rectangle // under the letter, where ink is
	letter *fynecanvas.Text
	line   *fynecanvas.Rectangle
}

func (r *cellRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(leastCell) }
func (r *cellRenderer) Destroy()           {}

func (r *cellRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.tile, r.paper, r.letter, r.line}
}

func (r *cellRenderer) Layout(size fyne.Size) {
	uiwidget.Place(r.tile, 0, 0, size.Width, size.Height)
	wide := uiwidget.TextWidth(r.cell.letter, 11) + 2 // no more, so that no ink is hidden that may matter
	uiwidget.Place(r.paper, 3, 3, wide, 13)
	uiwidget.Place(r.letter, 3, 2, wide, 15)
	uiwidget.Place(r.line, 8, size.Height-6, size.Width-16, 3)
}

func (r *cellRenderer) Refresh() {
	r.tile.SetGlyph(r.cell.glyph, r.cell.frame)
	uiwidget.SetFill(r.paper, canvas.ColorNamePaper)
	uiwidget.SetText(r.letter, r.cell.letter, canvas.ColorNameInk)
	uiwidget.SetFill(r.line, canvas.ColorNameInk)
	uiwidget.SetVisible(r.line, r.cell.pointed)
}

// The frames of what was right and what was not.
const (
	rightFrame = uitheme.ColorAccent
	wrongFrame = theme.ColorNameError
	otherFrame = uitheme.ColorMuted
)
