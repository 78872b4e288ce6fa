package ink

import (
	"slices"

	"github.com/oneglyph/oneglyph/model"
)

const (
	// minStep is the distance, in paper units, that the pen must move before
	// another point is kept: a pixel of a large pad.
	minStep = 0.001
	// maxSteps bounds how far back undo reaches.
	maxSteps = 500
)

// Drawing is a stack of finished strokes, a stroke in the making, and the way
// back and forth between what the drawing was. In place of strokes there may be
// the ink of a picture, which makes room for the first stroke. The zero Drawing
// is blank paper.
type Drawing struct {
	past   []state // older states, the latest last
	now    state
	future []state // undone states, the next to redo last

	current  model.Stroke
	open     bool
	revision uint64
	depth    int
}

// state is what a drawing is between two steps: finished strokes, never written
// to once in here, or a picture's ink.
type state struct {
	strokes []model.Stroke
	picture *model.Scan
}

func (s state) empty() bool { return len(s.strokes) == 0 && s.picture == nil }

// Begin puts the pen down. A stroke that is still open is ended first. What had
// been undone is gone.
func (d *Drawing) Begin(p model.Point) {
	d.End()
	d.current = model.Stroke{onPaper(p)}
	d.open = true
	d.revision++
}

// Extend moves the pen and reports the segment that this added, or false when
// no stroke is open or the pen has hardly moved.
func (d *Drawing) Extend(p model.Point) (from, to model.Point, moved bool) {
	if !d.open {
		return from, to, false
	}
	from, to = d.current[len(d.current)-1], onPaper(p)
	dx, dy := to.X-from.X, to.Y-from.Y
	if dx*dx+dy*dy < minStep*minStep {
		return from, to, false
	}
	d.current = append(d.current, to)
	d.revision++
	return from, to, true
}

// End lifts the pen and reports whether it was down.
func (d *Drawing) End() bool {
	if !d.open {
		return false
	}
	stroke := slices.Clip(d.current)
	d.current, d.open = nil, false
	// The strokes before are shared with the states that they were drawn in, which
	// look no further than their own; what had been undone from here is gone.
	d.step(state{strokes: append(d.now.strokes, stroke)})
	return true
}

// Place puts the ink of a picture on the paper, in the place of all that is
// there, which Undo brings back. The scan is not to be written to any more.
func (d *Drawing) Place(s model.Scan) {
	d.End()
	d.step(state{picture: &s})
	d.revision++
}

// Restore puts strokes on the paper, such as those of an earlier drawing, in the
// place of all that is there, which Undo brings back. They are not to be written to
// any more.
func (d *Drawing) Restore(strokes []model.Stroke) {
	d.End()
	d.step(state{strokes: slices.Clip(strokes)})
	d.revision++
}

// Clear takes all ink away, which Undo brings back.
func (d *Drawing) Clear() {
	d.End()
	if !d.now.empty() {
		d.step(state{})
		d.revision++
	}
}

// Undo takes the last stroke, picture, or clear back. An open stroke is ended
// first. It reports whether there was anything to undo.
func (d *Drawing) Undo() bool {
	d.End()
	if !d.travel(&d.past, &d.future) {
		return false
	}
	d.depth--
	return true
}

// Redo repeats what was undone last and reports whether there was anything.
func (d *Drawing) Redo() bool {
	d.End()
	if !d.travel(&d.future, &d.past) {
		return false
	}
	d.depth++
	return true
}

// CanUndo and CanRedo report whether Undo and Redo would do anything.
func (d *Drawing) CanUndo() bool { return d.open || len(d.past) > 0 }
func (d *Drawing) CanRedo() bool { return !d.open && len(d.future) > 0 }

// Depth counts the steps from blank paper to what is drawn now: one up for each
// stroke, picture, clear and redo, one down for each undo. It shows which of two moments
// came first on the way, however far back undo reaches.
func (d *Drawing) Depth() int { return d.depth }

// Empty reports whether the paper is blank.
func (d *Drawing) Empty() bool { return !d.open && d.now.empty() }

// Picture is the ink of the picture on the paper, or nil where strokes are.
func (d *Drawing) Picture() *model.Scan {
	if d.open {
		return nil
	}
	return d.now.picture
}

// Revision counts the changes of what can be seen: one for each segment, picture,
// undo, redo and clear, none for lifting the pen.
func (d *Drawing) Revision() uint64 { return d.revision }

// Strokes returns all strokes as they are now, the open one last. The list is the
// caller's. Points that were drawn never change, so that the strokes may be read
// anywhere while the pen goes on; they are not to be written to.
func (d *Drawing) Strokes() []model.Stroke {
	strokes := append(make([]model.Stroke, 0, len(d.now.strokes)+1), d.now.strokes...)
	if d.open {
		strokes = append(strokes, slices.Clip(d.current))
	}
	return strokes
}

// step makes a new state of the drawing the present one.
func (d *Drawing) step(next state) {
	d.past = append(d.past, d.now)
	if len(d.past) > maxSteps {
		d.past = slices.Delete(d.past, 0, len(d.past)-maxSteps)
	}
	d.now, d.future = next, nil
	d.depth++
}

// travel moves the present state onto one stack and takes its place from the
// other.
func (d *Drawing) travel(from, onto *[]state) bool {
	last := len(*from) - 1
	if last < 0 {
		return false
	}
	*onto = append(*onto, d.now)
	d.now, *from = (*from)[last], (*from)[:last]
	d.revision++
	return true
}

// onPaper moves a point that lies off the paper to its nearest edge, so that
// the network never sees ink that a person does not.
func onPaper(p model.Point) model.Point {
	return model.Point{X: clamp(p.X), Y: clamp(p.Y)}
}

func clamp(v float32) float32 {
	if !(v > 0) { // also what is not a number
		return 0
	}
	return min(v, 1)
}
