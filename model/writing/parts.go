package writing

import (
	"cmp"
	"slices"
)

// part is ink that is one character's for sure, or by hand: what lies above or below
// each other.
type part struct {
	box         Box
	items       []int // by rising number, which is the order of writing
	first, last int   // the items written first and last
}

// gap is the distance to the next part, negative where they overlap.
func (p part) gap(next part) float32 { return -p.box.shared(next.box) }

// bond says what a person decided about two items.
type bond int8

const (
	free bond = iota
	apart
	together
)

// partsOf joins the items that lie above or below each other, the largest overlaps
// first, and those that were joined by hand. The parts are ordered by x. Late dots
// and bars thus join what they belong to, whenever they are written.
func partsOf(boxes []Box, size float32, bonds func(i, j int) bond) []part {
	parts := make([]part, len(boxes))
	for i, b := range boxes {
		parts[i] = part{b, []int{i}, i, i}
	}
	for i := 0; i < len(parts); i++ { // by hand
		for j := i + 1; j < len(parts); j++ {
			if linked(parts[i], parts[j], bonds) == together {
				parts[i], parts = joined(parts[i], parts[j]), slices.Delete(parts, j, j+1)
				j = i
			}
		}
	}
	// From left to right, so that few have to be looked at next to each other.
	byLeft := func(a, b part) int { return cmp.Compare(a.box.X0, b.box.X0) }
	slices.SortStableFunc(parts, byLeft)
	for {
		best, bi, bj := float32(0), -1, -1
		for i := range parts {
			for j := i + 1; j < len(parts) && parts[j].box.X0 <= parts[i].box.X1+pen*size; j++ {
				if o := overlap(parts[i].box, parts[j].box, size); o > best && linked(parts[i], parts[j], bonds) != apart {
					best, bi, bj = o, i, j
				}
			}
		}
		if bi < 0 || best < sureOverlap {
			break
		}
		parts[bi], parts = joined(parts[bi], parts[bj]), slices.Delete(parts, bj, bj+1)
	}
	slices.SortStableFunc(parts, func(a, b part) int {
		return cmp.Compare(a.box.X0+a.box.X1, b.box.X0+b.box.X1)
	})
	return parts
}

// sureOverlap is the share of the narrower part's width from which on two are one.
const sureOverlap = 0.55

// pen is about how wide a pen's strokes are, in characters.
const pen = 0.08

// overlap is the share of the narrower box that lies above or below the other. A box
// is taken for a pen's width wide at least, since a bar has no width of its own.
func overlap(a, b Box, size float32) float32 {
	narrow := func(b Box) Box {
		if w := pen * size; b.Width() < w {
			c := b.Centre().X
			b.X0, b.X1 = c-w/2, c+w/2
		}
		return b
	}
	a, b = narrow(a), narrow(b)
	shorter := min(a.Width(), b.Width())
	if shorter <= 0 { // all is one point
		return 1
	}
	return a.shared(b) / shorter
}

func joined(a, b part) part {
	return part{a.box.Union(b.box), sorted(a.items, b.items), min(a.first, b.first), max(a.last, b.last)}
}

func sorted(a, b []int) []int {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return all
}

// linked is what a person decided about any two items of two parts. What was put
// apart last counts, since Row keeps no two decisions that disagree.
func linked(a, b part, bonds func(i, j int) bond) bond {
	found := free
	for _, i := range a.items {
		for _, j := range b.items {
			switch bonds(i, j) {
			case apart:
				return apart
			case together:
				found = together
			}
		}
	}
	return found
}
