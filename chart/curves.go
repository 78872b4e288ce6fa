package chart

import (
	"image/color"
	"math"

	"github.com/oneglyph/oneglyph/model/train/runs"
)

// accuracies draws the held-out accuracies, what others reach, and what is which.
func (p *painter) accuracies(a area, points []runs.Point, l Labels) {
	legend := legend{p, a.right - 6*p.Scale, a.bottom - 4*p.height()}
	for _, reference := range []struct {
		value  float64
		label  string
		dashes []float64
	}{{People, l.People, []float64{6, 3}}, {Koch, l.Koch, []float64{2, 3}}} {
		y := a.y(100 * reference.value)
		p.stroke(1, reference.dashes, spot{a.left, y}, spot{a.right, y})
		legend.entry(reference.label, 1, reference.dashes)
	}
	p.ink(p.Reference)

	for _, curve := range []struct {
		label string
		width float64
		color color.Color
		of    func(runs.Point) float64
	}{
		{l.Accuracy, 1.5, p.Style.Accuracy, func(q runs.Point) float64 { return q.Accuracy }},
		{l.LakeLike, 2, p.Style.LakeLike, func(q runs.Point) float64 { return q.LakeLike }},
	} {
		var measured []spot
		for _, q := range points {
			if value := curve.of(q); value > 0 {
				measured = append(measured, spot{q.Trained.Seconds(), 100 * value})
			}
		}
		if len(measured) == 0 {
			continue
		}
		measured = a.places(measured)
		p.stroke(curve.width, nil, measured...)
		legend.entry(curve.label, curve.width, nil)
		for _, at := range measured {
			p.dot(at, curve.width+0.5)
		}
		p.ink(curve.color)
	}
}

// passing marks where the network passes people, if it does.
func (p *painter) passing(a area, points []runs.Point, words string) {
	at, ok := Passes(points)
	if !ok {
		return
	}
	x, y := math.Floor(a.x(at.Trained.Seconds()))+0.5, math.Round(a.y(100*at.LakeLike)) // on pixels
	p.stroke(1, []float64{2, 3}, spot{x, y}, spot{x, a.bottom})
	p.ink(p.Style.LakeLike)
	p.dot(spot{x, y}, 5)
	p.ink(p.Style.LakeLike)
	p.dot(spot{x, y}, 2.5)
	p.ink(p.Text)
	beside, align := x+6*p.Scale, 0.0
	if x > a.left+a.width()/2 {
		beside, align = x-6*p.Scale, 1
	}
	p.words(words, spot{beside, a.y(50) - p.height()}, align)
}

// losses draws the loss step by step, and smoothed.
func (p *painter) losses(a area, raw, smooth []spot, l Labels) {
	if len(raw) == 0 {
		return
	}
	p.stroke(1, nil, a.places(raw)...)
	p.ink(p.Raw)
	legend := legend{p, a.right - 6*p.Scale, a.top + p.height()/2}
	p.stroke(2, nil, a.places(smooth)...)
	legend.entry(l.Loss, 2, nil)
	p.ink(p.Style.Loss)
}
