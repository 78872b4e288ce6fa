package train

import (
	"context"
	"errors"
	"slices"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// ways is the size of validation's support sets, as in Lake's task.
const ways = 20

// lakeRuns is how many runs built like Lake's a validation has: some 2,000 trials.
const lakeRuns = 100

// Validation is a fixed set of one-shot trials on alphabets held out of training:
// within one alphabet, 20 ways, by any two drawers; and runs built like Lake's task,
// each of two drawers. Lake's own were chosen, of typical drawers, and are easier. Support
// sets are compared as they were drawn, without the turned copies that a gallery's
// drawings have: they would take half as long again, and Omniglot's drawings stand upright.
type Validation struct {
	trials []evaluate.Trial
	lake   []evaluate.Trial // none where no two drawers drew the same characters
	glyphs []model.Glyph
	index  map[model.Glyph]int
}

// Scores is what a network answers right of a validation's trials, 0 to 1.
type Scores struct {
	Any      float64 // any two drawers
	LakeLike float64 // runs built like Lake's; 0: there are none
}

// A set of up to mostDrawings is asked about as it is: splits A to C have 3,360 at
// most. Of a larger one, such as all of Omniglot where nothing is held out, it is
// fewDrawings: two of each of its characters. All of it would take a third of the
// time that quick trains.
const (
	mostDrawings = 3400
	fewDrawings  = 2000
)

// usualTrials is how many a validation has unless said.
const usualTrials = 2000

// NewValidation draws trials (0: 2,000) from held-out alphabets.
func NewValidation(held *omniglot.Set, trials int) (*Validation, error) {
	if trials == 0 {
		trials = usualTrials
	}
	runs := lakeRuns
	if held.Drawings() > mostDrawings {
		held, runs = held.Thin(fewDrawings, ways, 1), 0
	}
	held = held.Large(ways)
	drawn, err := held.Trials(ways, 1, trials, true, 1)
	if err != nil {
		return nil, err
	}
	var lake []omniglot.Trial
	if runs > 0 {
		if lake, err = held.LakeTrials(runs, 1); err != nil && !errors.Is(err, omniglot.ErrTooFew) {
			return nil, err
		}
	}
	all := evaluate.Trials(held, slices.Concat(drawn, lake)) // at once: they share their glyphs
	v := &Validation{trials: all[:len(drawn)], lake: all[len(drawn):], index: map[model.Glyph]int{}}
	add := func(g model.Glyph) {
		if _, known := v.index[g]; !known {
			v.index[g] = len(v.glyphs)
			v.glyphs = append(v.glyphs, g)
		}
	}
	for _, t := range all {
		add(t.Query)
		for _, class := range t.Support {
			add(class[0])
		}
	}
	return v, nil
}

// embeddings is a table of every glyph's embedding.
type embeddings struct {
	*Validation
	h   []float32
	dim int
}

func (e embeddings) Embed(g model.Glyph) (model.Embedding, error) {
	i := e.index[g]
	return e.h[i*e.dim : (i+1)*e.dim], nil
}

// embed runs the network over every glyph, in the views that its calibration
// asks for.
func (v *Validation) embed(ctx context.Context, m *siamese.Model, threads int) (embeddings, error) {
	h, err := m.EmbedAll(ctx, v.glyphs, threads, nil)
	return embeddings{v, h, m.Architecture().EmbeddingLen()}, err
}

// Asked is a trial and a network's answer to it.
type Asked struct {
	Step   int // at which it was asked
	Trial  evaluate.Trial
	Choice int // the class of Trial.Support that scored highest
}

// Right reports whether the answer is.
func (a Asked) Right() bool { return a.Choice == a.Trial.Answer }

// Ask puts one trial to a network, the i-th or, past the last, the first again.
func (v *Validation) Ask(ctx context.Context, m *siamese.Model, i, threads int) (Asked, error) {
	t := v.trials[i%len(v.trials)]
	glyphs := []model.Glyph{t.Query}
	for _, class := range t.Support {
		glyphs = append(glyphs, class[0])
	}
	one := &Validation{glyphs: glyphs}
	e, err := one.embed(ctx, m, threads)
	if err != nil {
		return Asked{}, err
	}
	logits := make([]float32, len(t.Support))
	m.Metric().Logits(logits, e.h[:e.dim], e.h[e.dim:])
	best := 0
	for j, logit := range logits {
		if logit > logits[best] {
			best = j
		}
	}
	return Asked{Trial: t, Choice: best}, nil
}

// Accuracy is the share of trials by any two drawers that the network answers right.
func (v *Validation) Accuracy(ctx context.Context, m *siamese.Model, threads int) (float64, error) {
	scores, err := v.Score(ctx, m, threads)
	return scores.Any, err
}

// Score asks the network all trials.
func (v *Validation) Score(ctx context.Context, m *siamese.Model, threads int) (Scores, error) {
	e, err := v.embed(ctx, m, threads)
	if err != nil {
		return Scores{}, err
	}
	return v.score(ctx, m, e)
}

// score compares embeddings that are there already: a tenth of a second.
func (v *Validation) score(ctx context.Context, m *siamese.Model, e embeddings) (s Scores, err error) {
	two, err := evaluate.Evaluate(ctx, v.trials, evaluate.AsDrawnScorer(e, m.Metric()), nil)
	if err != nil || len(v.lake) == 0 {
		return Scores{Any: two.Accuracy()}, err
	}
	lake, err := evaluate.Evaluate(ctx, v.lake, evaluate.AsDrawnScorer(e, m.Metric()), nil)
	return Scores{two.Accuracy(), lake.Accuracy()}, err
}
