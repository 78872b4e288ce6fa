package model

import (
	"image"
	"image/color"
	"math"
	"testing"
)

// drawings are strokes in various units that differ in shape, extent and number.
var drawings = map[string][]Stroke{
	"curve":  {{{0, 0}, {3, 1}, {9, 4}, {2, 8}, {7, 12}}, {{1, 6}, {9, 7}}},
	"wide":   {{{-300, 40}, {-120, -10}, {90, 55}, {280, 20}}},
	"narrow": {{{0.50, 0.1}, {0.52, 0.5}, {0.49, 0.9}}},
	"dotted": {{{10, 90}, {50, 10}, {90, 90}}, {{50, 60}}},
}

func glyphOf(t testing.TB, strokes []Stroke) Glyph {
	t.Helper()
	g, err := FromStrokes(strokes)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// differ is the ink in which two glyphs differ, as a share of the first one's.
func differ(a, b Glyph) float64 {
	var off, ink float64
	for i, v := range a.Pix() {
		off += math.Abs(float64(v) - float64(b.Pix()[i]))
		ink += float64(v)
	}
	return off / ink
}

// place is where a glyph stands in a picture, and in which colours.
type place struct {
	w, h       int     // of the picture
	x, y       float64 // of the glyph's upper left corner
	scale      float64 // pixels of the picture to one of the glyph
	paper, ink color.Color
}

// picture shows a glyph elsewhere, each pixel the mean of some places in it.
func picture(g Glyph, p place) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, p.w, p.h))
	at := func(x, y int) float64 {
		if x < 0 || y < 0 || x >= Side || y >= Side {
			return 0
		}
		return float64(g.Pix()[y*Side+x]) / 255
	}
	n := 2
	if p.scale < 1 {
		n = 4
	}
	for y := range p.h {
		for x := range p.w {
			var ink float64
			for k := range n * n {
				sx := (float64(x)+(float64(k%n)+0.5)/float64(n)-p.x)/p.scale - 0.5
				sy := (float64(y)+(float64(k/n)+0.5)/float64(n)-p.y)/p.scale - 0.5
				ix, iy := int(math.Floor(sx)), int(math.Floor(sy))
				fx, fy := sx-float64(ix), sy-float64(iy)
				ink += (1-fy)*((1-fx)*at(ix, iy)+fx*at(ix+1, iy)) + fy*((1-fx)*at(ix, iy+1)+fx*at(ix+1, iy+1))
			}
			img.SetNRGBA(x, y, between(p.paper, p.ink, ink/float64(n*n)))
		}
	}
	return img
}

func between(a, b color.Color, share float64) color.NRGBA {
	p, q := color.NRGBAModel.Convert(a).(color.NRGBA), color.NRGBAModel.Convert(b).(color.NRGBA)
	mix := func(v, w uint8) uint8 { return uint8(math.Round(float64(v) + share*(float64(w)-float64(v)))) }
	return color.NRGBA{mix(p.R, q.R), mix(p.G, q.G), mix(p.B, q.B), mix(p.A, q.A)}
}

// filled is a picture of one brightness.
func filled(w, h int, v uint8) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = v
	}
	return img
}

// box fills a rectangle of a picture with black.
func box(img *image.Gray, r image.Rectangle) *image.Gray {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			img.SetGray(x, y, color.Gray{})
		}
	}
	return img
}
