package health

import (
	"image"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// The measures of a couple of drawings with two lines under it.
const (
	paperSide   = 60
	paperGap    = 8
	coupleWidth = 2*paperSide + paperGap
	lineHeight  = 18
)

var coupleSize = fyne.NewSize(coupleWidth+8, paperSide+4+2*lineHeight+8)

// picture is a drawing on paper that leads somewhere, by a tap or by Enter.
type picture struct {
	widget.BaseWidget
	name             string // of its class
	thumb            image.Image
	onTapped         func()
	onKey            func(*fyne.KeyEvent) // takes what leads nowhere
	focused, hovered bool
}

var (
	_ fyne.Focusable     = (*picture)(nil)
	_ desktop.Hoverable  = (*picture)(nil)
	_ desktop.Cursorable = (*picture)(nil)
)

func newPicture(name string, thumb image.Image, tapped func(), key func(*fyne.KeyEvent)) *picture {
	p := &picture{name: name, thumb: thumb, onTapped: tapped, onKey: key}
	p.ExtendBaseWidget(p)
	return p
}

func (p *picture) Tapped(*fyne.PointEvent)        { p.onTapped() }
func (p *picture) Cursor() desktop.Cursor         { return desktop.PointerCursor }
func (p *picture) MouseIn(*desktop.MouseEvent)    { p.hovered = true; p.Refresh() }
func (p *picture) MouseMoved(*desktop.MouseEvent) {}
func (p *picture) MouseOut()                      { p.hovered = false; p.Refresh() }
func (p *picture) FocusGained()                   { p.focused = true; p.Refresh() }
func (p *picture) FocusLost()                     { p.focused = false; p.Refresh() }
func (p *picture) TypedRune(rune)                 {}
func (p *picture) AccessibilityLabel() string     { return p.name }

func (p *picture) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.onTapped()
	default:
		p.onKey(k)
	}
}

func (p *picture) CreateRenderer() fyne.WidgetRenderer {
	r := &pictureRenderer{
		picture: p, paper: fynecanvas.NewRectangle(nil),
		ink: &fynecanvas.Image{FillMode: fynecanvas.ImageFillContain, Image: p.thumb},
	}
	r.paper.CornerRadius = 6
	r.Refresh()
	return r
}

type pictureRenderer struct {
	picture *picture
	paper   *fynecanvas.Rectangle
	ink     *fynecanvas.Image
}

func (r *pictureRenderer) MinSize() fyne.Size           { return fyne.NewSquareSize(paperSide) }
func (r *pictureRenderer) Destroy()                     {}
func (r *pictureRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.paper, r.ink} }

func (r *pictureRenderer) Layout(size fyne.Size) {
	uiwidget.Place(r.paper, 0, 0, size.Width, size.Height)
	uiwidget.Place(r.ink, 4, 4, size.Width-8, size.Height-8)
}

func (r *pictureRenderer) Refresh() {
	edge, width := canvas.ColorNamePaperEdge, float32(1)
	if r.picture.focused || r.picture.hovered {
		edge, width = theme.ColorNameForeground, 2
	}
	r.paper.FillColor, r.paper.StrokeColor, r.paper.StrokeWidth = canvas.Color(canvas.ColorNamePaper), canvas.Color(edge), width
	r.paper.Refresh()
}

// newCouple puts two drawings side by side over a line of names and one of how alike
// they are.
func newCouple(a, b *picture, names, alike string) fyne.CanvasObject {
	first, second := uiwidget.NewText(uiwidget.SmallSize, fyne.TextAlignLeading), uiwidget.NewText(uiwidget.SmallSize, fyne.TextAlignLeading)
	uiwidget.SetText(first, names, theme.ColorNameForeground)
	uiwidget.SetText(second, alike, uitheme.ColorMuted)
	return container.New(couple{}, a, b, first, second)
}

// couple lays out what newCouple puts together.
type couple struct{}

func (couple) MinSize([]fyne.CanvasObject) fyne.Size { return coupleSize }

func (couple) Layout(o []fyne.CanvasObject, _ fyne.Size) {
	uiwidget.Place(o[0], 0, 0, paperSide, paperSide)
	uiwidget.Place(o[1], paperSide+paperGap, 0, paperSide, paperSide)
	uiwidget.Place(o[2], 0, paperSide+4, coupleWidth, lineHeight)
	uiwidget.Place(o[3], 0, paperSide+4+lineHeight, coupleWidth, lineHeight)
}

// joined writes two names with something between them, cut to what is left to each by
// the other, half of the width at least.
func joined(a, between, b string) string {
	room := coupleWidth - uiwidget.TextWidth(between, uiwidget.SmallSize)
	left, right := uiwidget.TextWidth(uiwidget.Readable(a), uiwidget.SmallSize), uiwidget.TextWidth(uiwidget.Readable(b), uiwidget.SmallSize)
	return uiwidget.Ellipsize(a, uiwidget.SmallSize, max(room/2, room-right)) + between + uiwidget.Ellipsize(b, uiwidget.SmallSize, max(room/2, room-left))
}
