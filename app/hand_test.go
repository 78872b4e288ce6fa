package app

import (
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
)

// hand draws on a pad with a mouse: events at whole units, as the desktop
// driver sends them.
type hand struct{ pad *canvas.Pad }

func newHand(t *testing.T) hand {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(paper{test.Theme()})
	h := hand{canvas.NewPad("")}
	w := test.NewTempWindow(t, h.pad)
	w.SetPadded(false)
	w.Resize(fyne.NewSquareSize(400))
	return h
}

// paper is a theme that knows the pad's colours.
type paper struct{ fyne.Theme }

func (p paper) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	switch name {
	case canvas.ColorNamePaper, canvas.ColorNamePaperEdge, canvas.ColorNameHint:
		return color.White
	case canvas.ColorNameInk:
		return color.Black
	}
	return p.Theme.Color(name, v)
}

func (h hand) down(at fyne.Position) {
	h.pad.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
}

func (h hand) drag(at fyne.Position) {
	h.pad.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
}

// up lifts the pen over the pad; only a stroke that moved was a drag.
func (h hand) up(at fyne.Position, moved bool) {
	h.pad.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
	if moved {
		h.pad.DragEnd()
	}
}

// place is how a drawing is put on the pad.
type place struct {
	pad  fyne.Size
	span float32 // of the drawing's longer side, as a share of the paper's
	x, y float32 // of the drawing in the room that is left, 0 to 1
	pen  float32 // width on the screen, as a share of the paper's
}

func anyPlace(r *rand.Rand) place {
	between := func(lo, hi float32) float32 { return lo + (hi-lo)*r.Float32() }
	return place{
		pad:  fyne.NewSize(between(240, 900), between(240, 900)),
		span: between(0.25, 0.95),
		x:    r.Float32(),
		y:    r.Float32(),
		pen:  between(0.008, 0.06),
	}
}

// draw replays strokes of any unit on cleared paper and gives the glyph of what
// the pad then holds.
func (h hand) draw(t *testing.T, strokes []model.Stroke, at place) model.Glyph {
	t.Helper()
	h.pad.Clear()
	h.pad.Resize(at.pad)
	h.pad.SetPen(at.pen)
	toPad := at.toPad(strokes)
	for _, s := range strokes {
		h.down(toPad(s[0]))
		for _, p := range s[1:] {
			h.drag(toPad(p))
		}
		h.up(toPad(s[len(s)-1]), len(s) > 1)
	}
	if got := h.pad.Strokes(); len(got) != len(strokes) {
		t.Fatalf("the pad holds %d strokes of %d", len(got), len(strokes))
	}
	g, err := model.FromStrokes(h.pad.Strokes())
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// toPad leads from the strokes' unit to the pointer's position over the pad.
func (at place) toPad(strokes []model.Stroke) func(model.Point) fyne.Position {
	lo, hi := strokes[0][0], strokes[0][0]
	for _, s := range strokes {
		for _, p := range s {
			lo.X, lo.Y = min(lo.X, p.X), min(lo.Y, p.Y)
			hi.X, hi.Y = max(hi.X, p.X), max(hi.Y, p.Y)
		}
	}
	paper := min(at.pad.Width, at.pad.Height)
	scale := float32(1)
	if extent := max(hi.X-lo.X, hi.Y-lo.Y); extent > 0 {
		scale = at.span * paper / extent
	}
	left := (at.pad.Width-paper)/2 + at.x*(paper-(hi.X-lo.X)*scale)
	top := (at.pad.Height-paper)/2 + at.y*(paper-(hi.Y-lo.Y)*scale)
	return func(p model.Point) fyne.Position {
		x, y := left+(p.X-lo.X)*scale, top+(p.Y-lo.Y)*scale
		return fyne.NewPos(float32(math.Round(float64(x))), float32(math.Round(float64(y))))
	}
}

// scribbler draws without end, one pointer event at a time.
type scribbler struct {
	hand
	events int
	at     fyne.Position
}

const (
	eventsOfStroke  = 50 // 0.4 s of a mouse's time
	eventsOfDrawing = 3 * eventsOfStroke
)

// full tells that a drawing is complete.
func (s *scribbler) full() bool { return s.events > 0 && s.events%eventsOfDrawing == 0 }

// next makes the pen's next move.
func (s *scribbler) next() {
	i := float64(s.events)
	width, height := s.pad.Size().Components()
	reach := 0.4 * min(width, height)
	to := fyne.NewPos(width/2+reach*float32(math.Sin(0.11*i)), height/2+reach*float32(math.Cos(0.07*i)))
	if s.events%eventsOfStroke == 0 {
		s.up(s.at, true)
		s.down(to)
	} else {
		s.drag(to)
	}
	s.at = to
	s.events++
}
