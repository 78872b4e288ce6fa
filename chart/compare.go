package chart

import (
	"image"
	"image/color"
	"math"

	"github.com/oneglyph/oneglyph/model/train/runs"
)

// Curve is a run in a comparison.
type Curve struct {
	Name   string
	Color  color.Color
	Points []runs.Point
}

// Compare draws the held-out accuracy of several runs, by any two people, over the
// time that each has trained, and names each run. It is Draw for runs beside one
// another; sizes and errors are as there.
func Compare(curves []Curve, width, height int, s Style) (image.Image, error) {
	letters, err := face(fontSize * s.Scale)
	if err != nil {
		return nil, err
	}
	defer letters.Close()
	p := newPainter(max(width, 1), max(height, 1), s, letters)
	seconds := 10.0
	for _, c := range curves {
		seconds = max(seconds, span(c.Points))
	}
	line := p.height()
	left := math.Ceil(p.widest(percentTicks) + 6*p.Scale)
	right := max(p.size.x-24*p.Scale, left+1)
	var names []entry
	for _, c := range curves {
		names = append(names, entry{c.Name, 2, nil, c.Color})
	}
	top := p.flow(names, left, right, true) + line/2
	a := area{left, top, right, max(p.size.y-line-8*p.Scale, top+1), seconds, percentTicks.least, percentTicks.most}
	p.frame(a, percentTicks)
	p.times(a, timeTicks(seconds, a.width()/p.Scale))
	for _, c := range curves {
		at := a.places(measured(c.Points, func(q runs.Point) float64 { return q.Accuracy }))
		p.stroke(2, nil, at...)
		for _, one := range at {
			p.dot(one, 2.5)
		}
		p.ink(c.Color)
	}
	return p.sheet, nil
}
