package inspect

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const targetSide = 56

// target shows what the drawing is compared with, and how alike they are.
type target struct {
	widget.BaseWidget
	tile       *uiwidget.GlyphTile
	name       string
	similarity string
	some       bool
}

func newTarget() *target {
	t := &target{tile: uiwidget.NewGlyphTile(targetSide)}
	t.ExtendBaseWidget(t)
	return t
}

// show takes a drawing with its name; nil: there is none.
func (t *target) show(g *model.Glyph, name, similarity string) {
	t.some, t.name, t.similarity = g != nil, name, similarity
	if g != nil {
		t.tile.SetGlyph(*g, "")
	}
	t.Refresh()
}

func (t *target) CreateRenderer() fyne.WidgetRenderer {
	r := &targetRenderer{t, uiwidget.NewText(uiwidget.SmallSize, fyne.TextAlignLeading), uiwidget.NewText(theme.TextSize(), fyne.TextAlignLeading), uiwidget.NewText(uiwidget.SmallSize, fyne.TextAlignLeading)}
	r.Refresh()
	return r
}

type targetRenderer struct {
	target                    *target
	caption, name, similarity *fynecanvas.Text
}

func (r *targetRenderer) MinSize() fyne.Size { return fyne.NewSize(targetSide+gap+48, targetSide) }
func (r *targetRenderer) Destroy()           {}

func (r *targetRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.target.tile, r.caption, r.name, r.similarity}
}

func (r *targetRenderer) Layout(size fyne.Size) {
	uiwidget.Place(r.target.tile, 0, 0, targetSide, targetSide)
	width := size.Width - targetSide - gap
	uiwidget.SetText(r.caption, uiwidget.Ellipsize(lang.L("Compared with"), uiwidget.SmallSize, width), uitheme.ColorMuted)
	uiwidget.SetText(r.name, uiwidget.Ellipsize(r.target.name, theme.TextSize(), width), theme.ColorNameForeground)
	uiwidget.SetText(r.similarity, r.target.similarity, uitheme.ColorMuted)
	y := float32(-2)
	for _, text := range []*fynecanvas.Text{r.caption, r.name, r.similarity} {
		height := text.MinSize().Height
		uiwidget.Place(text, targetSide+gap, y, width, height)
		y += height
	}
}

func (r *targetRenderer) Refresh() {
	for _, o := range r.Objects() {
		uiwidget.SetVisible(o, r.target.some)
	}
	r.Layout(r.target.Size())
}

// column lays out what stands beside the view: the pad, square, with the rest under it.
type column struct{}

func (column) MinSize(o []fyne.CanvasObject) (size fyne.Size) {
	for _, one := range o {
		least := one.MinSize()
		size.Width = max(size.Width, least.Width)
		size.Height += least.Height + gap
	}
	size.Width = max(size.Width, padLeast)
	size.Height += padLeast - o[0].MinSize().Height - gap
	return size
}

const padLeast = 240

func (column) Layout(o []fyne.CanvasObject, size fyne.Size) {
	rest := float32(0)
	for _, one := range o[1:] {
		rest += one.MinSize().Height + gap
	}
	side := max(min(size.Width, size.Height-rest), padLeast)
	uiwidget.Place(o[0], 0, 0, side, side)
	y := side + gap
	for i, one := range o[1:] {
		height, out := one.MinSize().Height, float32(0)
		if i == 0 { // the tools, flush with the pad
			out = uiwidget.ButtonBlank
		}
		uiwidget.Place(one, -out, y, size.Width+out, height)
		y += height + gap
	}
}

// bench lays out the page: a column, and the view beside it.
type bench struct{}

func (bench) MinSize(o []fyne.CanvasObject) fyne.Size {
	left, view := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(left.Width+view.Width+uiwidget.Gap+2*uiwidget.Margin, max(left.Height, view.Height)+uiwidget.Margin)
}

func (bench) Layout(o []fyne.CanvasObject, size fyne.Size) {
	inner := size.SubtractWidthHeight(2*uiwidget.Margin, uiwidget.Margin)
	left := min(max(inner.Width*0.26, padLeast), 360)
	between := float32(uiwidget.Gutter)
	if inner.Width < 720 {
		between = uiwidget.Gap
	}
	uiwidget.Place(o[0], uiwidget.Margin, 8, left, inner.Height-8)
	uiwidget.Place(o[1], uiwidget.Margin+left+between, 0, inner.Width-left-between, inner.Height)
}

// whileFront lays the pad out, but not while it lies on the page to draw on.
type whileFront struct{ page *Page }

func (whileFront) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSquareSize(padLeast) }

func (w whileFront) Layout(o []fyne.CanvasObject, size fyne.Size) {
	if w.page.content == nil || !w.page.content.Visible() {
		return
	}
	for _, one := range o {
		uiwidget.Place(one, 0, 0, size.Width, size.Height)
	}
}
