package model

import (
	"image"
	"math"
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

// Resample writes the glyph at side×side into dst (length side², row by row,
// ink 1 and paper 0), each target pixel the mean of the area that it covers.
func (g Glyph) Resample(dst []float32, side int) {
	pix := g.Pix()
	if side == Side {
		for i, v := range pix {
			dst[i] = float32(v) * (1.0 / 255)
		}
		return
	}
	ratio := float32(Side) / float32(side)
	var row [Side]float32 // one target row before its columns are averaged
	for y := range side {
		clear(row[:])
		overlap(float32(y)*ratio, float32(y+1)*ratio, func(sy int, wy float32) {
			src := pix[sy*Side : sy*Side+Side]
			for x, v := range src {
				row[x] += wy * float32(v)
			}
		})
		out := dst[y*side : y*side+side]
		for x := range out {
			var sum float32
			overlap(float32(x)*ratio, float32(x+1)*ratio, func(sx int, wx float32) { sum += wx * row[sx] })
			out[x] = sum / (255 * ratio * ratio)
		}
	}
}

// overlap calls visit with every source pixel that the interval from..to
// touches and the length of it that lies inside that pixel.
func overlap(from, to float32, visit func(i int, length float32)) {
	first, last := int(from), min(int(math.Ceil(float64(to))), Side)
	for i := first; i < last; i++ {
		visit(i, min(to, float32(i+1))-max(from, float32(i)))
	}
}
