package picture

// closing takes all that is dark and narrower than a window, an odd number of
// pixels, out of a w×h picture: each pixel becomes the brightest of those around
// it and then the darkest of what came of that.
func closing(pix []uint8, w, h, window int) []uint8 {
	out := make([]uint8, len(pix))
	copy(out, pix)
	across := func(f func(line []uint8)) {
		line := make([]uint8, max(w, h))
		for y := range h {
			f(out[y*w : y*w+w])
		}
		for x := range w {
			for y := range h {
				line[y] = out[y*w+x]
			}
			f(line[:h])
			for y := range h {
				out[y*w+x] = line[y]
			}
		}
	}
	var s sliding
	across(func(line []uint8) { s.brightest(line, window/2) })
	across(func(line []uint8) { s.darkest(line, window/2) })
	return out
}

// sliding is the scratch of a window that slides along a line.
type sliding struct {
	queue []int // places of values that may still become the brightest, falling
	copy  []uint8
}

// brightest replaces each value of a line by the greatest of those at most reach
// away from it, in time that does not depend on the reach.
func (s *sliding) brightest(line []uint8, reach int) {
	s.copy = append(s.copy[:0], line...)
	s.queue = s.queue[:0]
	front := 0
	for i := range len(line) + reach {
		if i < len(line) {
			for len(s.queue) > front && s.copy[s.queue[len(s.queue)-1]] <= s.copy[i] {
				s.queue = s.queue[:len(s.queue)-1]
			}
			s.queue = append(s.queue, i)
		}
		if at := i - reach; at >= 0 {
			for s.queue[front] < at-reach {
				front++
			}
			line[at] = s.copy[s.queue[front]]
		}
	}
}

func (s *sliding) darkest(line []uint8, reach int) {
	for i := range line {
		line[i] = ^line[i]
	}
	s.brightest(line, reach)
	for i := range line {
		line[i] = ^line[i]
	}
}

// boxMean replaces each pixel by the mean of those at most reach away from it along
// either side.
func boxMean(pix []uint8, w, h, reach int) []uint8 {
	// sums[y][x] is the sum of all pixels above y and left of x.
	stride := w + 1
	sums := make([]uint32, stride*(h+1)) // 840² × 255 fits
	for y := range h {
		row := uint32(0)
		for x := range w {
			row += uint32(pix[y*w+x])
			sums[(y+1)*stride+x+1] = sums[y*stride+x+1] + row
		}
	}
	out := make([]uint8, len(pix))
	for y := range h {
		top, bottom := max(y-reach, 0), min(y+reach+1, h)
		for x := range w {
			left, right := max(x-reach, 0), min(x+reach+1, w)
			sum := sums[bottom*stride+right] - sums[bottom*stride+left] - sums[top*stride+right] + sums[top*stride+left]
			n := uint32((bottom - top) * (right - left))
			out[y*w+x] = uint8((sum + n/2) / n)
		}
	}
	return out
}
