// Package inks changes how a drawing's ink looks without changing what is drawn:
// how wide the pen was, how soft, how finely the picture shows it, how it has
// worn. Training distorts its pictures by it, and evaluation asks how well a
// network knows a drawing again in another ink.
package inks

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"strings"

	"github.com/oneglyph/oneglyph/model"
)

// Ink is a named way in which the ink of a picture in Omniglot's frame, of Side
// pixels a side, may look.
type Ink struct {
	Name string
	Says string // what it does, for a table
	// change draws it in place, or on another plane. Whatever is random in it
	// comes from rng.
	change func(p *Plane, rng *rand.Rand) *Plane
}

// all lists the inks, the plain one first.
var all = []Ink{
	{"plain", "as published", func(p *Plane, _ *rand.Rand) *Plane { return p }},
	{"wider2", "stroke wider by 2 pixels of 105", dilated(1)},
	{"wider4", "wider by 4 pixels", dilated(2)},
	{"wider6", "wider by 6 to 7 pixels", dilated(3)},
	{"wider8", "wider by 8 to 9 pixels", dilated(4)},
	{"thin", "thinned to one pixel", func(p *Plane, _ *rand.Rand) *Plane { p.Thin(); return p }},
	{"small28", "reduced to 28×28", reduced(28)},
	{"small20", "reduced to 20×20", reduced(20)},
	{"blur", "blurred, deviation 2 pixels", func(p *Plane, _ *rand.Rand) *Plane {
		for range 8 { // half a square pixel each
			p.Soften()
		}
		return p
	}},
	{"turn10", "turned by 10°", turned(10)},
	{"turn20", "turned by 20°", turned(20)},
	{"turn30", "turned by 30°", turned(30)},
	{"broken", "twelve gaps, 5 pixels wide", func(p *Plane, rng *rand.Rand) *Plane { p.Break(rng, 12, 2.3); return p }},
	{"flecked", "a third of the ink's pixels missing", func(p *Plane, rng *rand.Rand) *Plane { p.Fleck(rng, 1.0/3); return p }},
	{"jpeg", "JPEG of quality 10", compressed(10)},
}

// All lists the inks, the plain one first.
func All() []Ink { return all }

// ByName returns a named ink.
func ByName(name string) (Ink, error) {
	var names []string
	for _, i := range all {
		if i.Name == name {
			return i, nil
		}
		names = append(names, i.Name)
	}
	return Ink{}, fmt.Errorf("inks: no ink %q (%s)", name, strings.Join(names, ", "))
}

// Glyph returns what a network sees of a drawing in this ink: the drawing stands
// in the middle of Omniglot's frame, its ink is changed there, and the picture
// that results is read as any other. The number says which drawing of many it
// is, so that each is changed in its own way and the same way every time. It
// returns model.ErrEmpty where no ink is left.
func (i Ink) Glyph(s model.Scan, number uint64) (model.Glyph, error) {
	s = s.Within(model.Side)
	p := NewPlane(model.Side, model.Side)
	x, y := (model.Side-s.W)/2, (model.Side-s.H)/2
	for row := range s.H {
		copy(p.row(p.Pix, y+row)[x:], s.Pix[row*s.W:(row+1)*s.W])
	}
	h := fnv.New64a()
	h.Write([]byte(i.Name))
	p = i.change(p, rand.New(rand.NewPCG(h.Sum64(), number)))
	return model.FromImage(p.image())
}

// image returns black ink on white paper.
func (p *Plane) image() *image.Gray {
	img := image.NewGray(image.Rect(0, 0, p.W, p.H))
	for i, v := range p.Pix {
		img.Pix[i] = 255 - v
	}
	return img
}

// dilated thickens by so many pixels on each side, crosses and squares by turns
// so that a dot becomes an octagon.
func dilated(times int) func(*Plane, *rand.Rand) *Plane {
	return func(p *Plane, _ *rand.Rand) *Plane {
		for i := range times {
			p.Dilate(i%2 == 1)
		}
		return p
	}
}

func reduced(side int) func(*Plane, *rand.Rand) *Plane {
	return func(p *Plane, _ *rand.Rand) *Plane {
		small := make([]float32, side*side)
		model.Resample(small, p.Pix, side)
		q := NewPlane(side, side)
		for i, v := range small {
			q.Pix[i] = uint8(255*v + 0.5)
		}
		return q
	}
}

// turned turns the frame's content about its middle.
func turned(degrees float64) func(*Plane, *rand.Rand) *Plane {
	warp := model.Turn(degrees)
	return func(p *Plane, _ *rand.Rand) *Plane {
		q := NewPlane(p.W, p.H)
		model.Bend(q.Pix, p.Pix, &warp)
		return q
	}
}

func compressed(quality int) func(*Plane, *rand.Rand) *Plane {
	return func(p *Plane, _ *rand.Rand) *Plane {
		var file bytes.Buffer
		if err := jpeg.Encode(&file, p.image(), &jpeg.Options{Quality: quality}); err != nil {
			return p // no grey picture of 105×105 pixels is refused
		}
		img, err := jpeg.Decode(&file)
		grey, ok := img.(*image.Gray)
		if err != nil || !ok {
			return p
		}
		q := NewPlane(p.W, p.H)
		for y := range q.H {
			for x := range q.W {
				q.Pix[y*q.W+x] = 255 - grey.GrayAt(x, y).Y
			}
		}
		return q
	}
}
