package inspect

import "github.com/oneglyph/oneglyph/model"

// Reach is how far, in pixels of a glyph, ink may lie from the other drawing's and
// still count as the same: a pen's width, which the network's views shift ink by too.
const Reach = 5

// Mark says what a pixel of two drawings laid over one another holds.
type Mark uint8

// The marks.
const (
	Paper      Mark = iota
	Common          // ink of either that has the other's within Reach
	OnlyFirst       // ink of the first drawing that the second has nowhere near
	OnlySecond      // and the other way round
)

// Difference is two drawings laid over one another as the network normalises them.
type Difference struct {
	Marks [model.Side * model.Side]Mark
	// Agreement is the share of both drawings' ink that the other has too, 0 to 1; 1
	// where there is no ink at all.
	Agreement float64
}

// Differ lays two drawings over one another.
func Differ(first, second model.Glyph) Difference {
	a, b := first.Pix(), second.Pix()
	nearA, nearB := spread(a), spread(b)
	var d Difference
	ink, agreed := 0, 0
	for i := range d.Marks {
		inA, inB := a[i] >= inkFrom, b[i] >= inkFrom
		if !inA && !inB {
			continue
		}
		ink++
		switch {
		case inA && nearB[i] || inB && nearA[i]:
			d.Marks[i] = Common
			agreed++
		case inA:
			d.Marks[i] = OnlyFirst
		default:
			d.Marks[i] = OnlySecond
		}
	}
	d.Agreement = 1
	if ink > 0 {
		d.Agreement = float64(agreed) / float64(ink)
	}
	return d
}

// inkFrom is how strong ink must be to count.
const inkFrom = 128

// spread marks every pixel that has ink within Reach.
func spread(pix []uint8) []bool {
	near := make([]bool, len(pix))
	for i, v := range pix {
		if v < inkFrom {
			continue
		}
		x, y := i%model.Side, i/model.Side
		for dy := max(-Reach, -y); dy <= Reach && y+dy < model.Side; dy++ {
			for dx := max(-Reach, -x); dx <= Reach && x+dx < model.Side; dx++ {
				if dx*dx+dy*dy <= Reach*Reach {
					near[i+dy*model.Side+dx] = true
				}
			}
		}
	}
	return near
}
