package picture

import (
	"slices"

	"github.com/oneglyph/oneglyph/model"
)

// mask is ink found in a picture of w×h pixels, 0 none and 255 full. A pixel is
// inked from half strength on; fainter ones are the soft edge of those.
type mask struct {
	w, h int
	pix  []uint8
}

const inked = 128

// transposed calls a function with the mask's sides swapped, and takes back
// what that makes of it.
func (m *mask) transposed(change func(*mask)) {
	t := mask{w: m.h, h: m.w, pix: make([]uint8, len(m.pix))}
	for y := range m.h {
		for x := range m.w {
			t.pix[x*m.h+y] = m.pix[y*m.w+x]
		}
	}
	change(&t)
	for y := range m.h {
		for x := range m.w {
			m.pix[y*m.w+x] = t.pix[x*m.h+y]
		}
	}
}

// unrule takes out the lines that are ruled on the paper: thin and from the left
// edge of the picture to the right. Where a stroke crosses one, it stays. It says
// how many there were.
func (m *mask) unrule() (lines int) {
	thin := max(m.h/60, 1)
	for y := 0; y < m.h; {
		end := m.runEnd(0, y)
		if n := end - y; n > 0 && n <= thin {
			if m.unruleFrom((y+end-1)/2, n+2) {
				lines++
			}
		}
		y = max(end, y+1)
	}
	return lines
}

// unruleFrom follows a line from its middle at the left edge, and takes it out if
// it reaches the right one. What is thicker than thin is a stroke's.
func (m *mask) unruleFrom(y, thin int) bool {
	const gap, drift = 12, 2 // columns without the line; rows from column to column
	type run struct{ from, to int }
	line := make([]run, m.w)
	missing, seen := 0, 0
	for x := range m.w {
		at := -1
		for d := range drift + 1 {
			if m.inked(x, y-d) {
				at = y - d
			} else if m.inked(x, y+d) {
				at = y + d
			}
			if at >= 0 {
				break
			}
		}
		if at < 0 {
			if missing++; missing > gap {
				return false
			}
			continue
		}
		missing = 0
		r := run{at, at + 1}
		for m.inked(x, r.from-1) {
			r.from--
		}
		r.to = m.runEnd(x, at)
		if r.to-r.from <= thin {
			line[x] = r
			seen++
			y = (r.from + r.to - 1) / 2
		}
	}
	if 2*seen < m.w { // it would be more strokes than line
		return false
	}
	for x, r := range line {
		if r.to > r.from {
			for y := max(r.from-1, 0); y < min(r.to+1, m.h); y++ { // and its soft edge
				m.pix[y*m.w+x] = 0
			}
		}
	}
	return true
}

func (m *mask) inked(x, y int) bool {
	return y >= 0 && y < m.h && m.pix[y*m.w+x] >= inked
}

// runEnd returns the row after the last that is inked from y down.
func (m *mask) runEnd(x, y int) int {
	for m.inked(x, y) {
		y++
	}
	return y
}

// crop cuts paper away from all four sides, and says where the ink was.
func (m *mask) crop() (s model.Scan, box rect, err error) {
	box = rect{x0: m.w, y0: m.h}
	for y := range m.h {
		row := m.pix[y*m.w : y*m.w+m.w]
		if x := slices.IndexFunc(row, func(v uint8) bool { return v >= inked }); x >= 0 {
			box.add(x, y)
			for x = m.w - 1; row[x] < inked; x-- {
			}
			box.add(x, y)
		}
	}
	if box.x1 <= box.x0 {
		return model.Scan{}, rect{}, model.ErrEmpty
	}
	s = model.Scan{W: box.x1 - box.x0, H: box.y1 - box.y0}
	for y := box.y0; y < box.y1; y++ {
		s.Pix = append(s.Pix, m.pix[y*m.w+box.x0:y*m.w+box.x1]...)
	}
	return s, box, nil
}
