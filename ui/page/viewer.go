package page

import (
	"image"
	"slices"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

const (
	zoomStep = 1.25
	// nearest is the largest zoom, in Fyne's units to a pixel.
	nearest = 8
	// leastView is the least side of what shows the page.
	leastView = 200
)

// viewer shows a picture with boxes over it, which can be moved about and enlarged.
type viewer struct {
	widget.BaseWidget
	onTapped func(glyph int) // -1 for a place without one
	image    image.Image
	boxes    []box
	usual    int // height of a box, in pixels
	chosen   int
	zoom     float32 // Fyne's units to a pixel; 0 shows the whole page
	scroll   *container.Scroll
	sheet    *sheet
}

func newViewer(onTapped func(int)) *viewer {
	v := &viewer{onTapped: onTapped, chosen: -1}
	v.sheet = newSheet(v)
	v.scroll = container.NewScroll(v.sheet)
	v.scroll.OnScrolled = func(fyne.Position) { v.sheet.Refresh() }
	v.ExtendBaseWidget(v)
	return v
}

// show shows another picture, all of it.
func (v *viewer) show(img image.Image) {
	v.image, v.boxes, v.chosen = img, nil, -1
	v.fit()
}

// mark shows boxes, one of them chosen.
func (v *viewer) mark(boxes []box, chosen int) {
	heights := make([]int, len(boxes))
	for i, b := range boxes {
		heights[i] = b.rect.Dy()
	}
	slices.Sort(heights)
	v.boxes, v.chosen, v.usual = boxes, chosen, 0
	if n := len(heights); n > 0 {
		v.usual = heights[n/2]
	}
	v.sheet.Refresh()
}

// fit shows the whole page.
func (v *viewer) fit() {
	v.zoom = 0
	v.scroll.Offset = fyne.Position{}
	v.relayout()
}

// scale is Fyne's units to a pixel.
func (v *viewer) scale() float32 {
	if v.zoom > 0 || v.image == nil {
		return max(v.zoom, 0.001)
	}
	size, b := v.scroll.Size(), v.image.Bounds()
	return max(min(size.Width/float32(b.Dx()), size.Height/float32(b.Dy())), 0.001)
}

// zoomBy enlarges what is in sight about its middle.
func (v *viewer) zoomBy(factor float32) {
	size := v.scroll.Size()
	v.zoomAbout(factor, fyne.NewPos(size.Width/2, size.Height/2))
}

// zoomAbout enlarges what is in sight about a place in it.
func (v *viewer) zoomAbout(factor float32, at fyne.Position) {
	if v.image == nil {
		return
	}
	before := v.scale()
	v.zoom = 0
	least := v.scale()
	v.zoom = min(max(before*factor, least), nearest)
	if v.zoom <= least {
		v.zoom = 0 // all of it, also when the window grows
	}
	grown := v.scale() / before
	x, y := v.scroll.Offset.X+at.X, v.scroll.Offset.Y+at.Y
	v.relayout()
	v.scrollTo(x*grown-at.X, y*grown-at.Y)
}

func (v *viewer) relayout() {
	v.sheet.Resize(v.sheet.MinSize())
	v.scroll.Refresh()
	v.sheet.Refresh()
}

// scrollTo moves what is in sight, as far as there is something to see.
func (v *viewer) scrollTo(x, y float32) {
	size, all := v.scroll.Size(), v.sheet.MinSize()
	v.scroll.Offset = fyne.NewPos(min(max(x, 0), max(all.Width-size.Width, 0)), min(max(y, 0), max(all.Height-size.Height, 0)))
	v.scroll.Refresh()
	v.sheet.Refresh()
}

// reveal brings a box into sight.
func (v *viewer) reveal(b image.Rectangle) {
	if v.zoom == 0 {
		return
	}
	s, size, margin := v.scale(), v.scroll.Size(), float32(24)
	x, y := v.scroll.Offset.X, v.scroll.Offset.Y
	x0, y0, x1, y1 := float32(b.Min.X)*s-margin, float32(b.Min.Y)*s-margin, float32(b.Max.X)*s+margin, float32(b.Max.Y)*s+margin
	if x0 < x || x1 > x+size.Width {
		x = (x0+x1)/2 - size.Width/2
	}
	if y0 < y || y1 > y+size.Height {
		y = (y0+y1)/2 - size.Height/2
	}
	v.scrollTo(x, y)
}

func (v *viewer) MinSize() fyne.Size { return fyne.NewSquareSize(leastView) }

func (v *viewer) CreateRenderer() fyne.WidgetRenderer { return &viewerRenderer{v} }

type viewerRenderer struct{ viewer *viewer }

func (r *viewerRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(leastView) }
func (r *viewerRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.viewer.scroll}
}
func (r *viewerRenderer) Destroy() {}
func (r *viewerRenderer) Refresh() { r.viewer.sheet.Refresh() }
func (r *viewerRenderer) Layout(size fyne.Size) {
	r.viewer.scroll.Resize(size)
	r.viewer.relayout()
}

// sheet is the picture, as large as the zoom makes it.
type sheet struct {
	widget.BaseWidget
	viewer *viewer
}

var (
	_ fyne.Tappable      = (*sheet)(nil)
	_ fyne.Draggable     = (*sheet)(nil)
	_ fyne.Scrollable    = (*sheet)(nil)
	_ desktop.Cursorable = (*sheet)(nil)
)

func newSheet(v *viewer) *sheet {
	s := &sheet{viewer: v}
	s.ExtendBaseWidget(s)
	return s
}

func (s *sheet) MinSize() fyne.Size {
	if s.viewer.image == nil {
		return fyne.Size{}
	}
	scale, b := s.viewer.scale(), s.viewer.image.Bounds()
	return fyne.NewSize(float32(b.Dx())*scale, float32(b.Dy())*scale)
}

// Tapped chooses the smallest box under the pointer.
func (s *sheet) Tapped(e *fyne.PointEvent) {
	const slack = 3
	scale := s.viewer.scale()
	best, area := -1, 0
	for i, b := range s.viewer.boxes {
		grown := b.rect.Inset(-int(slack/scale) - 1)
		if image.Pt(int(e.Position.X/scale), int(e.Position.Y/scale)).In(grown) {
			if a := b.rect.Dx() * b.rect.Dy(); best < 0 || a < area {
				best, area = i, a
			}
		}
	}
	s.viewer.onTapped(best)
}

// Dragged moves the page under the pointer.
func (s *sheet) Dragged(e *fyne.DragEvent) {
	at := s.viewer.scroll.Offset
	s.viewer.scrollTo(at.X-e.Dragged.DX, at.Y-e.Dragged.DY)
}

func (s *sheet) DragEnd() {}

// Scrolled enlarges the page with Ctrl, and moves along it without.
func (s *sheet) Scrolled(e *fyne.ScrollEvent) {
	v := s.viewer
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers()&fyne.KeyModifierShortcutDefault != 0 {
		factor := float32(zoomStep)
		if e.Scrolled.DY < 0 {
			factor = 1 / factor
		}
		v.zoomAbout(factor, e.Position.Subtract(v.scroll.Offset))
		return
	}
	at := v.scroll.Offset
	v.scrollTo(at.X-e.Scrolled.DX, at.Y-e.Scrolled.DY)
}

func (s *sheet) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (s *sheet) CreateRenderer() fyne.WidgetRenderer {
	r := &sheetRenderer{sheet: s, page: &fynecanvas.Image{}}
	r.Refresh()
	return r
}
