package picture

import "math"

// evenLeast is the least contrast of ink on clean paper.
const evenLeast = 5

// fromEven takes what differs from paper of one brightness for marks. The side
// that reaches further from it is the ink's.
func (r *reading) fromEven(light []uint8, paper uint8, grain float64) {
	r.even = true
	r.least = uint8(min(max(evenLeast, 6*grain, 3*float64(borderSpread(light, r.w, r.h, paper))), 255))
	var histogram [256]int
	for _, v := range light {
		histogram[v]++
	}
	// Specks do not count: a hot pixel is no ink.
	darkest, lightest := outermost(histogram[:], len(light)/20000)
	dark := paper-min(darkest, paper) >= max(lightest, paper)-paper
	r.marks = make([]uint8, len(light))
	for i, v := range light {
		if dark {
			r.marks[i] = paper - min(v, paper)
		} else {
			r.marks[i] = max(v, paper) - paper
		}
	}
	r.ink = strongest(r.marks, r.least)
	if r.ink > 0 && r.isPaper() {
		for i, v := range r.marks {
			r.marks[i] = r.ink - min(v, r.ink)
		}
	}
}

// outermost are the darkest and the lightest values that more than a few pixels
// have.
func outermost(histogram []int, few int) (darkest, lightest uint8) {
	seen := 0
	for v, n := range histogram {
		if seen += n; seen > few {
			darkest = uint8(v)
			break
		}
	}
	seen = 0
	for v := len(histogram) - 1; v >= 0; v-- {
		if seen += histogram[v]; seen > few {
			return darkest, uint8(v)
		}
	}
	return darkest, darkest
}

// borderSpread is how far most of the border's pixels are from its median.
func borderSpread(light []uint8, w, h int, paper uint8) int {
	var histogram [256]int
	eachBorder(w, h, func(i int) { histogram[max(light[i], paper)-min(light[i], paper)]++ })
	return percentile(histogram[:], 0.85)
}

// fromTwo reads a picture of two even colours whose border has both, as one has
// that is cut close to its ink. It reports whether it is such a picture.
func (r *reading) fromTwo(light []uint8, grain float64) bool {
	var histogram [256]int
	for _, v := range light {
		histogram[v]++
	}
	split := otsu(histogram[:])
	dark, bright := uint8(modeOf(histogram[:split], 0)), uint8(modeOf(histogram[split:], split))
	reach := bright - dark
	least := max(3*evenLeast, 8*grain)
	if float64(reach) < least {
		return false
	}
	near := max(min(10, float64(reach)/4), 3*grain)
	n, beyond := 0, 0
	for v, c := range histogram {
		if float64(v) < float64(dark)-near || float64(v) > float64(bright)+near {
			beyond += c
		}
		if math.Abs(float64(v)-float64(dark)) <= near || math.Abs(float64(v)-float64(bright)) <= near {
			n += c
		}
	}
	// A shadow is no ink where there is darker ink in it.
	const most, few = 0.86, 0.004
	if float64(n) < most*float64(len(light)) || float64(beyond) > few*float64(len(light)) {
		return false
	}
	r.even, r.least, r.ink = true, uint8(min(least, 255)), reach
	r.marks = make([]uint8, len(light))
	for i, v := range light {
		r.marks[i] = min(bright-min(v, bright), reach)
	}
	r.decide()
	if r.isWriting() {
		return true
	}
	*r = reading{rect: r.rect, w: r.w, h: r.h}
	return false
}

// decide turns a reading of two colours, one of which is the ink, round if it is
// the other: strokes are thin, and paper is wide.
func (r *reading) decide() {
	if r.isPaper() {
		for i, v := range r.marks {
			r.marks[i] = r.ink - min(v, r.ink)
		}
	}
}

// modeOf is the most frequent value of a histogram's part that begins at a value.
func modeOf(histogram []int, first int) int {
	best := 0
	for v, n := range histogram {
		if n > histogram[best] {
			best = v
		}
	}
	return first + best
}

// otsu is the value from which on the brighter of two classes begins: Otsu 1979,
// A threshold selection method from gray-level histograms.
func otsu(histogram []int) int {
	var n, sum float64
	for v, c := range histogram {
		n += float64(c)
		sum += float64(v) * float64(c)
	}
	var below, belowSum, most float64
	split := 1
	for v := range len(histogram) - 1 {
		below += float64(histogram[v])
		belowSum += float64(v) * float64(histogram[v])
		if below == 0 || below == n {
			continue
		}
		d := belowSum/below - (sum-belowSum)/(n-below)
		if between := below * (n - below) * d * d; between > most {
			most, split = between, v+1
		}
	}
	return split
}
