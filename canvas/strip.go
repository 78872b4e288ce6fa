package canvas

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas/ink"
	"github.com/oneglyph/oneglyph/model"
)

const (
	// StripPen is the pen's width on a strip, as a share of its height.
	StripPen = 0.03
	// minStripHeight and minStripWidth are the least that one can write on.
	minStripHeight, minStripWidth = 120, 320
	// longestStrip is how far a row reaches, in heights of the paper.
	longestStrip = 200
)

var (
	_ desktop.Mouseable  = (*Strip)(nil)
	_ desktop.Cursorable = (*Strip)(nil)
	_ fyne.Draggable     = (*Strip)(nil)
	_ fyne.Scrollable    = (*Strip)(nil)
)

// Strip is a wide sheet of paper to write a row on, which reaches further to the right
// than it shows. Strokes are in heights of the paper, from the row's beginning. The
// finished ones belong to whoever shows them.
type Strip struct {
	widget.BaseWidget

	// OnStroke is called with each stroke once it is complete, and OnPen when the pen
	// touches the paper.
	OnStroke func(model.Stroke)
	OnPen    func()
	// OnScrolled is called when another part of the row is in sight, or the same at
	// another size.
	OnScrolled func()
	// Hint is written on blank paper.
	Hint string

	strokes []model.Stroke
	drawing bool
	begun   model.Stroke // the stroke in the making
	left    float32      // of what is in sight, in heights
	end     float32      // of what is written
}

// NewStrip makes a blank strip that invites with a hint.
func NewStrip(hint string) *Strip {
	s := &Strip{Hint: hint}
	s.ExtendBaseWidget(s)
	return s
}

// SetStrokes shows finished strokes, which are not to be written to any more.
func (s *Strip) SetStrokes(strokes []model.Stroke) {
	s.strokes, s.end = strokes, 0
	for _, stroke := range strokes {
		for _, p := range stroke {
			s.end = max(s.end, p.X)
		}
	}
	s.scrollTo(s.left)
	s.Refresh()
}

// Left is where what is in sight begins, and Sight how much of the row that is, both
// in heights of the paper.
func (s *Strip) Left() float32 { return s.left }

func (s *Strip) Sight() float32 {
	size := s.Size()
	return size.Width / max(size.Height, 1)
}

// ScrollTo brings another part of the row into sight, as far as there is one: up to
// blank paper behind what is written.
func (s *Strip) ScrollTo(left float32) {
	before := s.left
	s.scrollTo(left)
	if s.left != before {
		s.Refresh()
		call(s.OnScrolled)
	}
}

func (s *Strip) scrollTo(left float32) {
	const blank = 0.5 // of what is in sight, for more to be written
	most := max(s.end-s.Sight()*blank, 0)
	s.left = min(max(left, 0), most, longestStrip-s.Sight())
	s.left = max(s.left, 0)
}

// Drawing reports whether the pen is on the paper.
func (s *Strip) Drawing() bool { return s.drawing }

// Scrolled moves along the row.
func (s *Strip) Scrolled(e *fyne.ScrollEvent) {
	d := e.Scrolled.DX
	if d == 0 {
		d = e.Scrolled.DY
	}
	s.ScrollTo(s.left - d/max(s.Size().Height, 1))
}

// MouseDown puts the pen down.
func (s *Strip) MouseDown(e *desktop.MouseEvent) {
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	s.lift()
	s.drawing = true
	s.begun = model.Stroke{s.toPaper(e.Position)}
	call(s.OnPen)
	s.Refresh()
}

// Dragged writes on. Beside the paper the stroke follows its edge.
func (s *Strip) Dragged(e *fyne.DragEvent) {
	if !s.drawing {
		return
	}
	const step = 0.004 // of the height, that the pen must move before another point is kept
	to, from := s.toPaper(e.Position), s.begun[len(s.begun)-1]
	if dx, dy := to.X-from.X, to.Y-from.Y; dx*dx+dy*dy >= step*step {
		s.begun = append(s.begun, to)
		s.Refresh()
	}
}

// MouseUp ends the stroke when the pointer is over the paper, DragEnd wherever it is.
func (s *Strip) MouseUp(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonPrimary {
		s.lift()
	}
}

// DragEnd ends the stroke.
func (s *Strip) DragEnd() { s.lift() }

// Cursor is a fine cross over the paper.
func (s *Strip) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

func (s *Strip) lift() {
	if !s.drawing {
		return
	}
	done := s.begun
	s.drawing, s.begun = false, nil
	if s.OnStroke != nil {
		s.OnStroke(done)
	}
}

func (s *Strip) toPaper(at fyne.Position) model.Point {
	size := s.Size()
	x := min(max(at.X, 0), size.Width) / max(size.Height, 1)
	return model.Point{X: s.left + x, Y: min(max(at.Y/max(size.Height, 1), 0), 1)}
}

// CreateRenderer is for Fyne.
func (s *Strip) CreateRenderer() fyne.WidgetRenderer {
	r := &stripRenderer{
		strip: s,
		paper: fynecanvas.NewRectangle(nil),
		hint:  fynecanvas.NewText("", nil),
		ink:   &fynecanvas.Image{ScaleMode: fynecanvas.ImageScaleFastest},
	}
	r.paper.CornerRadius, r.paper.StrokeWidth = corner, 1
	r.ink.CornerRadius = corner
	r.hint.Alignment, r.hint.TextSize = fyne.TextAlignCenter, 16
	r.Refresh()
	return r
}

// stripRenderer shows the paper, the hint, and over them a picture of the ink in sight.
type stripRenderer struct {
	strip *Strip
	paper *fynecanvas.Rectangle
	hint  *fynecanvas.Text
	ink   *fynecanvas.Image

	painter *ink.Painter
	style   stripStyle     // that the painter was made for
	shown   []model.Stroke // the finished strokes that are painted
	points  int            // of the stroke in the making that are
}

// stripStyle is what the ink's picture depends on besides the strokes.
type stripStyle struct {
	width, height int
	left          float32
	r, g, b, a    uint32
}

func (r *stripRenderer) MinSize() fyne.Size { return fyne.NewSize(minStripWidth, minStripHeight) }

func (r *stripRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.paper, r.hint, r.ink}
}

func (r *stripRenderer) Destroy() {}

func (r *stripRenderer) Layout(size fyne.Size) {
	for _, o := range []fyne.CanvasObject{r.paper, r.ink} {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
	height := r.hint.MinSize().Height
	r.hint.Move(fyne.NewPos(0, (size.Height-height)/2))
	r.hint.Resize(fyne.NewSize(size.Width, height))
	r.paint()
	call(r.strip.OnScrolled)
}

func (r *stripRenderer) Refresh() {
	r.paper.FillColor, r.paper.StrokeColor = Color(ColorNamePaper), Color(ColorNamePaperEdge)
	r.hint.Color, r.hint.Text = Color(ColorNameHint), r.strip.Hint
	r.hint.Hidden = len(r.strip.strokes) > 0 || r.strip.drawing
	r.paper.Refresh()
	r.hint.Refresh()
	r.paint()
}

// paint brings the picture up to date: by what the pen added when nothing else has
// changed, from all strokes otherwise.
func (r *stripRenderer) paint() {
	s := r.strip
	size := s.Size()
	scale := float32(pixelsOf(s, 1000)) / 1000
	want := stripStyle{width: min(int(size.Width*scale), 2*maxPixels), height: min(int(size.Height*scale), maxPixels), left: s.left}
	if want.width < 1 || want.height < 1 {
		return
	}
	if len(s.strokes) == 0 && len(s.begun) == 0 { // blank paper needs no picture, which takes megabytes
		if r.painter != nil {
			r.painter, r.shown, r.points, r.ink.Image = nil, nil, 0, nil
			r.ink.Refresh()
		}
		return
	}
	inkColor := Color(ColorNameInk)
	want.r, want.g, want.b, want.a = inkColor.RGBA()
	if r.painter == nil || want != r.style || !begins(s.strokes, r.shown) || r.points > len(s.begun) && len(s.strokes) == len(r.shown) {
		r.painter, r.style, r.shown, r.points = ink.NewStripPainter(want.width, want.height, StripPen, inkColor), want, nil, 0
		r.ink.Image = r.painter.Image()
	} else if r.points == len(s.begun) && len(s.strokes) == len(r.shown) {
		return
	}
	for _, stroke := range s.strokes[len(r.shown):] { // ink over the same ink adds nothing
		r.extend(stroke, 0)
	}
	if r.points > len(s.begun) {
		r.points = 0
	}
	r.extend(s.begun, r.points)
	r.shown, r.points = s.strokes, len(s.begun)
	r.ink.Refresh()
}

// extend paints a stroke from one of its points on.
func (r *stripRenderer) extend(stroke model.Stroke, from int) {
	moved := func(p model.Point) model.Point { return model.Point{X: p.X - r.style.left, Y: p.Y} }
	for i := from; i < len(stroke); i++ {
		r.painter.Segment(moved(stroke[max(i-1, 0)]), moved(stroke[i]))
	}
}

// begins reports whether a list of strokes begins with all of another.
func begins(strokes, with []model.Stroke) bool {
	if len(strokes) < len(with) {
		return false
	}
	for i, s := range with {
		if len(s) != len(strokes[i]) || len(s) > 0 && &s[0] != &strokes[i][0] {
			return false
		}
	}
	return true
}
