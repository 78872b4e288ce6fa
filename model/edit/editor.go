package edit

import (
	"errors"
	"fmt"

	"github.com/oneglyph/oneglyph/model/project"
)

// maxSteps bounds how far back undo reaches. A step holds what it touched, and
// examples are shared, so that this is little memory.
const maxSteps = 500

// Editor changes a project and remembers how. New makes one.
type Editor struct {
	project      *project.Project
	past, future []Change // the latest last, the next to redo last
	onChange     func(Change)
}

// New returns an editor of a project. From then on nobody else changes it.
// onChange hears of every change, those that undo and redo make too, once it is
// done.
func New(p *project.Project, onChange func(Change)) *Editor {
	return &Editor{project: p, onChange: onChange}
}

// Project is for looking at.
func (e *Editor) Project() *project.Project { return e.project }

// Do makes one step of whatever a function does to the project. If it fails, or
// panics, the project is what it was before; if it changes nothing there is no
// step. The error is the function's.
func (e *Editor) Do(kind Kind, name string, edit func(*project.Project) error) error {
	before := e.project.Clone()
	done := false
	defer func() {
		if !done {
			*e.project = *before
		}
	}()
	if err := edit(e.project); err != nil {
		return err
	}
	done = true
	c := Change{Kind: kind, Name: name}
	c.Before, c.After = difference(before.Classes(), e.project.Classes())
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
		return fmt.Errorf("edit: undo: %w", err)
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
		return fmt.Errorf("edit: redo: %w", err)
	}
	e.past, e.future = append(e.past, c), e.future[:len(e.future)-1]
	e.onChange(c)
	return nil
}

func (e *Editor) make(c Change) error { return e.project.Exchange(c.Before, c.After) }

func top(steps []Change) (c Change, ok bool) {
	if len(steps) == 0 {
		return Change{}, false
	}
	return steps[len(steps)-1], true
}
