package gallery

import (
	"cmp"
	"slices"
	"time"

	"github.com/oneglyph/oneglyph/model"
)

// Class is a character that the user taught: a name and at least one example.
type Class struct {
	ID       model.ClassID
	Name     string
	Text     string // what is copied for it; empty: its name
	Created  time.Time
	Examples []Example // oldest first; not to be written to
}

// Copied returns what is copied for the class: its text, or else its name.
func (c Class) Copied() string { return cmp.Or(c.Text, c.Name) }

// Same reports whether another state of the same class has the same name, text and
// examples.
func (c Class) Same(d Class) bool {
	return c.ID == d.ID && c.Name == d.Name && c.Text == d.Text && slices.EqualFunc(c.Examples, d.Examples, func(a, b Example) bool {
		return a.ID == b.ID && a.Created.Equal(b.Created) // two programs may have given one ID
	})
}
