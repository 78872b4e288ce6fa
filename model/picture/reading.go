package picture

import "slices"

// reading is what is taken for ink in a part of a picture.
type reading struct {
	rect          // the part
	w, h  int     // its sides
	marks []uint8 // how much each pixel stands out from the paper around it
	ink   uint8   // how much ink stands out; 0 when nothing does
	least uint8   // less is paper's own grain
	even  bool    // the paper is of one brightness all over, as a program draws it
}

// quality is how clearly the ink stands out.
func (r reading) quality() float64 {
	if r.ink == 0 {
		return 0
	}
	return float64(r.ink) / float64(max(r.least, 1))
}

// read finds the ink of a view: by its brightness, or where that says little by
// its hue, whichever separates ink from the paper's grain most clearly.
func (v view) read(depth int) reading {
	best := v.readPlane(v.greys())
	const much = 60
	if best.ink < much {
		if a, b := v.hues(); a != nil {
			for _, plane := range [][]uint8{a, b} {
				// A hue must say it more clearly by far: it is blurred in photographs.
				if r := v.readPlane(plane); r.quality() > 1.5*best.quality() {
					best = r
				}
			}
		}
	}
	const deepest = 2
	if best.ink > 0 && depth < deepest {
		if inside, ok := best.board(); ok {
			if r := v.part(inside).read(depth + 1); r.ink > 0 && r.even == best.even || r.quality() > 3 {
				return r
			}
		}
	}
	return best
}

// readPlane finds what stands out by one coordinate of the colour.
func (v view) readPlane(light []uint8) reading {
	r := reading{rect: v.rect, w: v.w, h: v.h}
	paper, share := borderOf(light, v.w, v.h)
	grain := grainOf(light, v.w)
	const clean = 3
	switch {
	case share >= evenShare:
		r.fromEven(light, paper, grain)
	case grain <= clean && r.fromTwo(light, grain):
	case max(v.w, v.h) <= small && share >= smallShare:
		r.fromEven(light, paper, grain)
	case r.fromLit(light, grain):
	default:
		r.fromUneven(light)
	}
	return r
}

// grainOf is the deviation of a picture's grain, from how far neighbours differ
// where the picture is calm.
func grainOf(light []uint8, w int) float64 {
	var histogram [256]int
	for i := 1; i < len(light); i++ {
		if i%w != 0 {
			histogram[max(light[i], light[i-1])-min(light[i], light[i-1])]++
		}
	}
	// The mean of the lower three quarters of |x−y| is 0.58 deviations for normal
	// grain; a median would be a whole number.
	n, left := 0, 0
	for _, c := range histogram {
		left += c
	}
	left = left * 3 / 4
	if left == 0 {
		return 0
	}
	sum := 0
	for d, c := range histogram {
		c = min(c, left-n)
		n += c
		sum += d * c
	}
	return float64(sum) / float64(n) / 0.71
}

// strongest is the level of ink: that of the darkest marks but for specks.
func strongest(marks []uint8, least uint8) uint8 {
	var histogram [256]int
	for _, v := range marks {
		histogram[v]++
	}
	clear(histogram[:least])
	return uint8(percentile(histogram[:], 0.95))
}

// board is the inside of a large solid block, if that is what is taken for ink:
// a board in its frame, a sheet on a table, a window on a screen. What is written
// on it is what matters.
func (r reading) board() (inside rect, ok bool) {
	m := r.mask(DefaultThreshold)
	_, regions := m.regions()
	if len(regions) == 0 {
		return rect{}, false
	}
	block := slices.MaxFunc(regions, func(a, b region) int { return a.area - b.area })
	w, h := block.x1-block.x0, block.y1-block.y0
	inset := max(min(w, h)/40, 2)
	inside = rect{block.x0 + inset, block.y0 + inset, block.x1 - inset, block.y1 - inset}
	const side = 24
	if max(w, h) > 4*min(w, h) || 7*w*h < r.w*r.h || 2*block.area < w*h || inside.x1-inside.x0 < side || inside.y1-inside.y0 < side {
		return rect{}, false
	}
	// Its border is solid: it is no character that fills its box.
	solid, all := 0, 0
	for x := inside.x0; x < inside.x1; x++ {
		for _, y := range []int{inside.y0, inside.y1 - 1} {
			all++
			if m.pix[y*m.w+x] >= inked {
				solid++
			}
		}
	}
	for y := inside.y0; y < inside.y1; y++ {
		for _, x := range []int{inside.x0, inside.x1 - 1} {
			all++
			if m.pix[y*m.w+x] >= inked {
				solid++
			}
		}
	}
	return inside, 10*solid >= 9*all
}

// mask returns the strength of the ink in every pixel, half at the threshold.
func (r reading) mask(threshold float64) mask {
	// A drawing's soft edge is in proportion to how much of a pixel is ink. That
	// of a photograph is blurred besides, and its paper is not clean.
	gain := 1.0
	if !r.even {
		gain = 2
	}
	const faintest = 64 // below it is shadow and compression
	var strengths [256]uint8
	for v := range strengths {
		s := 255 * min(max(0.5+(float64(v)/float64(r.ink)-threshold)*gain, 0), 1)
		if s > faintest && v > 0 {
			strengths[v] = uint8(s + 0.5)
		}
	}
	m := mask{w: r.w, h: r.h, pix: make([]uint8, len(r.marks))}
	for i, v := range r.marks {
		m.pix[i] = strengths[v]
	}
	return m
}
