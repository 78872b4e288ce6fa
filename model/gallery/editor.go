package gallery

import (
	"errors"
	"fmt"
)

// maxSteps bounds how far back undo reaches. A step holds what it touched, and
// examples are shared, so that this is little memory.
const maxSteps = 500

// Editor changes a gallery and remembers how. NewEditor makes one.
type Editor struct {
	gallery      *Gallery
	past, future []Change // the latest last, the next to redo last
	onChange     func(Change)
}

// NewEditor returns an editor of a gallery. From then on nobody else changes it.
// onChange is called with every change, those that undo and redo make too, once it is
// done.
func NewEditor(g *Gallery, onChange func(Change)) *Editor {
	return &Editor{gallery: g, onChange: onChange}
}

// Gallery returns the gallery, which is for looking at.
func (e *Editor) Gallery() *Gallery { return e.gallery }

// Do makes one step of whatever a function does to the gallery. If it fails, or
// panics, the gallery is what it was before; if it changes nothing there is no
// step. The error is the function's.
func (e *Editor) Do(kind Kind, name string, edit func(*Gallery) error) error {
	before := e.gallery.Clone()
	done := false
	defer func() {
		if !done {
			*e.gallery = *before
		}
	}()
	if err := edit(e.gallery); err != nil {
		return err
	}
	done = true
	c := Change{Kind: kind, Name: name}
	c.Before, c.After = difference(before.Classes(), e.gallery.Classes())
	if len(c.Before)+len(c.After) == 0 {
		return nil
	}
	e.future = nil
	e.past = append(e.past, c)
	if len(e.past) > maxSteps {
		e.past = e.past[len(e.past)-maxSteps:]
	}
	e.onChange(c)
	return nil
}

// Last is the change that Undo would take back.
func (e *Editor) Last() (c Change, ok bool) { return top(e.past) }

// Next is the change that Redo would make again.
func (e *Editor) Next() (c Change, ok bool) { return top(e.future) }

// ErrNothing says that there is no change to undo or redo.
var ErrNothing = errors.New("nothing to undo or redo")

// Undo takes the last change back.
func (e *Editor) Undo() error {
	c, ok := e.Last()
	if !ok {
		return ErrNothing
	}
	if err := e.make(c.Reverse()); err != nil {
		return fmt.Errorf("gallery: undo: %w", err)
	}
	e.past, e.future = e.past[:len(e.past)-1], append(e.future, c)
	e.onChange(c.Reverse())
	return nil
}

// Redo makes the change again that was undone last.
func (e *Editor) Redo() error {
	c, ok := e.Next()
	if !ok {
		return ErrNothing
	}
	if err := e.make(c); err != nil {
		return fmt.Errorf("gallery: redo: %w", err)
	}
	e.past, e.future = append(e.past, c), e.future[:len(e.future)-1]
	e.onChange(c)
	return nil
}

func (e *Editor) make(c Change) error { return e.gallery.Exchange(c.Before, c.After) }

func top(steps []Change) (c Change, ok bool) {
	if len(steps) == 0 {
		return Change{}, false
	}
	return steps[len(steps)-1], true
}
