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

// beside lays out a column next to what takes the rest.
type beside struct{}

const (
	asideShare          = 0.34
	leastSide, mostSide = 200, 296
	besideGap           = 24
)

func (beside) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(leastSide+besideGap+b.Width, max(a.Height, b.Height))
}

func (beside) Layout(o []fyne.CanvasObject, size fyne.Size) {
	first := min(max(size.Width*asideShare, leastSide), mostSide)
	uiwidget.Place(o[0], 0, 0, first, size.Height)
	uiwidget.Place(o[1], first+besideGap, 0, size.Width-first-besideGap, size.Height)
}

// aside stacks a number, a drawing that takes what room there is, a verdict, a ranking
// and, at the bottom, a score.
type aside struct{}

const (
	asideNumber, asideVerdict, asideRanking = 32, 40, 60
	leastQuery, mostQuery                   = 40, 200
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
