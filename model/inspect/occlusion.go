package inspect

import (
	"cmp"
	"context"
	"slices"

	"gonum.org/v1/gonum/stat"

	"github.com/oneglyph/oneglyph/model"
)

// Window is a square of a drawing that was emptied, the corner nearest to the paper's
// upper left at X, Y.
type Window struct {
	X, Y, Side int
	Loss       float64 // what the logit lost by it: above 0 the ink spoke for the match
}

// Occlude empties a drawing's windows of a side one after another, from a grid that
// begins at -x, -y, and returns what the logit with another's embedding loses by each;
// windows with ink on less than a twentieth are passed over. It is what Heat is judged
// by, and takes as many looks as there are windows. Errors are ctx's and the network's.
func (i *Inspector) Occlude(ctx context.Context, drawing model.Glyph, other model.Embedding, side, x, y int) ([]Window, error) {
	ink := drawing.Pix()
	whole, err := i.logit(ink, other)
	if err != nil {
		return nil, err
	}
	var windows []Window
	for top := -y; top < model.Side; top += side {
		for left := -x; left < model.Side; left += side {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			w, worn, lost := Window{X: left, Y: top, Side: side}, slices.Clone(ink), 0
			w.pixels(func(at int) {
				lost += int(worn[at])
				worn[at] = 0
			})
			if lost < 255*side*side/20 {
				continue
			}
			without, err := i.logit(worn, other)
			if err != nil {
				return nil, err
			}
			w.Loss = float64(whole - without)
			windows = append(windows, w)
		}
	}
	return windows, nil
}

// pixels visits the pixels of the paper that a window covers.
func (w Window) pixels(visit func(at int)) {
	for y := max(w.Y, 0); y < min(w.Y+w.Side, model.Side); y++ {
		for x := max(w.X, 0); x < min(w.X+w.Side, model.Side); x++ {
			visit(y*model.Side + x)
		}
	}
}

// Sum is what a heat map holds in a window.
func (w Window) Sum(heat []float32) (sum float64) {
	w.pixels(func(at int) { sum += float64(heat[at]) })
	return sum
}

// logit of a drawing's ink and an embedding.
func (i *Inspector) logit(ink []uint8, other model.Embedding) (float32, error) {
	if err := i.twins.Compare(ink, ink, false); err != nil {
		return 0, err
	}
	var logit [1]float32
	i.network.Metric().Logits(logit[:], i.twins.Embedding(0), other)
	return logit[0], nil
}

// RankCorrelation is Spearman's ρ of two lists of one length, 0 where either is all of
// one value.
func RankCorrelation(a, b []float64) float64 {
	ra, rb := ranks(a), ranks(b)
	if len(a) < 2 || slices.Max(ra) == slices.Min(ra) || slices.Max(rb) == slices.Min(rb) {
		return 0
	}
	return stat.Correlation(ra, rb, nil)
}

// ranks gives equal values the mean of their ranks.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	r := make([]float64, len(values))
	for from := 0; from < len(order); {
		to := from
		for to < len(order) && values[order[to]] == values[order[from]] {
			to++
		}
		for _, at := range order[from:to] {
			r[at] = float64(from+to-1) / 2
		}
		from = to
	}
	return r
}
