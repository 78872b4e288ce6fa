package gallery

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// order is how the classes of the gallery are listed. The file knows nothing of
// it: there they stand as they were registered.
type order int

const (
	byRecency order = iota
	byName
	bySimilarity // to the drawing on the pad; the most recent first without one
	orders
)

const orderKey = "order"

// listed returns the classes whose names contain a text, in an order.
func listed(all []gallery.Class, search string, o order, similarity map[model.ClassID]float64) []gallery.Class {
	search = strings.ToLower(gallery.Canonical(search))
	found := slices.DeleteFunc(all, func(c gallery.Class) bool { return !strings.Contains(strings.ToLower(c.Name), search) })
	recent := func(a, b gallery.Class) int {
		return cmp.Or(latest(b).Compare(latest(a)), cmp.Compare(b.ID, a.ID))
	}
	slices.SortStableFunc(found, func(a, b gallery.Class) int {
		switch o {
		case byName:
			return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.Name, b.Name))
		case bySimilarity:
			return cmp.Or(cmp.Compare(similarity[b.ID], similarity[a.ID]), recent(a, b))
		}
		return recent(a, b)
	})
	return found
}

// latest is when a class was given its newest example.
func latest(c gallery.Class) time.Time {
	newest := c.Created
	for _, e := range c.Examples {
		if e.Created.After(newest) {
			newest = e.Created
		}
	}
	return newest
}
