package canvas

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas/ink"
	"github.com/oneglyph/oneglyph/model"
)

const (
	// DefaultPen is the pen's width at first, as a share of the paper's side.
	DefaultPen = 0.022
	// minSide is the least side of the paper in Fyne's units.
	minSide = 240
)

var (
	_ desktop.Mouseable  = (*Pad)(nil)
	_ desktop.Cursorable = (*Pad)(nil)
	_ fyne.Draggable     = (*Pad)(nil)
)

// Pad is a square sheet of paper to draw on. Strokes are in paper units, from 0
// to 1 along each side, so that the drawing grows and shrinks with the widget.
type Pad struct {
	widget.BaseWidget

	// OnChanged is called whenever the ink changes, while a stroke is being
	// drawn too.
	OnChanged func()
	// OnChangeEnded is called after a stroke is complete and after each undo,
	// redo, and clear.
	OnChangeEnded func()
	// Hint is written on blank paper.
	Hint string

	drawing ink.Drawing
	pen     float32
	added   []segment // drawn, but not yet painted
}

type segment struct{ from, to model.Point }

// NewPad makes a blank pad that invites with a hint.
func NewPad(hint string) *Pad {
	p := &Pad{Hint: hint, pen: DefaultPen}
	p.ExtendBaseWidget(p)
	return p
}

// Strokes returns all strokes, the one being drawn included; see
// ink.Drawing.Strokes.
func (p *Pad) Strokes() []model.Stroke { return p.drawing.Strokes() }

// Picture is the ink of the picture that Place put on the paper, as long as it
// is there.
func (p *Pad) Picture() *model.Scan { return p.drawing.Picture() }

// Place shows the ink of a picture in place of what was drawn. The first stroke
// takes it away; both can be undone.
func (p *Pad) Place(s model.Scan) { p.edit(func() { p.drawing.Place(s) }) }

// Restore shows strokes, in paper units, in place of what was drawn; it can be
// undone.
func (p *Pad) Restore(strokes []model.Stroke) { p.edit(func() { p.drawing.Restore(strokes) }) }

// Empty reports whether the paper is blank.
func (p *Pad) Empty() bool { return p.drawing.Empty() }

// CanUndo reports whether Undo would do anything.
func (p *Pad) CanUndo() bool { return p.drawing.CanUndo() }

// CanRedo reports whether Redo would do anything.
func (p *Pad) CanRedo() bool { return p.drawing.CanRedo() }

// Depth counts the steps that led to the drawing; see ink.Drawing.
func (p *Pad) Depth() int { return p.drawing.Depth() }

// Undo takes the last stroke, or the last clear, back.
func (p *Pad) Undo() { p.edit(func() { p.drawing.Undo() }) }

// Redo repeats what was undone last.
func (p *Pad) Redo() { p.edit(func() { p.drawing.Redo() }) }

// Clear takes all ink away, which Undo brings back.
func (p *Pad) Clear() { p.edit(p.drawing.Clear) }

// Pen returns the pen's width on the screen, as a share of the paper's side.
func (p *Pad) Pen() float32 { return p.pen }

// SetPen changes how wide all ink is shown. The strokes stay what they are.
func (p *Pad) SetPen(width float32) {
	p.pen = width
	p.Refresh()
}

// MouseDown begins a stroke. Fyne reports a drag only once the pointer has moved
// a little, too late for dots and for a stroke's beginning.
func (p *Pad) MouseDown(e *desktop.MouseEvent) {
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	at := p.toPaper(e.Position)
	p.drawing.Begin(at)
	p.grow(segment{at, at})
}

// Dragged draws on. Beside the paper the stroke follows its edge.
func (p *Pad) Dragged(e *fyne.DragEvent) {
	if from, to, moved := p.drawing.Extend(p.toPaper(e.Position)); moved {
		p.grow(segment{from, to})
	}
}

// MouseUp ends the stroke when the pointer is over the pad.
func (p *Pad) MouseUp(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonPrimary {
		p.lift()
	}
}

// DragEnd ends the stroke wherever the pointer is. Over the pad it comes after
// MouseUp and finds nothing to do.
func (p *Pad) DragEnd() { p.lift() }

// Cursor is a fine cross over the paper.
func (p *Pad) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// CreateRenderer is for Fyne.
func (p *Pad) CreateRenderer() fyne.WidgetRenderer { return newPadRenderer(p) }

func (p *Pad) grow(s segment) {
	p.added = append(p.added, s)
	p.Refresh()
	call(p.OnChanged)
}

func (p *Pad) lift() {
	if p.drawing.End() {
		call(p.OnChangeEnded)
	}
}

// edit runs a change of whole strokes and reports it, if anything changed.
func (p *Pad) edit(change func()) {
	before := p.drawing.Revision()
	change()
	if p.drawing.Revision() == before {
		return
	}
	p.Refresh()
	call(p.OnChanged)
	call(p.OnChangeEnded)
}

// paper is the largest square in the middle of the widget.
func (p *Pad) paper() (at fyne.Position, side float32) {
	size := p.Size()
	side = min(size.Width, size.Height)
	return fyne.NewPos((size.Width-side)/2, (size.Height-side)/2), side
}

func (p *Pad) toPaper(pos fyne.Position) model.Point {
	at, side := p.paper()
	if side <= 0 {
		return model.Point{}
	}
	return model.Point{X: (pos.X - at.X) / side, Y: (pos.Y - at.Y) / side}
}

func call(f func()) {
	if f != nil {
		f()
	}
}

// pixels is the number of device pixels along a length on the widget's screen.
func (p *Pad) pixels(length float32) int { return pixelsOf(p, length) }

func pixelsOf(o fyne.CanvasObject, length float32) int {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return int(length)
	}
	x, _ := c.PixelCoordinateForPosition(fyne.NewPos(length, 0))
	return x
}
