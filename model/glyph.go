package model

import (
	"image"
	"sync"
)

const (
	// Side is a glyph's width and height in pixels: Omniglot's own frame, and
	// the input of Koch's network.
	Side = 105
	// inkSpan is the share of the frame that the longer side of the ink's box
	// takes up once normalised.
	inkSpan = 0.82
	// penWidth is the stroke's width relative to the frame. Human strokes
	// rendered at 3 to 6 of 105 pixels are recognised as well as Omniglot's own
	// pictures, thinner ones are not.
	penWidth = 0.05
)

// Glyph is a normalised picture of ink, Side×Side, 0 paper and 255 full ink:
// its ink's box is centred and its longer side spans 82 % of the frame. It never
// changes once made and may be shared between goroutines. The zero Glyph is
// blank paper.
type Glyph struct{ pix *[Side * Side]uint8 }

var blank [Side * Side]uint8

// Pix returns the Side×Side pixels row by row, which must not be written to.
func (g Glyph) Pix() []uint8 {
	if g.pix == nil {
		return blank[:]
	}
	return g.pix[:]
}

// Image returns the glyph as black ink on white paper.
func (g Glyph) Image() *image.Gray {
	img := image.NewGray(image.Rect(0, 0, Side, Side))
	for i, v := range g.Pix() {
		img.Pix[i] = 255 - v
	}
	return img
}

// Resample writes the glyph at side×side into dst; see the function Resample.
func (g Glyph) Resample(dst []float32, side int) { Resample(dst, g.Pix(), side) }

// Resample writes a Side×Side picture at side×side into dst (length side², row
// by row, ink 1 and paper 0), each target pixel the mean of the area that it
// covers.
func Resample(dst []float32, pix []uint8, side int) {
	if side == Side {
		for i, v := range pix {
			dst[i] = float32(v) * (1.0 / 255)
		}
		return
	}
	lines := spansOf(side)
	var row [Side]float32 // one target row before its columns are averaged
	for y := range side {
		clear(row[:])
		for i, w := range lines[y].weights {
			src := pix[(lines[y].first+i)*Side:][:Side]
			for x, v := range src {
				row[x] += w * float32(v)
			}
		}
		out := dst[y*side : y*side+side]
		for x, s := range lines {
			out[x] = s.of(row[:]) * (1.0 / 255)
		}
	}
}

// span is the run of source pixels that one target pixel covers, and what share
// of it each fills.
type span struct {
	first   int
	weights []float32
}

// of returns the mean of a line's values over the span.
func (s span) of(line []float32) float32 {
	var sum float32
	for i, v := range line[s.first:][:len(s.weights)] {
		sum += s.weights[i] * v
	}
	return sum
}

// spans returns every target pixel's span where a line of some pixels becomes one
// of others.
func spans(from, to int) []span {
	ratio := float64(from) / float64(to)
	all := make([]span, to)
	for i := range all {
		start, end := float64(i)*ratio, min(float64(i+1)*ratio, float64(from))
		all[i].first = min(int(start), from-1)
		for p := all[i].first; float64(p) < end; p++ {
			covered := min(end, float64(p+1)) - max(start, float64(p))
			all[i].weights = append(all[i].weights, float32(covered/ratio))
		}
	}
	return all
}

var (
	spansMu    sync.Mutex
	spansKnown = map[int][]span{}
)

// spansOf returns the spans of a glyph's side that becomes another, which are
// worked out once.
func spansOf(side int) []span {
	spansMu.Lock()
	defer spansMu.Unlock()
	s, known := spansKnown[side]
	if !known {
		s = spans(Side, side)
		spansKnown[side] = s
	}
	return s
}
