package gallery

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/oneglyph/oneglyph/model"
)

// MoveExample makes an example one of another class. A class that gave its last
// one away is no more. Errors: ErrNotFound.
func (p *Gallery) MoveExample(id model.ExampleID, to model.ClassID) error {
	into := p.index(to)
	if into < 0 {
		return fmt.Errorf("gallery: class %d: %w", to, ErrNotFound)
	}
	from, k := p.find(id)
	if from < 0 {
		return fmt.Errorf("gallery: example %d: %w", id, ErrNotFound)
	}
	if from == into {
		return nil
	}
	e := p.classes[from].Examples[k]
	p.classes[into].Examples = byAge(append(slices.Clone(p.classes[into].Examples), e))
	p.classes[from].Examples = slices.Concat(p.classes[from].Examples[:k], p.classes[from].Examples[k+1:])
	if len(p.classes[from].Examples) == 0 {
		p.classes = slices.Delete(p.classes, from, from+1)
	}
	return nil
}

// Merge moves all examples of a class into another; it is no more. Errors:
// ErrNotFound, for a class and itself too.
func (p *Gallery) Merge(into, from model.ClassID) error {
	i, j := p.index(into), p.index(from)
	if i < 0 || j < 0 || i == j {
		return fmt.Errorf("gallery: merge class %d into %d: %w", from, into, ErrNotFound)
	}
	p.classes[i].Examples = byAge(slices.Concat(p.classes[i].Examples, p.classes[j].Examples))
	p.classes = slices.Delete(p.classes, j, j+1)
	return nil
}

// Exchange takes classes out of the gallery and puts others, or the same as they
// once were, in their place. It is how a change is undone: IDs stay what they
// were. All happens or nothing. Errors: ErrNotFound for a class to take out that
// is not there, or one to put in that never was; ErrNameTaken, ErrBadText, ErrTooLarge.
func (p *Gallery) Exchange(out, in []Class) error {
	q := *p
	q.classes = slices.Clone(p.classes)
	for _, c := range out {
		if err := q.Delete(c.ID); err != nil {
			return err
		}
	}
	for _, c := range in {
		if err := q.restore(c); err != nil {
			return err
		}
	}
	if err := q.textRoom(); err != nil {
		return err
	}
	*p = q
	return nil
}

// restore puts one class with its IDs in.
func (p *Gallery) restore(c Class) error {
	if c.ID < 1 || int64(c.ID) > p.lastID || p.index(c.ID) >= 0 {
		return fmt.Errorf("gallery: class %d: %w", c.ID, ErrNotFound)
	}
	name, err := p.freeName(c.Name, 0)
	if err != nil {
		return err
	}
	if len(p.classes) >= maxClasses {
		return fmt.Errorf("gallery: %d classes: %w", maxClasses, ErrTooLarge)
	}
	if err := p.room(len(c.Examples), inkOf(c.Examples)); err != nil {
		return err
	}
	if c.Text, err = CleanText(c.Text); err != nil {
		return err
	}
	c.Name = name
	at, _ := slices.BinarySearchFunc(p.classes, c, func(a, b Class) int { return cmp.Compare(a.ID, b.ID) })
	p.classes = slices.Insert(p.classes, at, c)
	p.examples += len(c.Examples)
	p.ink += inkOf(c.Examples)
	return nil
}

// find returns the place of an example: its class's index and its own, or -1.
func (p *Gallery) find(id model.ExampleID) (class, example int) {
	for i, c := range p.classes {
		for k, e := range c.Examples {
			if e.ID == id {
				return i, k
			}
		}
	}
	return -1, -1
}

// byAge puts examples into the order in which they came to be, that of their IDs.
func byAge(examples []Example) []Example {
	slices.SortFunc(examples, func(a, b Example) int { return cmp.Compare(a.ID, b.ID) })
	return examples
}
