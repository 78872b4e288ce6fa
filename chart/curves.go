package chart

import "github.com/oneglyph/oneglyph/model/train/runs"

// accuracies draws the held-out accuracy, what others reach, and what is which.
func (p *painter) accuracies(a area, points []runs.Point, l Labels) {
	legend := legend{p, a.right - 6*p.Scale, a.bottom - 3*p.height()}
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

	var measured []spot
	for _, q := range points {
		if q.Accuracy > 0 {
			measured = append(measured, spot{q.Trained.Seconds(), 100 * q.Accuracy})
		}
	}
	if len(measured) == 0 {
		return
	}
	measured = a.places(measured)
	p.stroke(2, nil, measured...)
	legend.entry(l.Accuracy, 2, nil)
	for _, at := range measured {
		p.dot(at, 2.5)
	}
	p.ink(p.Style.Accuracy)
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
