package writing

import (
	"slices"
	"strconv"
)

// regroup finds the row's characters again. Where there is little between two ways to
// cut it, it stays as it was, so that what was written is calm while more comes.
func (r *Row) regroup() {
	parts, l := r.line()
	cuts := l.cuts()
	r.groups = r.groups[:0:0]
	start := 0
	r.cuts = make(map[pair]bool)
	for _, n := range cuts {
		if start > 0 {
			r.cuts[r.border(parts[start-1], parts[start])] = true
		}
		for i := start; i < start+n-1; i++ {
			r.cuts[r.border(parts[i], parts[i+1])] = false
		}
		r.groups = append(r.groups, r.group(parts[start:start+n]))
		start += n
	}
	boxes := make([]Box, len(r.groups))
	for i, g := range r.groups {
		boxes[i] = g.Box
	}
	for i, space := range Spaces(boxes) {
		r.groups[i].Space = space
	}
}

// line is the row as it is to be cut.
func (r *Row) line() ([]part, *line) {
	boxes := make([]Box, len(r.strokes))
	for i, s := range r.strokes {
		boxes[i] = s.box
	}
	bonds := func(i, j int) bond { return r.bonds[pairOf(r.strokes[i].id, r.strokes[j].id)] }
	size := sizeOf(boxes)
	parts := partsOf(boxes, size, bonds)
	of := make([]Box, len(parts))
	for i, p := range parts {
		of[i] = p.box
	}
	l := &line{taste: usual, parts: parts, size: max(float64(sizeOf(of)), 1e-12)}
	l.apart, l.stay = make([]bool, len(parts)), make([]float64, len(parts))
	newest := slices.IndexFunc(parts, func(p part) bool { return slices.Contains(p.items, len(r.strokes)-1) })
	for i := range max(len(parts)-1, 0) {
		l.apart[i] = linked(parts[i], parts[i+1], bonds) == apart
		if cut, known := r.cuts[r.border(parts[i], parts[i+1])]; known {
			const near = 2 // parts
			stay := l.Stay
			if i+1 < newest-near || i > newest+near {
				stay = l.Frozen
			}
			if cut {
				stay = -stay
			}
			l.stay[i] = stay
		}
	}
	l.known = func(i, j int) float64 {
		if like, known := r.likes[r.group(parts[i:j]).Key()]; known {
			return like
		}
		return -1
	}
	return parts, l
}

// border names the boundary between two parts by the first stroke of each: those that
// are there already keep their names while others come.
func (r *Row) border(a, b part) pair { return pairOf(r.strokes[a.first].id, r.strokes[b.first].id) }

func (r *Row) group(parts []part) Group {
	g := Group{Box: nowhere}
	var items []int
	for _, p := range parts {
		items = append(items, p.items...)
		g.Box = g.Box.Union(p.box)
	}
	slices.Sort(items)
	for _, i := range items {
		g.IDs = append(g.IDs, r.strokes[i].id)
		g.Strokes = append(g.Strokes, r.strokes[i].points)
	}
	return g
}

// Key names the group's strokes, as it does a candidate's.
func (g Group) Key() string {
	var b []byte
	for _, id := range g.IDs {
		b = append(strconv.AppendInt(b, int64(id), 36), ' ')
	}
	return string(b)
}

// Spaces says before which of the boxes of a row, from left to right, a word begins:
// where the gap is far wider than the row's others.
func Spaces(boxes []Box) []bool {
	gaps := Gaps(boxes)
	size := sizeOf(boxes)
	slices.Sort(gaps)
	var own float32
	switch len(gaps) { // of so few the median may be a word's
	case 0:
	case 1:
		own = size / 2
	case 2:
		own = gaps[0]
	default:
		own = gaps[len(gaps)/2]
	}
	return SpacesAmong(boxes, own, size)
}

// SpacesAmong is Spaces where it is known how far characters are apart usually, and how
// large they are.
func SpacesAmong(boxes []Box, usual, size float32) []bool {
	spaces := make([]bool, len(boxes))
	for i, g := range Gaps(boxes) {
		const more, least = 2.2, 0.75
		spaces[i+1] = g > more*max(usual, 0) && g > least*size
	}
	return spaces
}

// Gaps are the distances between the boxes of a row, negative where they overlap.
func Gaps(boxes []Box) []float32 {
	var gaps []float32
	for i := 1; i < len(boxes); i++ {
		gaps = append(gaps, -boxes[i-1].shared(boxes[i]))
	}
	return gaps
}
