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
