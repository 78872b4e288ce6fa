package inspect

import (
	"fmt"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/siamese"
)

const (
	featuresShown = 24
	excitedShown  = 12 // drawings at each end
	drawnSide     = 40
)

// paintFeatures paints the numbers that tell the gallery's classes apart best, each by
// the drawings that excite it most and least.
func paintFeatures(s *sheet, o *overview, choose func(model.ExampleID)) {
	y := float32(0)
	s.text(0, y, smallSize, s.width, lang.L("By how many logits a number of the embedding sets different classes further apart than drawings of one."), s.muted)
	y += lineRoom + gap
	if len(o.features) == 0 {
		s.height = y
		return
	}
	places := o.network.Architecture().Places()
	most := o.features[0].Separation()
	head := float32(152)
	half := (s.width - head - 2*gap) / 2
	s.text(head, y, smallSize, half, lang.L("Excite it most"), s.muted)
	s.text(head+half+2*gap, y, smallSize, half, lang.L("Least"), s.muted)
	y += lineRoom
	count := min(max(int((half+4)/(drawnSide+4)), 1), excitedShown)
	for _, f := range o.features {
		if at := placeOf(o.network.Architecture(), places, f.Number); at != nil {
			paintPlace(s, 0, y+4, placeSide, *at)
		}
		x := float32(placeSide + gap)
		s.text(x, y, textSize, head-x, fmt.Sprintf("h%d", f.Number+1), s.fore)
		s.textRight(head-2*gap, y, textSize, figure(f.Separation()), s.fore)
		s.fill(x, y+24, head-2*gap-x, 6, s.track)
		if most > 0 {
			s.fill(x, y+24, (head-2*gap-x)*float32(max(f.Separation(), 0)/most), 6, s.bar)
		}
		s.spot(spot{x: 0, y: y, w: head, h: drawnSide, text: fmt.Sprintf("h%d: α = %s, %s − %s", f.Number+1, figure(f.Alpha), figure(f.Between), figure(f.Within))})
		for k, list := range [][]model.ExampleID{f.Most, f.Least} {
			for n, id := range list[:min(count, len(list))] {
				row, known := o.row[id]
				if !known {
					continue
				}
				e := o.entries[row]
				at := head + float32(k)*(half+2*gap) + float32(n)*(drawnSide+4)
				s.glyph(at, y, drawnSide, e.glyph)
				s.spot(spot{
					x: at, y: y, w: drawnSide, h: drawnSide, text: e.name, tap: func() { choose(e.example) },
					enlarged: func(s *sheet, x, y, side float32) { s.glyph(x, y, side, e.glyph) },
				})
			}
		}
		y += drawnSide + gap
	}
	s.height = y
}

// placeOf is the place of one of the embedding's numbers; nil where it is of all of
// them.
func placeOf(a siamese.Architecture, places []siamese.Place, number int) *siamese.Place {
	if a.Embedding > 0 {
		return nil
	}
	return &places[number/(a.EmbeddingLen()/len(places))]
}
