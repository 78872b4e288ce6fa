package canvas_test

import (
	"bytes"
	"image"
	"testing"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
)

// writer writes on a strip of 600×200, whose owner keeps every stroke.
type writer struct {
	strip   *canvas.Strip
	strokes []model.Stroke
}

func newStrip(t *testing.T) *writer {
	t.Helper()
	test.NewTempApp(t)
	w := &writer{strip: canvas.NewStrip("Write here")}
	w.strip.OnStroke = func(s model.Stroke) {
		w.strokes = append(w.strokes, s)
		w.strip.SetStrokes(w.strokes)
	}
	window := test.NewTempWindow(t, w.strip)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(600, 200))
	return w
}

func (w *writer) stroke(points ...float32) {
	at := func(i int) fyne.PointEvent { return fyne.PointEvent{Position: fyne.NewPos(points[i], points[i+1])} }
	w.strip.MouseDown(&desktop.MouseEvent{PointEvent: at(0), Button: desktop.MouseButtonPrimary})
	for i := 2; i < len(points); i += 2 {
		w.strip.Dragged(&fyne.DragEvent{PointEvent: at(i)})
	}
	w.strip.MouseUp(&desktop.MouseEvent{PointEvent: at(len(points) - 2), Button: desktop.MouseButtonPrimary})
	w.strip.DragEnd()
}

// picture returns the ink that is shown; nil: there is none.
func (w *writer) picture(t *testing.T) *image.RGBA {
	t.Helper()
	for _, o := range test.WidgetRenderer(w.strip).Objects() {
		if img, ok := o.(*fynecanvas.Image); ok {
			ink, _ := img.Image.(*image.RGBA)
			return ink
		}
	}
	t.Fatal("the strip shows no picture")
	return nil
}

func TestStripStrokes(t *testing.T) {
	w := newStrip(t)
	w.stroke(20, 20, 60, 100, 100, 20)
	w.stroke(400, 100)
	if len(w.strokes) != 2 || len(w.strokes[0]) != 3 || w.strokes[0][1] != (model.Point{X: 0.3, Y: 0.5}) || w.strokes[1][0] != (model.Point{X: 2, Y: 0.5}) {
		t.Errorf("%v", w.strokes)
	}
	w.stroke(500, 100, 900, -50) // beside the paper it follows the edge
	if last := w.strokes[2][1]; last != (model.Point{X: 3, Y: 0}) {
		t.Errorf("beside the paper: %v", last)
	}
	ink := w.picture(t)
	if ink.RGBAAt(60, 100).A == 0 || ink.RGBAAt(400, 100).A == 0 || ink.RGBAAt(300, 150).A != 0 {
		t.Error("what is shown is not what was written")
	}
}

// What is painted as it comes is what is painted from nothing.
func TestStripPaintsTheSame(t *testing.T) {
	w := newStrip(t)
	for i := range 12 {
		x := float32(30 + 40*i)
		w.stroke(x, 20, x+30, 170, x+10, 90)
	}
	grown := bytes.Clone(w.picture(t).Pix)
	w.strip.SetStrokes(nil)
	if w.picture(t) != nil {
		t.Fatal("a picture is kept of blank paper")
	}
	w.strip.SetStrokes(w.strokes)
	if !bytes.Equal(grown, w.picture(t).Pix) {
		t.Error("written stroke by stroke it looks different")
	}
}

func TestStripScrolls(t *testing.T) {
	w := newStrip(t)
	w.strip.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -100)})
	if w.strip.Left() != 0 {
		t.Errorf("blank paper moved by %g", w.strip.Left())
	}
	w.stroke(590, 50, 590, 150)
	moved := 0
	w.strip.OnScrolled = func() { moved++ }
	w.strip.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -200)})
	if w.strip.Left() != 1 || moved != 1 || w.picture(t).RGBAAt(390, 100).A == 0 {
		t.Errorf("moved to %g, %d times", w.strip.Left(), moved)
	}
	w.strip.ScrollTo(50)
	if left := w.strip.Left(); left < 1.4 || left > 1.5 {
		t.Errorf("beyond what is written, to %g", left)
	}
	w.stroke(0, 100, 10, 100)
	if x := w.strokes[1][0].X; x != w.strip.Left() {
		t.Errorf("written at %g of a row that is seen from %g", x, w.strip.Left())
	}
	w.strip.ScrollTo(-3)
	if w.strip.Left() != 0 {
		t.Errorf("before the row, to %g", w.strip.Left())
	}
}
