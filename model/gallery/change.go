package gallery

import (
	"slices"

	"github.com/oneglyph/oneglyph/model"
)

// Kind says what a person did.
type Kind int

// The kinds of change.
const (
	KindRegister Kind = iota // a new class
	KindAdd                  // another example
	KindReplace              // one example in place of all
	KindRename
	KindText // what is copied for a class
	KindDelete
	KindDeleteExample
	KindMoveExample
	KindMerge
	KindImport // many examples at once
)

// Change is one step: the classes that it touched, as they were and as they
// became. Neither is to be written to.
type Change struct {
	Kind Kind
	Name string // of the class that it is about, or of what was imported

	Before, After []Class
}

// Reverse is the change that takes this one back.
func (c Change) Reverse() Change {
	c.Before, c.After = c.After, c.Before
	return c
}

// ClassExample is an example and the class that it is one of.
type ClassExample struct {
	Class   model.ClassID
	Example Example
}

// Examples returns what changed by its examples: those that are gone, those that
// became another class's, and those that are new.
func (c Change) Examples() (gone []model.ExampleID, moved, added []ClassExample) {
	was := make(map[model.ExampleID]model.ClassID)
	for _, class := range c.Before {
		for _, e := range class.Examples {
			was[e.ID] = class.ID
		}
	}
	for _, class := range c.After {
		for _, e := range class.Examples {
			from, known := was[e.ID]
			delete(was, e.ID)
			switch {
			case !known:
				added = append(added, ClassExample{class.ID, e})
			case from != class.ID:
				moved = append(moved, ClassExample{class.ID, e})
			}
		}
	}
	for id := range was {
		gone = append(gone, id)
	}
	slices.Sort(gone)
	return gone, moved, added
}

// difference returns the classes in which two states of a gallery, each by rising
// ID, are not the same.
func difference(before, after []Class) (was, became []Class) {
	for len(before) > 0 || len(after) > 0 {
		switch {
		case len(after) == 0 || len(before) > 0 && before[0].ID < after[0].ID:
			was, before = append(was, before[0]), before[1:]
		case len(before) == 0 || after[0].ID < before[0].ID:
			became, after = append(became, after[0]), after[1:]
		default:
			if !before[0].Same(after[0]) {
				was, became = append(was, before[0]), append(became, after[0])
			}
			before, after = before[1:], after[1:]
		}
	}
	return was, became
}
