package chart

import (
	"math"

	"github.com/oneglyph/oneglyph/model/train/runs"
)

// accuracies draws what others reach, and over it the held-out accuracies.
func (p *painter) accuracies(a area, points []runs.Point, marks []mark, l Labels) {
	for _, m := range marks {
		y := a.y(100 * m.value)
		p.stroke(1, m.dashes, spot{a.left, y}, spot{a.right, y})
	}
	p.ink(p.Reference)

	curves := p.curves(l)
	for i := range curves {
		c := curves[len(curves)-1-i] // the first one on top
		at := a.places(measured(points, c.of))
		p.stroke(c.width, nil, at...)
		for _, one := range at {
			p.dot(one, c.width+0.5)
		}
		p.ink(c.color)
	}
}

// measured returns a curve's values that there are, in percent over seconds.
func measured(points []runs.Point, of func(runs.Point) float64) (at []spot) {
	for _, q := range points {
		if value := of(q); value > 0 {
			at = append(at, spot{q.Trained.Seconds(), 100 * value})
		}
	}
	return at
}

// passing marks where the network passes people, if it does, and says so below the area,
// at the foot of a line: up there are curves. It returns where the words end.
func (p *painter) passing(a area, points []runs.Point, words string) (end float64) {
	at, ok := Passes(points)
	if !ok {
		return 0
	}
	x, y := math.Floor(a.x(at.Trained.Seconds()))+0.5, math.Round(a.y(100*at.LakeLike)) // on pixels
	p.stroke(1, []float64{2, 3}, spot{x, y}, spot{x, a.bottom + 2*p.Scale})
	p.ink(p.Style.LakeLike)
	p.dot(spot{x, y}, 5)
	p.ink(p.Style.LakeLike)
	p.dot(spot{x, y}, 2.5)
	p.ink(p.Text)
	width := p.measure(words)
	left := max(min(x-width/2, a.right-width), a.left)
	p.words(words, spot{left, p.between(a)}, 0)
	return left + width
}

// losses draws the loss step by step, and smoothed, and its name above, at the right unless
// words end there.
func (p *painter) losses(a, above area, raw, smooth []spot, l Labels, taken float64) {
	if len(raw) == 0 {
		return
	}
	p.stroke(1, nil, a.places(raw)...)
	p.ink(p.Raw)
	p.stroke(2, nil, a.places(smooth)...)
	sample, gap, y := 18*p.Scale, 4*p.Scale, p.between(above)
	width := sample + gap + p.measure(l.Loss)
	left := a.right - width
	if taken > left-2*gap {
		left = a.left + gap
	}
	p.stroke(2, nil, spot{left, y}, spot{left + sample, y})
	p.ink(p.Style.Loss)
	p.words(l.Loss, spot{left + sample + gap, y}, 0)
}
