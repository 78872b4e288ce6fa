package chart

import "math"

// area is where values are drawn over time: pixels from the picture's upper left
// corner, seconds from the run's beginning.
type area struct {
	left, top, right, bottom float64
	seconds                  float64 // that the width stands for
	least, most              float64 // values at the bottom and at the top
}

func (a area) width() float64 { return a.right - a.left }

func (a area) x(seconds float64) float64 { return a.left + seconds/a.seconds*a.width() }

func (a area) y(value float64) float64 {
	return a.bottom - (value-a.least)/(a.most-a.least)*(a.bottom-a.top)
}

// places returns where a curve runs.
func (a area) places(curve []spot) []spot {
	at := make([]spot, len(curve))
	for i, s := range curve {
		at[i] = spot{a.x(s.x), a.y(s.y)}
	}
	return at
}

// areas puts two of them below each other, as wide as the values beside, and as high as
// the legend above, a line of words between them and the times below leave room for.
func (p *painter) areas(seconds float64, upper, lower axis, legend []entry) (above, below area) {
	unit, line := p.Scale, p.height()
	left := math.Ceil(max(p.widest(upper), p.widest(lower)) + 6*unit)
	right := max(p.size.x-14*unit, left+1)
	middle := p.size.y / 2
	above = area{left, 0, right, max(middle, 1), seconds, upper.least, upper.most}
	above.top = min(p.flow(legend, left, right, false)+line/2, above.bottom-1)
	below = area{left, above.bottom + line + 4*unit, right, p.size.y - line - 4*unit, seconds, lower.least, lower.most}
	below.bottom = max(below.bottom, below.top+1)
	return above, below
}

// between is the middle of the line of words below the upper area.
func (p *painter) between(above area) float64 { return above.bottom + p.height()/2 + 2*p.Scale }

// widest is the room that an axis' labels need.
func (p *painter) widest(a axis) (width float64) {
	for _, t := range a.ticks {
		width = max(width, p.measure(t.label))
	}
	return width
}
