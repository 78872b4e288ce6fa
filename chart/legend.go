package chart

import (
	"image/color"

	"github.com/oneglyph/oneglyph/model/train/runs"
)

// mark is what others reach on Lake's task.
type mark struct {
	value  float64
	dashes []float64 // units
	crowds bool      // lies so close to the others that it needs a high chart
}

// marks in the order of Labels.Marks: people and BPL (Lake et al. 2015), ARC (Shyam et
// al. 2017), Koch's network (Koch et al. 2015).
var marks = [...]mark{
	{People, []float64{6, 3}, false},
	{Koch, []float64{2, 3}, false},
	{0.967, []float64{10, 3, 2, 3}, true},
	{0.985, []float64{1, 2}, true},
}

// roomForAll is how high half a chart must be for all marks, in units: 1.2 % of its area,
// from people to BPL, are then more than two lines.
const roomForAll = 208

// marked returns the marks that there is room for.
func (p *painter) marked() []mark {
	if p.size.y/2 < roomForAll*p.Scale {
		return marks[:2]
	}
	return marks[:]
}

// curve is one of the accuracies.
type curve struct {
	label string
	width float64
	color color.Color
	of    func(runs.Point) float64
}

func (p *painter) curves(l Labels) []curve {
	return []curve{
		{l.LakeLike, 2, p.Style.LakeLike, func(q runs.Point) float64 { return q.LakeLike }},
		{l.Accuracy, 1.5, p.Style.Accuracy, func(q runs.Point) float64 { return q.Accuracy }},
	}
}

// entry is a line's name in the legend, or a word about those that follow.
type entry struct {
	name   string
	width  float64 // 0: no line
	dashes []float64
	color  color.Color
}

// legend lists what is drawn: the curves that there are, and the marks with their task.
func (p *painter) legend(points []runs.Point, marks []mark, l Labels) (entries []entry) {
	for _, c := range p.curves(l) {
		if len(measured(points, c.of)) > 0 {
			entries = append(entries, entry{c.label, c.width, nil, c.color})
		}
	}
	entries = append(entries, entry{name: l.Task})
	for i, m := range marks {
		entries = append(entries, entry{l.Marks[i], 1, m.dashes, p.Reference})
	}
	return entries
}

// flow writes a legend from the left, in as many rows as it needs down to a width, and
// returns their height. Without ink nothing is drawn.
func (p *painter) flow(entries []entry, left, right float64, ink bool) (height float64) {
	sample, gap, between := 18*p.Scale, 4*p.Scale, 14*p.Scale
	x, row := left, 0.0
	for i, e := range entries {
		line, with := 0.0, 0.0
		if e.width > 0 {
			line = sample + gap
		} else if i+1 < len(entries) { // a word stays with what it is about
			with = 2*gap + sample + p.measure(entries[i+1].name)
		}
		width := line + p.measure(e.name)
		if x > left && x+width+with > right {
			x, row = left, row+1
		}
		if ink {
			y := (row + 0.5) * p.height()
			if line > 0 {
				p.stroke(e.width, e.dashes, spot{x, y}, spot{x + sample, y})
				p.ink(e.color)
			}
			p.words(e.name, spot{x + line, y}, 0)
		}
		x += width + between
		if line == 0 {
			x += gap - between
		}
	}
	return (row + 1) * p.height()
}
