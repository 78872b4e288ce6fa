package picture

import (
	"slices"

	"github.com/oneglyph/oneglyph/model"
)

const (
	// faintest is the least contrast of ink in a photograph, of 255.
	faintest = 24
	// evenPaper is how far the brightness of even paper may differ from the
	// border's, and evenShare how much of the border is to be like that.
	evenPaper, evenShare = 10, 0.9
	// No photograph is as small as small pictures are, whose character may well
	// lie along the border.
	small, smallShare = 2 * model.Side, 0.5
)

// borderOf returns the brightness that half of the outermost pixels do not exceed,
// and the share of them that is about as bright.
func borderOf(light []uint8, w, h int) (median uint8, share float64) {
	var border []uint8
	eachBorder(w, h, func(i int) { border = append(border, light[i]) })
	slices.Sort(border)
	median = border[(len(border)-1)/2]
	alike := 0
	for _, v := range border {
		if max(v, median)-min(v, median) <= evenPaper {
			alike++
		}
	}
	return median, float64(alike) / float64(len(border))
}

// fromUneven takes for marks what is darker than the paper around it, or lighter
// than dark paper. The paper's brightness at each place is the picture with all
// that is narrower than a window taken out of it, the closing of mathematical
// morphology, so that shading, shadows with sharp edges and the table under the
// sheet are paper of their own brightness (the black top-hat of Gonzalez and
// Woods, Digital Image Processing, section 9.6; estimating the paper's surface
// first and taking a threshold of the distance from it afterwards is Gatos,
// Pratikakis and Perantonis 2006, Adaptive degraded document image binarization).
// Unlike a threshold from the local mean and deviation, Sauvola's for one, it
// leaves wide strokes whole. Light falls on paper and ink alike, so what counts
// is the share of the paper's light that a mark takes away.
func (r *reading) fromUneven(light []uint8) {
	w, h := r.w, r.h
	blurred := boxMean(light, w, h, 1) // a camera's grain
	window := max(w, h)/12*2 + 1
	if lightOnDark(blurred, w, h, window) {
		for i, v := range blurred {
			blurred[i] = 255 - v
		}
	}
	paper := closing(blurred, w, h, window)
	r.marks = make([]uint8, len(blurred))
	const least = 64 // on darker paper little would count for much
	var histogram [256]int
	for i, v := range blurred {
		r.marks[i] = uint8(int(paper[i]-v) * 255 / max(int(paper[i]), least))
		histogram[r.marks[i]]++
	}
	// The paper's brightest grain stands out from most of it. Where there is more ink
	// than a quarter, the upper quartile is the ink's.
	grain := percentile(histogram[:], 0.5)
	noise := percentile(histogram[:], 0.75) - grain
	const ink = 16 // no grain is as coarse
	if noise > ink {
		noise = min(noise, 2*(grain-percentile(histogram[:], 0.25))+1)
	}
	floor := min(max(grain+4*noise, faintest), 255)
	clear(histogram[:floor])
	level := max(percentile(histogram[:], 0.9)-grain, 0)
	if 2*level <= 3*(floor-grain) { // the grain's own outermost
		return
	}
	r.ink, r.least = uint8(level), uint8(floor-grain)
	for i, v := range r.marks {
		r.marks[i] = uint8(max(int(v)-grain, 0))
	}
}

// percentile returns the value that a share of a histogram's does not exceed, or 0
// for an empty one.
func percentile(histogram []int, share float64) int {
	total := 0
	for _, n := range histogram {
		total += n
	}
	seen := 0
	for v, n := range histogram {
		if seen += n; n > 0 && float64(seen) >= share*float64(total) {
			return v
		}
	}
	return 0
}

// lightOnDark reports whether the marks are lighter than the paper. Paper makes up
// most of a picture and its grain and its shadows' edges go both ways alike;
// ink goes one way, and far.
func lightOnDark(light []uint8, w, h, window int) bool {
	mean := boxMean(light, w, h, window/2)
	sum := 0.0
	for i, v := range light {
		const least = 32
		d := (float64(v) - float64(mean[i])) / max(float64(mean[i]), least)
		sum += d * d * d
	}
	return sum > 0
}
