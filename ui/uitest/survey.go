package uitest

import (
	"context"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/oneshot"
)

// Survey answers at once that all glyphs are alike.
func (r *Ranker) Survey(_ context.Context, glyphs []model.Glyph, _ func(int), done func([]model.Embedding, oneshot.Support, oneshot.Metric, error)) {
	h := make([]model.Embedding, len(glyphs))
	for i := range h {
		h[i] = model.Embedding{0}
	}
	done(h, oneshot.Support{}, sameness{}, nil)
}

// sameness finds everything alike.
type sameness struct{}

func (sameness) Dim() int                                     { return 1 }
func (sameness) Logits([]float32, model.Embedding, []float32) {}
func (sameness) Similarity(float32) float64                   { return 0.9 }
