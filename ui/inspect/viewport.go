package inspect

import (
	"image"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// viewport shows a painted picture and reports where it is pointed at.
type viewport struct {
	widget.BaseWidget
	picture *fynecanvas.Image
	lens    *fynecanvas.Image // over it, what is pointed at enlarged
	room    float32           // the least height
	spots   []spot

	onSize func()
	onOver func(at fyne.Position, over bool)
	onTap  func(at fyne.Position)
}

var (
	_ desktop.Hoverable  = (*viewport)(nil)
	_ fyne.Tappable      = (*viewport)(nil)
	_ desktop.Cursorable = (*viewport)(nil)
)

func newViewport() *viewport {
	v := &viewport{}
	v.prepare()
	v.ExtendBaseWidget(v)
	return v
}

func (v *viewport) prepare() {
	v.picture = &fynecanvas.Image{ScaleMode: fynecanvas.ImageScaleFastest}
	v.lens = &fynecanvas.Image{ScaleMode: fynecanvas.ImageScaleFastest}
	v.lens.Hide()
	v.onSize, v.onOver, v.onTap = func() {}, func(fyne.Position, bool) {}, func(fyne.Position) {}
}

// show takes a picture so many of Fyne's units large.
func (v *viewport) show(img image.Image, size fyne.Size, spots []spot) {
	v.spots = spots
	v.picture.Image = img
	v.picture.Resize(size)
	v.picture.Refresh()
	if v.room != size.Height {
		v.room = size.Height
		v.Refresh()
	}
}

// enlarge shows a picture near a place; nil: none.
func (v *viewport) enlarge(img image.Image, at fyne.Position, side float32) {
	if img == nil {
		if v.lens.Visible() {
			v.lens.Hide()
		}
		return
	}
	x := at.X + 16
	if x+side > v.Size().Width {
		x = at.X - 16 - side
	}
	y := max(at.Y-side/2, 0)
	v.lens.Image = img
	v.lens.Move(fyne.NewPos(max(x, 0), y))
	v.lens.Resize(fyne.NewSquareSize(side))
	v.lens.Show()
	v.lens.Refresh()
}

// spotAt is what is pointed at, or nil.
func (v *viewport) spotAt(at fyne.Position) *spot {
	for i := len(v.spots) - 1; i >= 0; i-- {
		s := &v.spots[i]
		if at.X >= s.x && at.Y >= s.y && at.X < s.x+s.w && at.Y < s.y+s.h {
			return s
		}
	}
	return nil
}

func (v *viewport) MouseIn(e *desktop.MouseEvent)    { v.onOver(e.Position, true) }
func (v *viewport) MouseMoved(e *desktop.MouseEvent) { v.onOver(e.Position, true) }
func (v *viewport) MouseOut()                        { v.onOver(fyne.Position{}, false) }
func (v *viewport) Tapped(e *fyne.PointEvent)        { v.onTap(e.Position) }
func (v *viewport) Cursor() desktop.Cursor           { return desktop.DefaultCursor }

func (v *viewport) CreateRenderer() fyne.WidgetRenderer { return &viewportRenderer{v} }

type viewportRenderer struct{ view *viewport }

func (r *viewportRenderer) MinSize() fyne.Size { return fyne.NewSize(80, r.view.room) }
func (r *viewportRenderer) Layout(fyne.Size)   { r.view.onSize() }
func (r *viewportRenderer) Refresh()           { r.view.picture.Refresh() }
func (r *viewportRenderer) Destroy()           {}
func (r *viewportRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.view.picture, r.view.lens}
}

// mapport is a viewport whose picture can be pulled and zoomed.
type mapport struct {
	viewport
	onPull func(dx, dy float32)
	onZoom func(factor float32, at fyne.Position)
}

var (
	_ fyne.Draggable  = (*mapport)(nil)
	_ fyne.Scrollable = (*mapport)(nil)
)

func newMapport() *mapport {
	m := &mapport{onPull: func(float32, float32) {}, onZoom: func(float32, fyne.Position) {}}
	m.prepare()
	m.ExtendBaseWidget(m)
	return m
}

func (m *mapport) Dragged(e *fyne.DragEvent) { m.onPull(e.Dragged.DX, e.Dragged.DY) }
func (m *mapport) DragEnd()                  {}

func (m *mapport) Scrolled(e *fyne.ScrollEvent) {
	const perUnit = 1.01
	factor := float32(1)
	for range int(abs(e.Scrolled.DY)) {
		factor *= perUnit
	}
	if e.Scrolled.DY < 0 {
		factor = 1 / factor
	}
	m.onZoom(min(max(factor, 0.5), 2), e.Position)
}

func (m *mapport) CreateRenderer() fyne.WidgetRenderer { return &viewportRenderer{&m.viewport} }
