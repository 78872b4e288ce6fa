package shell

import (
	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// timeline puts the strokes on the pad and the changes of the gallery into one
// order, so that undo takes back what was done last, whichever it was. Each of
// the two keeps its own steps; this knows how far the drawing was at each change.
type timeline struct {
	pad          *canvas.Pad
	past, future []moment // one for each of the editor's changes
	replaying    bool     // undo and redo make no new moments
}

// moment is when the gallery changed.
type moment struct {
	depth int // of the drawing, after the change
	// cleared says that the change took the drawing off the pad: undone, it is
	// to come back.
	cleared bool
}

// changed notes a change of the gallery.
func (l *timeline) changed() {
	if !l.replaying {
		l.past, l.future = append(l.past, moment{depth: l.pad.Depth()}), nil
	}
}

// cleared says that the pad was cleared as a part of the last change.
func (l *timeline) cleared() {
	if n := len(l.past); n > 0 {
		l.past[n-1] = moment{depth: l.pad.Depth(), cleared: true}
	}
}

// undoesEdit reports whether the gallery's change is what was done last.
func (l *timeline) undoesEdit(e *gallery.Editor) bool {
	_, ok := e.Last()
	return ok && (!l.pad.CanUndo() || l.pad.Depth() <= l.past[len(l.past)-1].depth)
}

// redoesEdit reports whether the gallery's change is what is to be redone next.
func (l *timeline) redoesEdit(e *gallery.Editor) bool {
	if _, ok := e.Next(); !ok {
		return false
	}
	next := l.future[len(l.future)-1]
	before := next.depth
	if next.cleared {
		before--
	}
	return !l.pad.CanRedo() || l.pad.Depth() >= before
}

// undone follows the editor back by one change, and brings the drawing back that
// the change took off the pad, if nothing has been drawn since. It reports whether
// it did.
func (l *timeline) undone() (drawing bool) {
	n := len(l.past)
	last := l.past[n-1]
	l.past, l.future = l.past[:n-1], append(l.future, last)
	if drawing = last.cleared && l.pad.Depth() == last.depth; drawing {
		l.pad.Undo()
	}
	return drawing
}

// redone follows the editor forth by one change, and clears the pad again.
func (l *timeline) redone() {
	n := len(l.future)
	next := l.future[n-1]
	l.past, l.future = append(l.past, next), l.future[:n-1]
	if next.cleared && l.pad.Depth() == next.depth-1 {
		l.pad.Redo()
	}
}

// withoutRecording lets the editor undo or redo: its own changes are no new moments.
func (l *timeline) withoutRecording(step func() error) error {
	l.replaying = true
	defer func() { l.replaying = false }()
	return step()
}

// forget begins again, with another gallery.
func (l *timeline) forget() { l.past, l.future = nil, nil }
