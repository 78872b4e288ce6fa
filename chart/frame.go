package chart

// frame draws an area's axes, its grid and the values beside.
func (p *painter) frame(a area, marks axis) {
	for _, t := range marks.ticks {
		if t.label == "" {
			continue
		}
		y := a.y(t.value)
		p.stroke(0.5, nil, spot{a.left, y}, spot{a.right, y})
		p.words(t.label, spot{a.left - 4*p.Scale, y}, 1)
	}
	p.stroke(1, nil, spot{a.left, a.top}, spot{a.left, a.bottom}, spot{a.right, a.bottom})
	p.ink(p.Grid)
}

// times writes times below an area.
func (p *painter) times(a area, marks []tick) {
	for _, t := range marks {
		p.words(t.label, spot{a.x(t.value), a.bottom + 4*p.Scale + p.height()/2}, 0.5)
	}
}

// legend says what is which in an area's right corner, a line for each.
type legend struct {
	*painter
	right, y float64
}

// entry adds a line to the legend: a name, and a sample of its curve.
func (l *legend) entry(name string, width float64, dashes []float64) {
	const sample, gap = 18, 4
	l.stroke(width, dashes, spot{l.right - sample*l.Scale, l.y}, spot{l.right, l.y})
	l.words(name, spot{l.right - (sample+gap)*l.Scale, l.y}, 1)
	l.y += l.height()
}
