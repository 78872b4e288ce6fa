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

// Pix gives the Side×Side pixels row by row, which must not be written to.
func (g Glyph) Pix() []uint8 {
	if g.pix == nil {
		return blank[:]
	}
	return g.pix[:]
}

// Image gives the glyph as black ink on white paper.
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
	spans := spansOf(side)
	var row [Side]float32 // one target row before its columns are averaged
	for y := range side {
		clear(row[:])
		for i, w := range spans[y].weights {
			src := pix[(spans[y].first+i)*Side:][:Side]
			for x, v := range src {
				row[x] += w * float32(v)
			}
		}
		out := dst[y*side : y*side+side]
		for x, s := range spans[:side] {
			var sum float32
			for i, v := range row[s.first:][:len(s.weights)] {
				sum += s.weights[i] * v
			}
			out[x] = sum * (1.0 / 255)
		}
	}
}

// span is the run of source pixels that one target pixel covers, and what share
// of it each fills.
type span struct {
	first   int
	weights []float32
}

var (
	spansMu    sync.Mutex
	spansKnown = map[int][]span{}
)

// spansOf gives every target pixel's span along one side.
func spansOf(side int) []span {
	spansMu.Lock()
	defer spansMu.Unlock()
	if s, ok := spansKnown[side]; ok {
		return s
	}
	ratio := float64(Side) / float64(side)
	spans := make([]span, side)
	for i := range spans {
		from, to := float64(i)*ratio, min(float64(i+1)*ratio, Side)
		spans[i].first = min(int(from), Side-1)
		for p := spans[i].first; float64(p) < to; p++ {
			covered := min(to, float64(p+1)) - max(from, float64(p))
			spans[i].weights = append(spans[i].weights, float32(covered/ratio))
		}
	}
	spansKnown[side] = spans
	return spans
}
