package gallery

import (
	"fmt"
	"slices"
	"sort"
	"time"

	"github.com/oneglyph/oneglyph/model"
)

// Network names the weights that were in use when the gallery was last saved.
type Network struct {
	Architecture string // e.g. "compact"
	Fingerprint  string // short hex of the parameters
}

// Origin is the file that a working copy stands for.
type Origin struct {
	Path    string
	Unsaved bool // the file does not hold the latest changes
	// Size, in bytes, and Modified are the file's as it was last read or written.
	Size     int64
	Modified time.Time
}

// Gallery is the user's document. New or Open makes one.
type Gallery struct {
	// Network is for the reader of the file alone; nothing here depends on it.
	Network Network
	// Origin is nil in all but the working copy of another file. What it points
	// to is not to be written to.
	Origin *Origin

	classes  []Class // by rising ID, which is the order of registration
	lastID   int64   // the highest ID ever given out, to a class or an example
	examples int
	ink      int // bytes of points and pixels
}

// New returns an empty gallery.
func New() *Gallery { return &Gallery{} }

// Clone returns a copy that shares nothing that ever changes.
func (p *Gallery) Clone() *Gallery {
	q := *p
	q.classes = slices.Clone(p.classes)
	for i := range q.classes {
		q.classes[i].Examples = slices.Clone(q.classes[i].Examples)
	}
	return &q
}

// Same reports whether another state of the same gallery holds the same classes and
// examples.
func (p *Gallery) Same(q *Gallery) bool { return slices.EqualFunc(p.classes, q.classes, Class.Same) }

// Len returns the number of classes.
func (p *Gallery) Len() int { return len(p.classes) }

// Classes lists the classes in the order of their registration.
func (p *Gallery) Classes() []Class { return slices.Clone(p.classes) }

// Class looks a class up by its ID.
func (p *Gallery) Class(id model.ClassID) (Class, bool) {
	if i := p.index(id); i >= 0 {
		return p.classes[i], true
	}
	return Class{}, false
}

// Find looks a class up by its name, spaces around it aside.
func (p *Gallery) Find(name string) (Class, bool) {
	clean, err := CleanName(name)
	if err != nil {
		return Class{}, false
	}
	i := slices.IndexFunc(p.classes, func(c Class) bool { return c.Name == clean })
	if i < 0 {
		return Class{}, false
	}
	return p.classes[i], true
}

// Add registers a new class with its first example. It sets the example's
// ID, and the time where it has none. Errors: ErrBadName, ErrNameTaken,
// ErrTooLarge, model.ErrEmpty.
func (p *Gallery) Add(name string, e Example) (Class, error) {
	name, err := p.freeName(name, 0)
	if err != nil {
		return Class{}, err
	}
	if len(p.classes) >= maxClasses {
		return Class{}, fmt.Errorf("gallery: %d classes: %w", maxClasses, ErrTooLarge)
	}
	if e, err = e.ready(); err != nil {
		return Class{}, err
	}
	if err := p.room(1, e.ink()); err != nil {
		return Class{}, err
	}
	c := Class{ID: model.ClassID(p.nextID()), Name: name, Created: e.Created}
	e.ID = model.ExampleID(p.nextID())
	c.Examples = []Example{e}
	p.classes = append(p.classes, c)
	p.examples++
	p.ink += e.ink()
	return c, nil
}

// AddExample adds an example to a class and returns it with its ID. Errors:
// ErrNotFound, ErrTooLarge, model.ErrEmpty.
func (p *Gallery) AddExample(class model.ClassID, e Example) (Example, error) {
	return p.put(class, e, false)
}

// Put makes an example one of the class of a name, which may be new. Errors as
// Add's.
func (p *Gallery) Put(name string, e Example) error {
	if class, known := p.Find(name); known {
		_, err := p.AddExample(class.ID, e)
		return err
	}
	_, err := p.Add(name, e)
	return err
}

// Replace puts one new example in a class in place of all that it has. Errors as
// AddExample's.
func (p *Gallery) Replace(class model.ClassID, e Example) (Example, error) {
	return p.put(class, e, true)
}

func (p *Gallery) put(class model.ClassID, e Example, instead bool) (Example, error) {
	i := p.index(class)
	if i < 0 {
		return Example{}, fmt.Errorf("gallery: class %d: %w", class, ErrNotFound)
	}
	e, err := e.ready()
	if err != nil {
		return Example{}, err
	}
	kept := p.classes[i].Examples
	var gone []Example
	if instead {
		kept, gone = nil, kept
	}
	if err := p.room(1-len(gone), e.ink()-inkOf(gone)); err != nil {
		return Example{}, err
	}
	e.ID = model.ExampleID(p.nextID())
	p.classes[i].Examples = append(slices.Clone(kept), e)
	p.examples += 1 - len(gone)
	p.ink += e.ink() - inkOf(gone)
	return e, nil
}

// Rename changes a class's name. Errors: ErrNotFound, ErrBadName, ErrNameTaken.
func (p *Gallery) Rename(class model.ClassID, name string) error {
	i := p.index(class)
	if i < 0 {
		return fmt.Errorf("gallery: class %d: %w", class, ErrNotFound)
	}
	name, err := p.freeName(name, class)
	if err != nil {
		return err
	}
	p.classes[i].Name = name
	return nil
}

// Delete removes a class with all its examples, or returns ErrNotFound.
func (p *Gallery) Delete(class model.ClassID) error {
	i := p.index(class)
	if i < 0 {
		return fmt.Errorf("gallery: class %d: %w", class, ErrNotFound)
	}
	p.examples -= len(p.classes[i].Examples)
	p.ink -= inkOf(p.classes[i].Examples)
	p.classes = slices.Delete(p.classes, i, i+1)
	return nil
}

// DeleteExample removes one example. Errors: ErrNotFound, ErrLastExample.
func (p *Gallery) DeleteExample(id model.ExampleID) error {
	i, k := p.find(id)
	if i < 0 {
		return fmt.Errorf("gallery: example %d: %w", id, ErrNotFound)
	}
	c := p.classes[i]
	if len(c.Examples) == 1 {
		return fmt.Errorf("gallery: class %q: %w", c.Name, ErrLastExample)
	}
	p.examples--
	p.ink -= c.Examples[k].ink()
	p.classes[i].Examples = slices.Concat(c.Examples[:k], c.Examples[k+1:])
	return nil
}

func (p *Gallery) index(id model.ClassID) int {
	// A ranking looks every class up, so a linear search would be felt.
	i := sort.Search(len(p.classes), func(i int) bool { return p.classes[i].ID >= id })
	if i == len(p.classes) || p.classes[i].ID != id {
		return -1
	}
	return i
}

// freeName cleans a name that no class but the given one has.
func (p *Gallery) freeName(name string, but model.ClassID) (string, error) {
	name, err := CleanName(name)
	if err != nil {
		return "", err
	}
	if c, taken := p.Find(name); taken && c.ID != but {
		return "", fmt.Errorf("gallery: %q: %w", name, ErrNameTaken)
	}
	return name, nil
}

// room reports whether this much more can be held.
func (p *Gallery) room(examples, ink int) error {
	if p.examples+examples > maxExamples {
		return fmt.Errorf("gallery: %d examples: %w", maxExamples, ErrTooLarge)
	}
	if p.ink+ink > maxInk {
		return fmt.Errorf("gallery: %d MB of drawings: %w", maxInk>>20, ErrTooLarge)
	}
	return nil
}

func (p *Gallery) nextID() int64 {
	p.lastID++
	return p.lastID
}

func inkOf(examples []Example) (n int) {
	for _, e := range examples {
		n += e.ink()
	}
	return n
}
