package writing

import (
	"maps"
	"slices"

	"github.com/oneglyph/oneglyph/model"
)

// Group is the strokes of one character in a row.
type Group struct {
	IDs     []StrokeID // in the order of writing
	Strokes []model.Stroke
	Box     Box
	// Space says that a word ends before this group.
	Space bool
}

// StrokeID names a stroke of a row; none is ever given out twice in it.
type StrokeID int

// Row is a row of writing that grows. The zero Row is empty. It serves one goroutine
// at a time.
type Row struct {
	strokes []stroke
	next    StrokeID
	bonds   map[pair]bond
	cuts    map[pair]bool      // as they stand, between neighbours: true for a cut
	likes   map[string]float64 // of groups, by their keys
	groups  []Group
}

type stroke struct {
	id     StrokeID
	points model.Stroke
	box    Box
}

// pair is two strokes, the earlier first.
type pair struct{ a, b StrokeID }

func pairOf(a, b StrokeID) pair { return pair{min(a, b), max(a, b)} }

// Clone is a copy that changes on its own.
func (r *Row) Clone() *Row {
	c := *r
	c.strokes = slices.Clone(r.strokes)
	c.bonds, c.cuts, c.likes = maps.Clone(r.bonds), maps.Clone(r.cuts), maps.Clone(r.likes)
	c.groups = slices.Clone(r.groups)
	return &c
}

// NumberAfter makes the row give out no number that another one has, such as a state
// of itself that was taken back.
func (r *Row) NumberAfter(other *Row) { r.next = max(r.next, other.next) }

// Add takes another stroke into the row, which must not be changed afterwards. It
// reports whether there was anything to take: a stroke without a finite point is none.
func (r *Row) Add(s model.Stroke) bool {
	b, ok := BoxOf(s)
	if !ok {
		return false
	}
	r.strokes = append(r.strokes, stroke{r.next, s, b})
	r.next++
	r.regroup()
	return true
}

// Groups lists the characters from left to right. Neither they nor their strokes are
// to be written to.
func (r *Row) Groups() []Group { return r.groups }

// Strokes lists all strokes in the order of writing.
func (r *Row) Strokes() []model.Stroke {
	all := make([]model.Stroke, len(r.strokes))
	for i, s := range r.strokes {
		all[i] = s.points
	}
	return all
}

// RemoveGroup takes a group's strokes out of the row.
func (r *Row) RemoveGroup(i int) { r.remove(r.groups[i].IDs) }

// RemoveStroke takes the stroke out that was written last, and reports whether there
// was one.
func (r *Row) RemoveStroke() bool {
	if len(r.strokes) == 0 {
		return false
	}
	r.remove([]StrokeID{r.strokes[len(r.strokes)-1].id})
	return true
}

func (r *Row) remove(ids []StrokeID) {
	gone := func(id StrokeID) bool { return slices.Contains(ids, id) }
	r.strokes = slices.DeleteFunc(r.strokes, func(s stroke) bool { return gone(s.id) })
	maps.DeleteFunc(r.bonds, func(p pair, _ bond) bool { return gone(p.a) || gone(p.b) })
	maps.DeleteFunc(r.cuts, func(p pair, _ bool) bool { return gone(p.a) || gone(p.b) })
	r.regroup()
}

// Join makes one character of a group and the next, however they lie, and of whatever
// strokes will come to them.
func (r *Row) Join(i int) bool {
	if i < 0 || i+1 >= len(r.groups) {
		return false
	}
	ids := append(slices.Clone(r.groups[i].IDs), r.groups[i+1].IDs...)
	r.each(ids, ids, func(p pair) { r.decide(p, free) })
	for k := 1; k < len(ids); k++ {
		r.decide(pairOf(ids[k-1], ids[k]), together)
	}
	r.regroup()
	return true
}

// Split makes two characters of a group's strokes, those with their middles left of x
// and the others. It reports whether there are both.
func (r *Row) Split(i int, x float32) bool {
	if i < 0 || i >= len(r.groups) {
		return false
	}
	var left, right []StrokeID
	for k, s := range r.groups[i].Strokes {
		if b, _ := BoxOf(s); b.Centre().X < x {
			left = append(left, r.groups[i].IDs[k])
		} else {
			right = append(right, r.groups[i].IDs[k])
		}
	}
	if len(left) == 0 || len(right) == 0 {
		return false
	}
	r.each(left, right, func(p pair) { r.decide(p, apart) })
	for _, half := range [][]StrokeID{left, right} { // what stood together stays so
		for k := 1; k < len(half); k++ {
			r.decide(pairOf(half[k-1], half[k]), together)
		}
	}
	r.regroup()
	return true
}

func (r *Row) each(as, bs []StrokeID, f func(pair)) {
	for _, a := range as {
		for _, b := range bs {
			if a != b {
				f(pairOf(a, b))
			}
		}
	}
}

func (r *Row) decide(p pair, b bond) {
	if r.bonds == nil {
		r.bonds = make(map[pair]bond)
	}
	if b == free {
		delete(r.bonds, p)
	} else {
		r.bonds[p] = b
	}
}

// AddAll adds strokes that were all written already.
func (r *Row) AddAll(strokes []model.Stroke) {
	for _, s := range strokes {
		if b, ok := BoxOf(s); ok {
			r.strokes = append(r.strokes, stroke{r.next, s, b})
			r.next++
		}
	}
	r.regroup()
}
