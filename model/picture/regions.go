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

// cut reports whether the box reaches an edge of a picture of w×h.
func (r rect) cut(w, h int) bool { return r.x0 == 0 || r.y0 == 0 || r.x1 == w || r.y1 == h }

func (r rect) covers(x, y int) bool { return r.x0 <= x && x < r.x1 && r.y0 <= y && y < r.y1 }

// region is ink that hangs together.
type region struct {
	rect
	area int // in pixels
	ink  int // the sum of their strengths
	deep int // the sum of their distances to what is no ink
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

// wipe takes out all pixels that are neither kept nor next to one that is.
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
