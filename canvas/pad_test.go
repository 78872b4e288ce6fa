package canvas_test

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/canvas"
)

const side = 200

// hand moves a pointer over a pad as Fyne's desktop driver reports it.
type hand struct {
	pad            *canvas.Pad
	changed, ended int
}

func newHand(t *testing.T, size fyne.Size) *hand {
	t.Helper()
	test.NewTempApp(t)
	h := &hand{pad: canvas.NewPad("Draw here")}
	h.pad.OnChanged = func() { h.changed++ }
	h.pad.OnChangeEnded = func() { h.ended++ }
	w := test.NewTempWindow(t, h.pad)
	w.SetPadded(false)
	w.Resize(size)
	return h
}

func (h *hand) event(button desktop.MouseButton, x, y float32) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: button}
}

func (h *hand) down(x, y float32) { h.pad.MouseDown(h.event(desktop.MouseButtonPrimary, x, y)) }
func (h *hand) up(x, y float32)   { h.pad.MouseUp(h.event(desktop.MouseButtonPrimary, x, y)) }
func (h *hand) drag(x, y float32) {
	h.pad.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
}

func (h *hand) stroke(points ...float32) {
	h.down(points[0], points[1])
	for i := 2; i < len(points); i += 2 {
		h.drag(points[i], points[i+1])
	}
	h.up(points[len(points)-2], points[len(points)-1])
	h.pad.DragEnd()
}

// picture returns the ink that the pad shows.
func (h *hand) picture(t *testing.T) *image.RGBA {
	t.Helper()
	for _, o := range test.WidgetRenderer(h.pad).Objects() {
		if img, ok := o.(*fynecanvas.Image); ok {
			return img.Image.(*image.RGBA)
		}
	}
	t.Fatal("the pad shows no picture")
	return nil
}

func (h *hand) inkAt(t *testing.T, x, y float32) bool {
	img := h.picture(t)
	scale := float32(img.Rect.Dx()) / side
	return img.RGBAAt(int(x*scale), int(y*scale)).A > 200
}

func TestStrokeIsDrawnWhileThePenMoves(t *testing.T) {
	h := newHand(t, fyne.NewSquareSize(side))
	h.down(20, 20)
	if !h.inkAt(t, 20, 20) {
		t.Error("no ink where the pen came down")
	}
	h.drag(100, 20)
	if !h.inkAt(t, 60, 20) {
		t.Error("no ink along the drag before the release")
	}
	if h.changed != 2 || h.ended != 0 {
		t.Errorf("changed %d times, ended %d, want 2 and 0", h.changed, h.ended)
	}
	h.up(100, 20)
	h.pad.DragEnd()
	if h.ended != 1 {
		t.Errorf("one stroke ended %d times", h.ended)
	}
	s := h.pad.Strokes()
	if len(s) != 1 || len(s[0]) != 2 || s[0][0].X != 0.1 || s[0][1].X != 0.5 {
		t.Errorf("strokes are %v", s)
	}
	h.drag(150, 150)
	if h.changed != 2 {
		t.Error("a pointer that is up draws")
	}
}

func TestDot(t *testing.T) {
	h := newHand(t, fyne.NewSquareSize(side))
	h.down(50, 50)
	h.up(50, 50)
	if s := h.pad.Strokes(); len(s) != 1 || len(s[0]) != 1 {
		t.Errorf("a click gives %v", s)
	}
	if !h.inkAt(t, 50, 50) || h.ended != 1 {
		t.Error("a click leaves no dot")
	}
}

func TestDragLeavesThePad(t *testing.T) {
	h := newHand(t, fyne.NewSquareSize(side))
	h.down(100, 100)
	h.drag(500, 100)
	h.drag(500, -300)
	h.pad.DragEnd() // a release beside the pad comes as this alone
	s := h.pad.Strokes()
	if len(s) != 1 || h.ended != 1 {
		t.Fatalf("%d strokes, ended %d times", len(s), h.ended)
	}
	for _, p := range s[0] {
		if p.X < 0 || p.X > 1 || p.Y < 0 || p.Y > 1 {
			t.Errorf("ink at %v lies beside the paper", p)
		}
	}
	if last := s[0][len(s[0])-1]; last.X != 1 || last.Y != 0 {
		t.Errorf("the stroke ends at %v, not in the corner", last)
	}
	h.stroke(10, 10, 20, 20)
	if got := len(h.pad.Strokes()); got != 2 {
		t.Errorf("%d strokes after the next, want 2", got)
	}
}

// A release that never arrives must not join two strokes.
func TestLostRelease(t *testing.T) {
	h := newHand(t, fyne.NewSquareSize(side))
	h.down(10, 10)
	h.drag(50, 50)
	h.stroke(150, 150, 180, 180)
	if got := len(h.pad.Strokes()); got != 2 {
		t.Errorf("%d strokes, want 2", got)
	}
}

func TestOtherButtonsDoNotDraw(t *testing.T) {
	h := newHand(t, fyne.NewSquareSize(side))
	h.pad.MouseDown(h.event(desktop.MouseButtonSecondary, 50, 50))
	if !h.pad.Empty() {
		t.Error("the secondary button draws")
	}
	h.down(10, 10)
	h.pad.MouseUp(h.event(desktop.MouseButtonSecondary, 10, 10))
	h.drag(90, 10)
	if !h.inkAt(t, 60, 10) {
		t.Error("the secondary button lifts the pen")
	}
}

func TestUndoRedoClear(t *testing.T) {
	h := newHand(t, fyne.NewSquareSize(side))
	h.stroke(20, 50, 100, 50)
	h.stroke(20, 150, 100, 150)
	look := func(first, second bool) {
		t.Helper()
		if h.inkAt(t, 60, 50) != first || h.inkAt(t, 60, 150) != second {
			t.Errorf("ink is %v, %v; want %v, %v", h.inkAt(t, 60, 50), h.inkAt(t, 60, 150), first, second)
		}
	}
	look(true, true)
	h.pad.Undo()
	look(true, false)
	h.pad.Redo()
	look(true, true)
	h.pad.Clear()
	look(false, false)
	if !h.pad.Empty() || !h.pad.CanUndo() {
		t.Error("a clear cannot be undone")
	}
	h.pad.Undo()
	look(true, true)
	changed, ended := h.changed, h.ended
	h.pad.Redo()
	h.pad.Clear() // nothing left to clear
	h.pad.Redo()
	if h.changed != changed+1 || h.ended != ended+1 {
		t.Error("changes that change nothing are told")
	}
}

func TestClearWhileDrawing(t *testing.T) {
	h := newHand(t, fyne.NewSquareSize(side))
	h.down(20, 50)
	h.drag(100, 50)
	h.pad.Clear()
	h.drag(150, 50)
	h.pad.DragEnd()
	if !h.pad.Empty() || h.inkAt(t, 60, 50) || h.inkAt(t, 125, 50) {
		t.Error("ink is left after a clear in the middle of a stroke")
	}
}

func TestResizeKeepsTheDrawing(t *testing.T) {
	h := newHand(t, fyne.NewSquareSize(side))
	h.stroke(20, 100, 180, 100)
	before := h.pad.Strokes()
	h.pad.Resize(fyne.NewSize(600, 400)) // the paper is the square in the middle
	if got := h.picture(t).Rect.Dx(); got != 400 {
		t.Errorf("the picture is %d pixels wide, want 400", got)
	}
	if !h.inkAt(t, 100, 100) {
		t.Error("the ink is not where it was")
	}
	if after := h.pad.Strokes(); len(after) != 1 || after[0][0] != before[0][0] {
		t.Errorf("strokes became %v", after)
	}
	h.stroke(100, 40, 500, 360)
	if s := h.pad.Strokes()[1]; s[0].X != 0 || s[0].Y != 0.1 || s[1].X != 1 || s[1].Y != 0.9 {
		t.Errorf("in the wide widget the pen drew %v", s)
	}
}

func TestPenChangesOnlyTheLook(t *testing.T) {
	h := newHand(t, fyne.NewSquareSize(side))
	h.stroke(20, 100, 180, 100)
	before := h.pad.Strokes()
	if h.inkAt(t, 100, 110) {
		t.Fatal("the pen is too wide to begin with")
	}
	h.pad.SetPen(0.2)
	if !h.inkAt(t, 100, 110) {
		t.Error("the ink did not grow wider")
	}
	if after := h.pad.Strokes(); len(after) != 1 || after[0][1] != before[0][1] || h.changed != 2 {
		t.Error("the pen changed the strokes")
	}
}

func TestHintIsOnBlankPaperOnly(t *testing.T) {
	h := newHand(t, fyne.NewSquareSize(side))
	shown := func() bool {
		for _, o := range test.WidgetRenderer(h.pad).Objects() {
			if text, ok := o.(*fynecanvas.Text); ok {
				return text.Visible() && text.Text == "Draw here"
			}
		}
		return false
	}
	if !shown() {
		t.Error("blank paper does not invite")
	}
	h.down(10, 10)
	if shown() {
		t.Error("the hint stays under the ink")
	}
	h.up(10, 10)
	h.pad.Clear()
	if !shown() {
		t.Error("cleared paper does not invite")
	}
}

// What is drawn step by step is what a full repaint shows.
func TestIncrementalPaintingIsExact(t *testing.T) {
	h := newHand(t, fyne.NewSquareSize(side))
	h.stroke(20, 20, 60, 90, 110, 30, 180, 170)
	h.stroke(30, 150)
	got := append([]uint8(nil), h.picture(t).Pix...)
	h.pad.SetPen(0.1)
	h.pad.SetPen(canvas.DefaultPen)
	if string(got) != string(h.picture(t).Pix) {
		t.Error("the picture differs from a full repaint")
	}
}

func TestThemeWithoutPaper(t *testing.T) {
	test.NewTempApp(t)
	if canvas.Color(canvas.ColorNamePaper) != color.White {
		t.Error("paper is not white under a theme that does not know it")
	}
}

func BenchmarkPointerEvent(b *testing.B) {
	test.NewTempApp(b)
	h := &hand{pad: canvas.NewPad("")}
	w := test.NewTempWindow(b, h.pad)
	w.Resize(fyne.NewSquareSize(600))
	h.down(10, 10)
	for i := 0; b.Loop(); i++ {
		h.drag(float32(100+i%400), float32(100+i%7*50))
	}
}
