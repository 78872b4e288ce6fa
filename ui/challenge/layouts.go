package challenge

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	leastSide, mostSide = 200, 480 // of a column next to what is looked at
	besideGap           = 24
)

// board lays out a column next to the grid of a trial, as large as there is room for, and
// tools below both. What a very wide window has left stays empty on both sides.
type board struct{}

func (board) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b, tools := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	return fyne.NewSize(max(leastSide+besideGap+b.Width, tools.Width), max(a.Height, b.Height)+besideGap/3+tools.Height)
}

func (board) Layout(o []fyne.CanvasObject, size fyne.Size) {
	tools := o[2].MinSize().Height
	height := size.Height - tools - besideGap/3
	grid := min(gridWidth(height), size.Width-leastSide-besideGap)
	column := min(size.Width-grid-besideGap, mostSide)
	x := (size.Width - column - besideGap - grid) / 2
	uiwidget.Place(o[0], x, 0, column, height)
	uiwidget.Place(o[1], x+column+besideGap, 0, grid, height)
	uiwidget.Place(o[2], x, size.Height-tools, column+besideGap+grid, tools)
}

// centred keeps what is read from being wider than can be read, in the middle.
type centred struct{}

const mostReading = 760

func (centred) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (centred) Layout(o []fyne.CanvasObject, size fyne.Size) {
	width := max(min(size.Width, mostReading), o[0].MinSize().Width)
	uiwidget.Place(o[0], max(size.Width-width, 0)/2, 0, width, size.Height)
}

// aside stacks a number, a drawing that takes what room there is, a verdict, a ranking
// and, at the bottom, a score.
type aside struct{}

const (
	asideNumber, asideVerdict, asideRanking = 32, 40, 60
	leastQuery, mostQuery                   = 40, 280
)

func (aside) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastSide, asideNumber+leastQuery+asideVerdict+asideRanking+o[4].MinSize().Height+12)
}

func (aside) Layout(o []fyne.CanvasObject, size fyne.Size) {
	score := o[4].MinSize().Height
	side := min(max(size.Height-asideNumber-asideVerdict-asideRanking-score-12, leastQuery), mostQuery, size.Width)
	// What labels leave blank at their sides stands out, so that all is flush.
	const blank = 8
	uiwidget.Place(o[0], -blank, 0, size.Width+blank, asideNumber)
	y := float32(asideNumber) + 4
	uiwidget.Place(o[1], 0, y, side, side)
	y += side + 4
	uiwidget.Place(o[2], -blank, y, size.Width+2*blank, asideVerdict)
	uiwidget.Place(o[3], 0, y+asideVerdict, size.Width, asideRanking)
	uiwidget.Place(o[4], 0, size.Height-score, size.Width, score)
}

// places lays a ranking's places out side by side.
type places struct{}

func (places) MinSize(o []fyne.CanvasObject) fyne.Size { return fyne.NewSize(leastSide, asideRanking) }

func (places) Layout(o []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width/ranked, 56)
	for i, one := range o {
		uiwidget.Place(one, float32(i)*width, 0, width-6, size.Height)
	}
}

// place is a class in a ranking: its drawing over how alike it is.
type place struct {
	tile *uiwidget.GlyphTile
	text *fynecanvas.Text
	all  *fyne.Container
}

func newPlace() *place {
	p := &place{tile: uiwidget.NewGlyphTile(32), text: uiwidget.NewText(11, fyne.TextAlignCenter)}
	p.all = container.New(captioned{}, p.tile, p.text)
	return p
}

func (p *place) set(g model.Glyph, frame fyne.ThemeColorName, text string) {
	p.tile.SetGlyph(g, frame)
	uiwidget.SetText(p.text, text, uitheme.ColorMuted)
}

// captioned puts a line under a square.
type captioned struct{}

func (captioned) MinSize(o []fyne.CanvasObject) fyne.Size { return fyne.NewSize(32, 48) }

func (captioned) Layout(o []fyne.CanvasObject, size fyne.Size) {
	side := min(size.Width, size.Height-16)
	uiwidget.Place(o[0], 0, 0, side, side)
	uiwidget.Place(o[1], 0, side+1, side, 15)
}

// newTitle returns a line in large letters.
func newTitle() *widget.Label {
	l := widget.NewLabel("")
	l.SizeName, l.Wrapping = theme.SizeNameHeadingText, fyne.TextWrapWord
	return l
}

// scrolled lets a column scroll, its bar next to it.
func scrolled(column fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, uiwidget.ScrollLane), column))
}

// note is muted text that breaks its lines, so that it never makes the window wider.
func note(text string) fyne.CanvasObject {
	t := uiwidget.NewMuted(text, fyne.TextAlignLeading)
	t.Wrapping = fyne.TextWrapWord
	blank := -theme.InnerPadding()
	return container.New(layout.NewCustomPaddedLayout(-5, -5, blank, blank), t)
}
