package picture

import (
	"math"
	"slices"
)

// keepCharacter wipes out all ink but the character's: the large mark in the
// middle and what lies near it. Lines that are ruled on the paper, a form's cell
// around it, what is printed on the page, holes, and what reaches in from beyond
// the picture are something else.
func (m *mask) keepCharacter(even bool) {
	whole := slices.Clone(m.pix)
	lines := m.unrule()
	m.transposed(func(t *mask) { lines += t.unrule() })
	if lines > 0 && m.lacks(whole, lines) {
		m.pix = whole
	}
	regions, labels := m.measured()
	if len(regions) == 0 {
		return
	}
	p := page{m: m, labels: labels, regions: regions, even: even}
	kept := p.choose()
	m.wipe(func(i int) bool { return labels[i] > 0 && kept[labels[i]-1] })
}

// lacks reports whether the lines from edge to edge that were taken out are strokes
// of the character: little is left without them, or the only one of its direction is as
// wide as the character's pen and touches it.
func (m *mask) lacks(whole []uint8, lines int) bool {
	taken := mask{m.w, m.h, slices.Clone(whole)}
	for i, v := range m.pix {
		if v >= inked {
			taken.pix[i] = 0
		}
	}
	left, _ := m.measured()
	out, _ := taken.measured()
	main, line := longest(left), longest(out)
	if 6*main.longer() < line.longer() {
		return true
	}
	const touching, most = 3, 2
	pen := line.pen() / main.pen()
	return lines <= most && main.apart(line.rect) < touching && pen > 0.6 && pen < 1.6
}

// measured are the regions, with how thick they are, and their labels.
func (m *mask) measured() ([]region, []int32) {
	labels, regions := m.regions()
	for i, d := range m.distances() {
		if l := labels[i]; l > 0 {
			regions[l-1].deep += int(d)
		}
	}
	return regions, labels
}

func longest(regions []region) (r region) {
	for _, other := range regions {
		if other.longer() > r.longer() {
			r = other
		}
	}
	return r
}

// pen is about how wide the strokes of a region are. A stroke's pixels are a
// quarter of its width away from its edges, in the mean.
func (r region) pen() float64 { return max(4*float64(r.deep)/float64(max(r.area, 1))-2, 1) }

// page is the ink of a picture, in pieces.
type page struct {
	m       *mask
	labels  []int32
	regions []region
	even    bool
}

// choose says of each region whether it belongs to the character.
func (p *page) choose() []bool {
	within := rect{0, 0, p.m.w, p.m.h}
	gone := make([]bool, len(p.regions))
	main := p.main(gone, within)
	// A form's cell is as large as what is written in it, or larger.
	for range p.regions {
		cell, ok := p.cellOf(main, gone)
		if !ok {
			break
		}
		within = cell
		for i, r := range p.regions {
			gone[i] = gone[i] || r.x0 < cell.x0 || r.y0 < cell.y0 || r.x1 > cell.x1 || r.y1 > cell.y1
		}
		main = p.main(gone, within)
	}
	kept := make([]bool, len(p.regions))
	kept[main] = true
	first := p.regions[main]
	box := first.rect
	for grown := true; grown; { // a neighbour may bring its own
		grown = false
		for i, r := range p.regions {
			if !kept[i] && !gone[i] && p.belongs(r, first, box) {
				kept[i], grown = true, true
				box.add(r.x0, r.y0)
				box.add(r.x1-1, r.y1-1)
			}
		}
	}
	return kept
}

// main is the large region in the middle. What reaches in from beyond the picture
// and stays away from its centre is a table, a thumb, the next line, unless all
// else is a dot; a character that fills the picture reaches across its centre.
func (p *page) main(gone []bool, within rect) int {
	best, most := 0, 0.0
	meant, mostMeant := -1, 0.0
	for i, r := range p.regions {
		if gone[i] {
			continue
		}
		weight := float64(r.ink) * r.middle(within) * r.blot()
		if weight > most {
			best, most = i, weight
		}
		if weight > mostMeant && (!r.cut(p.m.w, p.m.h) || r.covers(p.m.w/2, p.m.h/2)) {
			meant, mostMeant = i, weight
		}
	}
	const dot = 0.06
	if meant >= 0 && mostMeant >= dot*most {
		return meant
	}
	return best
}

// middle is 1 for a region in the middle of a box and less towards its edges.
func (r region) middle(box rect) float64 {
	x := float64(r.x0+r.x1-box.x0-box.x1) / float64(box.x1-box.x0)
	y := float64(r.y0+r.y1-box.y0-box.y1) / float64(box.y1-box.y0)
	return 1 - 0.6*min(max(math.Abs(x), math.Abs(y)), 1)
}

// blot is less than 1 for a filled spot, a hole or a thumb, of which there is much
// ink for its size.
func (r region) blot() float64 {
	full := float64(r.area) / float64((r.x1-r.x0)*(r.y1-r.y0))
	if short := min(r.x1-r.x0, r.y1-r.y0); full > 0.6 && 2*short > r.longer() {
		return 0.3
	}
	return 1
}

// belongs reports whether a region is a part of the character whose main region and
// box so far are given.
func (p *page) belongs(r, first region, box rect) bool {
	const speck = 200 // times a speck's area is still less than a dot's
	weak := 4*r.ink*first.area < 3*first.ink*r.area
	if speck*r.area < first.area || !p.even && weak {
		return false
	}
	apart := box.apart(r.rect)
	size := max(first.longer(), box.longer())
	if r.cut(p.m.w, p.m.h) && !first.cut(p.m.w, p.m.h) && (!p.even || 6*apart > size) {
		return false
	}
	if p.underlines(r, first, box) {
		return false
	}
	if !p.even {
		return apart <= max(first.longer()*3/5, max(p.m.w, p.m.h)/6)
	}
	if first.blot() < 1 && box == first.rect || first.blot() < 1 && r.blot() < 1 { // nothing but dots
		return 2*r.longer() > first.longer() && apart <= max(p.m.w, p.m.h)/4
	}
	// A dot is close to its letter, a part as large as the rest may be further away.
	share := min(float64(r.longer())/float64(size), 1)
	return float64(apart) <= (0.3+0.45*share)*float64(size)
}

// underlines reports whether a region is a line under the character: below all of
// it, wide, and drawn by a finer pen, or wider or further away than the lower part
// of a character is, as in 으.
func (p *page) underlines(r, first region, box rect) bool {
	w, h := r.x1-r.x0, r.y1-r.y0
	if w < 8*h || r.y0 < box.y1 || first.x1-first.x0 > 5*(first.y1-first.y0) {
		return false
	}
	if 10*w < 9*(box.x1-box.x0) {
		return false
	}
	return r.pen() < 0.6*first.pen() || 10*w > 17*box.longer() || 100*(r.y0-box.y1) > 45*box.longer()
}
