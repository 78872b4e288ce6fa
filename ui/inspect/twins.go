package inspect

import (
	"fmt"
	"math"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model/inspect"
)

const (
	mapSide  = 44 // of a feature map
	viewSide = 56
	bigSide  = 168 // enlarged
	nameRoom = 88  // at the left, for what a line shows
)

// paintTwins paints both twins side by side, layer under layer: the same filter of both
// stands in one column, the most active first.
func paintTwins(s *sheet, f *facts, chooseView func(int)) {
	y := paintViews(s, f, 0, chooseView)
	for l, maps := range f.pair.Sides[0].Layers {
		y = paintLayer(s, f, l, maps, y+gap)
	}
	if f.pair.Sides[0].Dense != nil {
		y = paintEmbedding(s, f, y+gap, lang.L("Fully connected, {{.Count}} numbers", map[string]any{"Count": len(f.pair.Sides[0].Dense)}),
			f.pair.Sides[0].Dense, f.pair.Sides[1].Dense)
	}
	y = paintEmbedding(s, f, y+gap, lang.L("Embedding, {{.Count}} numbers, the mean of {{.Views}} views", map[string]any{"Count": len(f.pair.Sides[0].Embedding), "Views": f.looks()}),
		f.pair.Sides[0].Embedding, f.pair.Sides[1].Embedding)
	s.height = y
}

// whose names both lines.
func whose(f *facts) [2]string { return [2]string{lang.L("Drawing"), f.name} }

func paintViews(s *sheet, f *facts, y float32, choose func(int)) float32 {
	s.text(0, y, textSize, s.width, lang.L("What the network sees, {{.Side}}×{{.Side}} pixels. Shown below: view {{.View}} of {{.Views}}, {{.How}}", map[string]any{
		"Side": f.pair.Sides[0].Inputs[0].Side, "View": f.pair.View + 1, "Views": f.looks(), "How": viewName(f.pair.View),
	}), s.fore)
	y += lineRoom + 4
	for side, looked := range f.pair.Sides {
		s.text(0, y+viewSide/2-smallSize, smallSize, nameRoom-gap, whose(f)[side], s.muted)
		for v, in := range looked.Inputs {
			x := nameRoom + float32(v)*(viewSide+gap)
			if x+viewSide > s.width {
				break
			}
			s.amounts(x, y, viewSide, in.Side, in.Values, 1)
			if len(looked.Inputs) == 1 && f.turned() != 0 { // the turned example, whose only view is always shown
				s.frame(x-2, y-2, viewSide+4, viewSide+4, 2, s.fore)
				s.spot(spot{
					x, y, viewSide, viewSide, f.turnedHow(), nil,
					func(s *sheet, x, y, side float32) { s.amounts(x, y, side, in.Side, in.Values, 1) },
				})
				s.text(x+viewSide+2*gap, y+viewSide/2-smallSize, smallSize, s.width-x-viewSide-2*gap, lang.L("{{.How}}, in one view", map[string]any{"How": f.turnedHow()}), s.muted)
				break
			}
			if v == f.pair.View {
				s.frame(x-2, y-2, viewSide+4, viewSide+4, 2, s.fore)
			}
			s.spot(spot{
				x, y, viewSide, viewSide, lang.L("View {{.View}}: {{.How}}", map[string]any{"View": v + 1, "How": viewName(v)}),
				func() { choose(v) },
				func(s *sheet, x, y, side float32) { s.amounts(x, y, side, in.Side, in.Values, 1) },
			})
		}
		y += viewSide + gap
	}
	return y
}

// viewName says what a view of a drawing is, as package siamese orders them.
func viewName(v int) string {
	return []string{
		lang.L("as it is"), lang.L("turned left"), lang.L("turned right"), lang.L("slanted left"), lang.L("slanted right"),
		lang.L("narrower"), lang.L("lower"), lang.L("larger"),
	}[v%8]
}

func paintLayer(s *sheet, f *facts, l int, maps inspect.Maps, y float32) float32 {
	title := lang.L("Layer {{.Layer}}, {{.Side}}×{{.Side}}, {{.Count}} filters", map[string]any{"Layer": l + 1, "Side": maps.Side, "Count": maps.Filters})
	s.text(0, y, textSize, s.width, title, s.fore)
	y += lineRoom + 4
	shown := min(max(int((s.width-nameRoom+4)/(mapSide+4)), 1), maps.Filters)
	order := f.pair.MostActive(l)[:shown]
	for side, looked := range f.pair.Sides {
		s.text(0, y+mapSide/2-smallSize, smallSize, nameRoom-gap, whose(f)[side], s.muted)
		for k, filter := range order {
			x := nameRoom + float32(k)*(mapSide+4)
			values := looked.Layers[l].Map(filter)
			most := max(largest(f.pair.Sides[0].Layers[l].Map(filter)), largest(f.pair.Sides[1].Layers[l].Map(filter)))
			s.amounts(x, y, mapSide, maps.Side, values, most)
			s.spot(spot{
				x: x, y: y, w: mapSide, h: mapSide,
				text:     lang.L("Filter {{.Number}}, {{.Whose}}: at most {{.Most}}", map[string]any{"Number": filter + 1, "Whose": whose(f)[side], "Most": figure(float64(largest(values)))}),
				enlarged: func(s *sheet, x, y, side float32) { s.amounts(x, y, side, maps.Side, values, most) },
			})
		}
		y += mapSide + 4
	}
	return y + 4
}

// paintEmbedding paints two vectors as squares of numbers, and where they differ.
func paintEmbedding(s *sheet, f *facts, y float32, title string, first, second []float32) float32 {
	s.text(0, y, textSize, s.width, title, s.fore)
	y += lineRoom + 4
	n := int(math.Ceil(math.Sqrt(float64(len(first)))))
	const side = 3 * mapSide
	most := max(largest(first), largest(second))
	apart := make([]float32, len(first))
	for i, v := range first {
		apart[i] = abs(v - second[i])
	}
	for k, values := range [][]float32{first, second, apart} {
		x := float32(k) * (side + 2*gap)
		if x+side > s.width {
			break
		}
		s.amounts(x, y, side, n, values, most)
		if k < 2 {
			s.text(x, y+side+2, smallSize, side, whose(f)[k], s.muted)
		} else {
			s.formula(x, y+side+2, smallSize, "|h_1 − h_2|", s.muted)
		}
		s.spot(spot{x: x, y: y, w: side, h: side, text: title, enlarged: nil})
	}
	return y + side + lineRoom
}

func largest(values []float32) (most float32) {
	for _, v := range values {
		most = max(most, v)
	}
	return most
}

// figure writes a number as a person reads it.
func figure(v float64) string {
	switch a := math.Abs(v); {
	case a >= 100:
		return fmt.Sprintf("%.0f", v)
	case a >= 0.01 || v == 0:
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.1e", v)
}
