package evaluate

import (
	"slices"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/oneshot"
)

// Scorer compares a query with each glyph of a support set.
type Scorer interface {
	// Scores returns a number for each glyph, the higher the more alike. The
	// result may be overwritten by the next call.
	Scores(query model.Glyph, support []model.Glyph) ([]float64, error)
}

// ScorerFunc is a function that is a Scorer.
type ScorerFunc func(query model.Glyph, support []model.Glyph) ([]float64, error)

// Scores calls the function.
func (f ScorerFunc) Scores(query model.Glyph, support []model.Glyph) ([]float64, error) {
	return f(query, support)
}

// Embedder turns a glyph into an embedding. The result may be overwritten by
// the next call.
type Embedder interface {
	Embed(model.Glyph) (model.Embedding, error)
}

type siameseScorer struct {
	embedder   Embedder
	metric     oneshot.Metric
	embeddings map[model.Glyph]model.Embedding
	support    []float32
	logits     []float32
}

// SiameseScorer scores by a network's logits. It embeds every glyph once, for
// as long as the scorer lives: a copy of a Glyph is the same glyph, an equal
// picture is not.
func SiameseScorer(e Embedder, m oneshot.Metric) Scorer {
	return &siameseScorer{embedder: e, metric: m, embeddings: map[model.Glyph]model.Embedding{}}
}

func (s *siameseScorer) Scores(query model.Glyph, support []model.Glyph) ([]float64, error) {
	q, err := s.embed(query)
	if err != nil {
		return nil, err
	}
	s.support = s.support[:0]
	for _, g := range support {
		h, err := s.embed(g)
		if err != nil {
			return nil, err
		}
		s.support = append(s.support, h...)
	}
	s.logits = slices.Grow(s.logits[:0], len(support))[:len(support)]
	s.metric.Logits(s.logits, q, s.support)
	scores := make([]float64, len(support))
	for i, logit := range s.logits {
		scores[i] = float64(logit)
	}
	return scores, nil
}

func (s *siameseScorer) embed(g model.Glyph) (model.Embedding, error) {
	if h, ok := s.embeddings[g]; ok {
		return h, nil
	}
	h, err := s.embedder.Embed(g)
	if err != nil {
		return nil, err
	}
	if len(h) != s.metric.Dim() {
		return nil, oneshot.ErrLength
	}
	h = slices.Clone(h)
	s.embeddings[g] = h
	return h, nil
}
