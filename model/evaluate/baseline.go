package evaluate

import (
	"math"

	"github.com/oneglyph/oneglyph/model"
)

// PixelScorer is the nearest neighbour among the pictures themselves: it scores
// by the cosine of the angle between two glyphs at side×side pixels.
func PixelScorer(side int) Scorer {
	query, other := make([]float32, side*side), make([]float32, side*side)
	return ScorerFunc(func(q model.Glyph, support []model.Glyph) ([]float64, error) {
		q.Resample(query, side)
		scores := make([]float64, len(support))
		for i, g := range support {
			g.Resample(other, side)
			scores[i] = cosine(query, other)
		}
		return scores, nil
	})
}

func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for i, x := range a {
		y := b[i]
		ab += float64(x * y)
		aa += float64(x * x)
		bb += float64(y * y)
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return ab / math.Sqrt(aa*bb)
}

// HausdorffScorer scores by the modified Hausdorff distance (Dubuisson and Jain
// 1994) between the ink of two glyphs, as the demo of Lake's task does, but on
// normalised glyphs, so that neither place nor size counts, and at a coarser
// grain: no less accurate and far faster, since the cost grows with the fourth
// power of the side.
func HausdorffScorer() Scorer {
	return ScorerFunc(func(query model.Glyph, support []model.Glyph) ([]float64, error) {
		q := ink(query)
		scores := make([]float64, len(support))
		for i, g := range support {
			scores[i] = -hausdorff(q, ink(g))
		}
		return scores, nil
	})
}

// grain is the side that a glyph's ink is compared at.
const grain = 35

// ink returns the places of a glyph's inked pixels about their mean.
func ink(g model.Glyph) []model.Point {
	var pix [grain * grain]float32
	g.Resample(pix[:], grain)
	var points []model.Point
	var mean model.Point
	for i, v := range pix {
		if v >= 0.5 {
			p := model.Point{X: float32(i % grain), Y: float32(i / grain)}
			points = append(points, p)
			mean.X += p.X
			mean.Y += p.Y
		}
	}
	n := float32(len(points))
	for i := range points {
		points[i].X -= mean.X / n
		points[i].Y -= mean.Y / n
	}
	return points
}

// hausdorff is the mean distance from a point of one to the nearest of the
// other, the larger of both ways; infinite when one is empty.
func hausdorff(a, b []model.Point) float64 {
	return max(meanNearest(a, b), meanNearest(b, a))
}

func meanNearest(from, to []model.Point) float64 {
	if len(from) == 0 {
		return math.Inf(1)
	}
	sum := 0.0
	for _, p := range from {
		nearest := float32(math.Inf(1))
		for _, q := range to {
			dx, dy := p.X-q.X, p.Y-q.Y
			nearest = min(nearest, dx*dx+dy*dy)
		}
		sum += math.Sqrt(float64(nearest))
	}
	return sum / float64(len(from))
}
