package evaluate

import (
	"math"

	"github.com/oneglyph/oneglyph/model"
)

// PixelScorer is the nearest neighbour among the pictures themselves: it scores
// by the cosine of the angle between two glyphs at side×side pixels. Glyphs are
// normalised: on Omniglot's own frames it is right far less often.
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
