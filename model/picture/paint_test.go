package picture_test

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"strings"

	"github.com/oneglyph/oneglyph/model"
)

// characters are what the labelled pictures show, on a frame of 100×100: of
// straight strokes and of curves, of one part and of several.
var characters = map[string][]model.Stroke{
	"ㄹ": strokes("20,17 78,16 77,46; 22,47 77,46; 22,48 21,81 82,79"),
	"ㅁ": strokes("22,20 21,79; 22,21 79,20 78,80; 21,79 78,80"),
	"ㅎ": append(strokes("38,8 62,8; 14,28 86,27"), circle(50, 64, 23)),
	"ㅅ": strokes("52,14 45,42 18,82; 48,40 60,60 84,80"),
	"E": strokes("24,12 23,88; 24,12 80,13; 24,50 70,49; 23,88 81,88"),
	"+": strokes("50,12 51,88; 12,50 88,49"),
	"4": strokes("60,90 61,10 14,66 86,65"),
	"Σ": strokes("80,14 20,15 52,50 19,86 82,85"),
	"π": strokes("12,24 88,23; 34,24 30,86; 66,24 70,86"),
	"8": {append(circle(50, 29, 20), circle(50, 71, 23)...)},
}

// strokes reads the places that strokes lead to.
func strokes(text string) (all []model.Stroke) {
	for part := range strings.SplitSeq(text, ";") {
		var stroke model.Stroke
		for place := range strings.FieldsSeq(part) {
			var p model.Point
			if _, err := fmt.Sscanf(place, "%g,%g", &p.X, &p.Y); err != nil {
				panic(err)
			}
			stroke = append(stroke, p)
		}
		all = append(all, stroke)
	}
	return all
}

// names are the characters' in one order.
var names = []string{"ㄹ", "ㅁ", "ㅎ", "ㅅ", "E", "+", "4", "Σ", "π", "8"}

func circle(x, y, radius float64) (s model.Stroke) {
	for i := range 25 {
		sin, cos := math.Sincos(2*math.Pi*float64(i)/24 - math.Pi/2)
		s = append(s, model.Point{X: float32(x + radius*cos), Y: float32(y + radius*sin)})
	}
	return s
}

// wobbled is a drawing as another hand, or the same at another time, makes it:
// turned and sheared a little, its strokes uneven.
func wobbled(strokes []model.Stroke, rng *rand.Rand) []model.Stroke {
	turn, wide := 0.08*(rng.Float64()-0.5), 1+0.16*(rng.Float64()-0.5)
	sin, cos := math.Sincos(turn)
	out := make([]model.Stroke, len(strokes))
	for i, stroke := range strokes {
		dx, dy := 1.5*rng.NormFloat64(), 1.5*rng.NormFloat64()
		phase := 2 * math.Pi * rng.Float64()
		for k := range len(stroke) - 1 {
			a, b := stroke[k], stroke[k+1]
			n := 1 + int(math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y))/8)
			for j := range n + 1 {
				f := float64(j) / float64(n)
				x, y := float64(a.X)+f*float64(b.X-a.X), float64(a.Y)+f*float64(b.Y-a.Y)
				x += dx + 0.7*math.Sin(phase+y/12) - 50
				y += dy + 0.7*math.Sin(phase+x/12) - 50
				x *= wide
				out[i] = append(out[i], model.Point{X: float32(50 + cos*x - sin*y), Y: float32(50 + sin*x + cos*y)})
			}
		}
	}
	return out
}

// canvas is a picture in the making: what is drawn is in linear shares of ink, as
// programs draw.
type sheet struct {
	w, h int
	pix  []color.NRGBA
}

func newSheet(w, h int, paper color.NRGBA) *sheet {
	s := &sheet{w, h, make([]color.NRGBA, w*h)}
	for i := range s.pix {
		s.pix[i] = paper
	}
	return s
}

// placed scales strokes from their frame of 100 to a box of a size around a place.
func placed(strokes []model.Stroke, x, y, size float64) []model.Stroke {
	out := make([]model.Stroke, len(strokes))
	for i, stroke := range strokes {
		for _, p := range stroke {
			out[i] = append(out[i], model.Point{X: float32(x + (float64(p.X)-50)*size/100), Y: float32(y + (float64(p.Y)-50)*size/100)})
		}
	}
	return out
}

// boxOf is the box of strokes drawn by a pen.
func boxOf(strokes []model.Stroke, pen float64) (x0, y0, x1, y1 float64) {
	x0, y0, x1, y1 = 1e9, 1e9, -1e9, -1e9
	for _, s := range strokes {
		for _, p := range s {
			x0, x1 = min(x0, float64(p.X)-pen/2), max(x1, float64(p.X)+pen/2)
			y0, y1 = min(y0, float64(p.Y)-pen/2), max(y1, float64(p.Y)+pen/2)
		}
	}
	return x0, y0, x1, y1
}

// draw draws strokes with a round pen.
func (s *sheet) draw(strokes []model.Stroke, pen float64, ink color.NRGBA) {
	cover := make([]float64, s.w*s.h)
	for _, stroke := range strokes {
		for k := range max(len(stroke)-1, 1) {
			a, b := stroke[k], stroke[min(k+1, len(stroke)-1)]
			s.capsule(cover, a, b, pen/2)
		}
	}
	s.paint(cover, ink)
}

func (s *sheet) capsule(cover []float64, a, b model.Point, radius float64) {
	x0, x1 := int(float64(min(a.X, b.X))-radius-2), int(float64(max(a.X, b.X))+radius+2)
	y0, y1 := int(float64(min(a.Y, b.Y))-radius-2), int(float64(max(a.Y, b.Y))+radius+2)
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	for y := max(y0, 0); y < min(y1+1, s.h); y++ {
		for x := max(x0, 0); x < min(x1+1, s.w); x++ {
			px, py := float64(x)+0.5-float64(a.X), float64(y)+0.5-float64(a.Y)
			t := 0.0
			if l := dx*dx + dy*dy; l > 0 {
				t = min(max((px*dx+py*dy)/l, 0), 1)
			}
			d := math.Hypot(px-t*dx, py-t*dy)
			i := y*s.w + x
			cover[i] = max(cover[i], min(max(radius+0.5-d, 0), min(2*radius, 1)))
		}
	}
}

// paint lays a colour over the sheet by shares.
func (s *sheet) paint(cover []float64, ink color.NRGBA) {
	for i, c := range cover {
		p := &s.pix[i]
		share := c * float64(ink.A) / 255
		if p.A == 0 {
			*p = color.NRGBA{ink.R, ink.G, ink.B, uint8(255*share + 0.5)}
			continue
		}
		mix := func(a, b uint8) uint8 { return uint8(float64(a) + share*(float64(b)-float64(a)) + 0.5) }
		p.R, p.G, p.B, p.A = mix(p.R, ink.R), mix(p.G, ink.G), mix(p.B, ink.B), max(p.A, uint8(255*share+0.5))
	}
}

// rect fills a box.
func (s *sheet) rect(x0, y0, x1, y1 int, c color.NRGBA) {
	for y := max(y0, 0); y < min(y1, s.h); y++ {
		for x := max(x0, 0); x < min(x1, s.w); x++ {
			s.pix[y*s.w+x] = c
		}
	}
}

// small writes a line of something like small print.
func (s *sheet) small(x, y, size float64, letters int, ink color.NRGBA, rng *rand.Rand) {
	for range letters {
		one := placed(wobbled(characters[names[rng.IntN(len(names))]], rng), x, y, size)
		s.draw(one, max(size*0.12, 1), ink)
		x += size * 0.9
	}
}

// light puts the sheet under uneven light with a camera's grain: it falls off
// towards one corner, and ends in a soft shadow where shadow is not 0.
func (s *sheet) light(gradient, shadow, noise float64, rng *rand.Rand) *sheet {
	for i := range s.pix {
		x, y := float64(i%s.w)/float64(s.w), float64(i/s.w)/float64(s.h)
		l := 1 - gradient*(x+y)/2
		l *= 1 - shadow*min(max((x+0.4*y-0.55)*40, 0), 1)
		n := noise * rng.NormFloat64()
		p := &s.pix[i]
		lit := func(v uint8) uint8 { return uint8(min(max(l*float64(v)+n+0.5, 0), 255)) }
		p.R, p.G, p.B = lit(p.R), lit(p.G), lit(p.B)
	}
	return s
}

func (s *sheet) image() *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, s.w, s.h))
	for i, c := range s.pix {
		img.SetNRGBA(i%s.w, i/s.w, c)
	}
	return img
}
