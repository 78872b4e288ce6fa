package picture

// rect is the box from (x0, y0) up to and without (x1, y1).
type rect struct{ x0, y0, x1, y1 int }

func (r *rect) add(x, y int) {
	r.x0, r.y0 = min(r.x0, x), min(r.y0, y)
	r.x1, r.y1 = max(r.x1, x+1), max(r.y1, y+1)
}

func (r rect) longer() int { return max(r.x1-r.x0, r.y1-r.y0) }

// apart is the distance between two boxes along the side where it is larger, and
// at most 0 where they overlap.
func (r rect) apart(s rect) int {
	return max(r.x0-s.x1, s.x0-r.x1, r.y0-s.y1, s.y0-r.y1)
}

// cut tells whether the box reaches an edge of a picture of w×h.
func (r rect) cut(w, h int) bool { return r.x0 == 0 || r.y0 == 0 || r.x1 == w || r.y1 == h }

func (r rect) covers(x, y int) bool { return r.x0 <= x && x < r.x1 && r.y0 <= y && y < r.y1 }

// region is ink that hangs together.
type region struct {
	rect
	area int // in pixels
	ink  int // the sum of their strengths
}

// keepCharacter wipes out all regions but those of the character: the largest
// and what lies near it. On even paper all ink is taken to be meant.
func (m *mask) keepCharacter(even bool) {
	labels, regions := m.regions()
	if len(regions) == 0 {
		return
	}
	kept := chooseRegions(regions, m.w, m.h, even)
	m.wipe(func(i int) bool { return labels[i] > 0 && kept[labels[i]-1] })
}

// chooseRegions says of each region whether it belongs to the character: the
// most ink in one piece, and what is near and as strong. What reaches in from
// beyond the picture and stays away from its centre is a table, a thumb, the
// next line; a character that fills the picture reaches across its centre.
func chooseRegions(regions []region, w, h int, even bool) []bool {
	main := -1
	for _, any := range []bool{false, true} {
		for i, r := range regions {
			meant := any || even || !r.cut(w, h) || r.covers(w/2, h/2)
			if meant && (main < 0 || r.ink > regions[main].ink) {
				main = i
			}
		}
		if main >= 0 {
			break
		}
	}
	first := regions[main]
	whole := even || first.cut(w, h)
	kept := make([]bool, len(regions))
	kept[main] = true
	box := first.rect
	reach := max(first.longer()*3/5, max(w, h)/6)
	for grown := true; grown; { // a neighbour may bring its own
		grown = false
		for i, r := range regions {
			const speck = 200 // times a speck's area is still less than a dot's
			weak := 4*r.ink*first.area < 3*first.ink*r.area
			if kept[i] || speck*r.area < first.area || !even && (weak || box.apart(r.rect) > reach) || !whole && r.cut(w, h) {
				continue
			}
			kept[i], grown = true, true
			box.add(r.x0, r.y0)
			box.add(r.x1-1, r.y1-1)
		}
	}
	return kept
}

// regions labels every inked pixel with its region's number from 1, its index
// plus one.
func (m *mask) regions() (labels []int32, regions []region) {
	labels = make([]int32, len(m.pix))
	var stack []int
	for start, v := range m.pix {
		if v < inked || labels[start] != 0 {
			continue
		}
		r := region{rect: rect{x0: m.w, y0: m.h}}
		label := int32(len(regions) + 1)
		labels[start] = label
		for stack = append(stack[:0], start); len(stack) > 0; {
			i := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			r.area++
			r.ink += int(m.pix[i])
			r.add(i%m.w, i/m.w)
			m.around(i, func(j int) {
				if m.pix[j] >= inked && labels[j] == 0 {
					labels[j] = label
					stack = append(stack, j)
				}
			})
		}
		regions = append(regions, r)
	}
	return labels, regions
}

// wipe takes out all pixels that are neither kept nor beside one that is.
func (m *mask) wipe(kept func(i int) bool) {
	for i, v := range m.pix {
		if v == 0 || kept(i) {
			continue
		}
		beside := false
		if v < inked {
			m.around(i, func(j int) { beside = beside || kept(j) })
		}
		if !beside {
			m.pix[i] = 0
		}
	}
}

// around calls a function for a pixel's eight neighbours.
func (m *mask) around(i int, f func(j int)) {
	x, y := i%m.w, i/m.w
	for ny := max(y-1, 0); ny <= min(y+1, m.h-1); ny++ {
		for nx := max(x-1, 0); nx <= min(x+1, m.w-1); nx++ {
			if nx != x || ny != y {
				f(ny*m.w + nx)
			}
		}
	}
}
