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

// areas puts two of them below each other, as wide as the marks beside and the
// times below leave room for.
func (p *painter) areas(seconds float64, upper, lower axis) (above, below area) {
	unit, line := p.Scale, p.height()
	left := math.Ceil(max(p.widest(upper), p.widest(lower)) + 6*unit)
	right := max(p.size.x-14*unit, left+1)
	middle := p.size.y / 2
	above = area{left, line / 2, right, max(middle-8*unit, line/2+1), seconds, upper.least, upper.most}
	below = area{left, middle + 8*unit, right, max(p.size.y-line-4*unit, middle+8*unit+1), seconds, lower.least, lower.most}
	return above, below
}

// widest is the room that an axis' labels need.
func (p *painter) widest(a axis) (width float64) {
	for _, t := range a.ticks {
		width = max(width, p.measure(t.label))
	}
	return width
}
