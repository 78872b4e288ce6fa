package picture

import "math"

// isPaper reports whether what is taken for ink is rather the paper: it is the
// wider of the two, and what it leaves is strokes. A drawing that is cut to its
// ink has little paper at its border, or none.
func (r *reading) isPaper() bool {
	ink, paper := r.classes()
	area := r.w * r.h
	switch {
	case ink.area == 0 || paper.area == 0:
		return false
	case paper.isStroke() && ink.atCorners():
		return true // the corners that a stroke with round ends leaves
	case ink.isStroke() && paper.atCorners():
		return false
	case ink.border == 0: // inside a margin, or inside a character of straight sides
		return 7*ink.area > 2*area && ink.isInside(&paper)
	case paper.border == 0:
		return !paper.isInside(&ink)
	}
	return ink.depth > paper.depth
}

// isWriting reports whether the ink is as thin as strokes are, or but for its
// corners all there is. A shadow leaves a share of the light as ink does, but no
// pen is as wide.
func (r *reading) isWriting() bool {
	ink, paper := r.classes()
	// A stroke's pixels are a quarter of its width away from its edges, in the mean.
	const pen, widest = 0.29, 0.4
	side := math.Sqrt(float64(r.w*r.h)) / 4
	return ink.depth <= pen*side || ink.depth <= widest*side && 5*ink.depth < 3*paper.depth || ink.isStroke() && paper.atCorners()
}

// class is one of two kinds of pixels that a picture has.
type class struct {
	mask
	area, border int     // pixels, and those of them on the picture's border
	depth        float64 // the mean distance to the other kind or the border
}

// classes are the pixels that are taken for ink, and all others.
func (r *reading) classes() (ink, paper class) {
	ink.mask = mask{w: r.w, h: r.h, pix: make([]uint8, len(r.marks))}
	paper.mask = mask{w: r.w, h: r.h, pix: make([]uint8, len(r.marks))}
	for i, v := range r.marks {
		if 2*int(v) >= int(r.ink) {
			ink.pix[i] = 255
		} else {
			paper.pix[i] = 255
		}
	}
	ink.measure()
	paper.measure()
	return ink, paper
}

func (c *class) measure() {
	sum := 0
	for _, d := range c.distances() {
		if d > 0 {
			c.area++
			sum += int(d)
		}
	}
	c.depth = float64(sum) / float64(max(c.area, 1))
	eachBorder(c.w, c.h, func(i int) {
		if c.pix[i] >= inked {
			c.border++
		}
	})
}

// isStroke reports whether the picture is of one kind but for its corners, which
// may be a single stroke or a dot.
func (c *class) isStroke() bool {
	long, short, all := max(c.w, c.h), min(c.w, c.h), c.w*c.h
	return 4*c.area > 3*all && (long >= 3*short || 8*c.area < 7*all)
}

// atCorners reports whether all that there is are pieces at the picture's four
// corners.
func (c *class) atCorners() bool {
	labels, regions := c.regions()
	pieces := map[int32]bool{}
	for _, i := range [4]int{0, c.w - 1, (c.h - 1) * c.w, c.h*c.w - 1} {
		pieces[labels[i]] = true
	}
	if pieces[0] || len(pieces) == 1 { // a corner is something else's, or it is a frame
		return false
	}
	for i, r := range regions {
		if r.counts(c) && !pieces[int32(i+1)] {
			return false
		}
	}
	return true
}

// isInside reports whether all that there is are full rectangles within strokes,
// as in ㅁ and 日.
func (c *class) isInside(strokes *class) bool {
	if strokes.depth >= c.depth {
		return false
	}
	_, regions := c.regions()
	pieces := 0
	for _, r := range regions {
		if r.counts(c) {
			if !c.solid(r) {
				return false
			}
			pieces++
		}
	}
	// A single one might be a square itself.
	return pieces > 1 || 2*strokes.depth < c.depth
}

// counts reports whether a region is more than a speck of its class.
func (r region) counts(c *class) bool { return 500*r.area >= c.area }

// solid reports whether a region is a full rectangle with nothing in it.
func (m *mask) solid(r region) bool {
	w, h := r.x1-r.x0, r.y1-r.y0
	if 100*r.area < 93*w*h {
		return false
	}
	empty := 0
	for y := r.y0 + h/12; y < r.y1-h/12; y++ {
		for x := r.x0 + w/12; x < r.x1-w/12; x++ {
			if m.pix[y*m.w+x] < inked {
				empty++
			}
		}
	}
	return 1000*empty <= w*h
}

// distances is how many pixels each inked one is away from what is not inked or
// from beyond the picture, along rows and columns.
func (m *mask) distances() []int16 {
	d := make([]int16, len(m.pix))
	for y := range m.h {
		for x := range m.w {
			i := y*m.w + x
			if m.pix[i] < inked {
				continue
			}
			up, left := int16(0), int16(0)
			if y > 0 {
				up = d[i-m.w]
			}
			if x > 0 {
				left = d[i-1]
			}
			d[i] = 1 + min(up, left)
		}
	}
	for y := m.h - 1; y >= 0; y-- {
		for x := m.w - 1; x >= 0; x-- {
			i := y*m.w + x
			down, right := int16(0), int16(0)
			if y < m.h-1 {
				down = d[i+m.w]
			}
			if x < m.w-1 {
				right = d[i+1]
			}
			d[i] = min(d[i], 1+min(down, right))
		}
	}
	return d
}

// eachBorder calls a function for every pixel on the border of a picture.
func eachBorder(w, h int, f func(i int)) {
	for x := range w {
		f(x)
		if h > 1 {
			f((h-1)*w + x)
		}
	}
	for y := 1; y < h-1; y++ {
		f(y * w)
		if w > 1 {
			f(y*w + w - 1)
		}
	}
}
