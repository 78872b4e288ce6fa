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

// Embedder turns a glyph into an embedding, which is not written to later.
type Embedder interface {
	Embed(model.Glyph) (model.Embedding, error)
}

// SupportEmbedder also embeds glyphs of support sets, each with its turned copies:
// (looks, Dim), in the order of its network's Turns.
type SupportEmbedder interface {
	Embedder
	EmbedSupport(model.Glyph) ([]float32, error)
}

type siameseScorer struct {
	metric          oneshot.Metric
	turns           model.Turns
	queries, shown  table
	support, logits []float32
}

// SiameseScorer scores by a network's logits, as the program ranks: each glyph of a
// support set by the best of it and its turned copies. It embeds every glyph once, for
// as long as the scorer lives: a copy of a Glyph is the same glyph, an equal picture
// is not.
func SiameseScorer(e SupportEmbedder, m oneshot.Metric, turns model.Turns) Scorer {
	return &siameseScorer{
		metric: m, turns: turns,
		queries: table{m.Dim(), map[model.Glyph][]float32{}, queryOf(e)},
		shown:   table{turns.Looks() * m.Dim(), map[model.Glyph][]float32{}, e.EmbedSupport},
	}
}

// AsDrawnScorer is SiameseScorer but for the turned copies, which it leaves out.
func AsDrawnScorer(e Embedder, m oneshot.Metric) Scorer {
	all := table{m.Dim(), map[model.Glyph][]float32{}, queryOf(e)}
	return &siameseScorer{metric: m, queries: all, shown: all}
}

func queryOf(e Embedder) func(model.Glyph) ([]float32, error) {
	return func(g model.Glyph) ([]float32, error) { return e.Embed(g) }
}

func (s *siameseScorer) Scores(query model.Glyph, support []model.Glyph) ([]float64, error) {
	q, err := s.queries.of(query)
	if err != nil {
		return nil, err
	}
	s.support = s.support[:0] // (len(support), looks, Dim)
	for _, g := range support {
		h, err := s.shown.of(g)
		if err != nil {
			return nil, err
		}
		s.support = append(s.support, h...)
	}
	looks := s.turns.Looks()
	s.logits = slices.Grow(s.logits[:0], len(support)*looks)[:len(support)*looks]
	s.metric.Logits(s.logits, q, s.support)
	scores := make([]float64, len(support))
	for i := range scores {
		logit, _ := s.turns.Best(s.logits[i*looks:][:looks])
		scores[i] = float64(logit)
	}
	return scores, nil
}

// table keeps what glyphs are embedded as.
type table struct {
	width int
	known map[model.Glyph][]float32
	embed func(model.Glyph) ([]float32, error)
}

func (t table) of(g model.Glyph) ([]float32, error) {
	if h, ok := t.known[g]; ok {
		return h, nil
	}
	h, err := t.embed(g)
	if err != nil {
		return nil, err
	}
	if len(h) != t.width {
		return nil, oneshot.ErrLength
	}
	t.known[g] = h
	return h, nil
}
