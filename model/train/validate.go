package train

import (
	"context"
	"math"

	"oneglyph/model"
	"oneglyph/model/omniglot"
	"oneglyph/model/oneshot"
	"oneglyph/model/siamese"
)

// ways is the size of validation's support sets, as in Lake's task.
const ways = 20

// Validation is a fixed set of one-shot trials on alphabets held out of
// training: within one alphabet, 20 ways where it has so many characters, by
// any two drawers. It is much harder than Lake's task, whose trials were chosen,
// and far less noisy.
type Validation struct {
	trials []oneshot.Trial
	glyphs []model.Glyph
	index  map[model.Glyph]int
}

// mostDrawings are asked about. A set of more, such as all of Omniglot where nothing
// is held out, would take a third of the time that quick trains; splits A to C have
// 3,360 at most.
const mostDrawings = 3400

// NewValidation draws trials from held-out alphabets.
func NewValidation(held *omniglot.Set, trials int) (*Validation, error) {
	held = held.Thin(mostDrawings, ways, 1)
	drawn, err := held.Trials(ways, 1, trials, true, 1)
	if err != nil {
		return nil, err
	}
	v := &Validation{trials: oneshot.Trials(held, drawn), index: map[model.Glyph]int{}}
	add := func(g model.Glyph) {
		if _, known := v.index[g]; !known {
			v.index[g] = len(v.glyphs)
			v.glyphs = append(v.glyphs, g)
		}
	}
	for _, t := range v.trials {
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
	const batch = 32
	dim := m.Architecture().EmbeddingLen()
	e := embeddings{v, make([]float32, len(v.glyphs)*dim), dim}
	encoder, err := siamese.NewBatchEncoder(m, batch, threads)
	if err != nil {
		return e, err
	}
	defer encoder.Close()
	for from := 0; from < len(v.glyphs); {
		if err := ctx.Err(); err != nil {
			return e, err
		}
		n, err := encoder.EmbedGlyphs(e.h[from*dim:], v.glyphs[from:])
		if err != nil {
			return e, err
		}
		from += n
	}
	return e, nil
}

// Asked is a trial and a network's answer to it.
type Asked struct {
	Step   int // at which it was asked
	Trial  oneshot.Trial
	Choice int // the class of Trial.Support that scored highest
}

// Right says whether the answer is.
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

// Accuracy is the share of trials that the network answers right.
func (v *Validation) Accuracy(ctx context.Context, m *siamese.Model, threads int) (float64, error) {
	e, err := v.embed(ctx, m, threads)
	if err != nil {
		return 0, err
	}
	return v.accuracy(ctx, m, e)
}

func (v *Validation) accuracy(ctx context.Context, m *siamese.Model, e embeddings) (float64, error) {
	result, err := oneshot.Evaluate(ctx, v.trials, oneshot.SiameseScorer(e, m.Metric()), nil)
	return result.Accuracy(), err
}

// falseAccepts are the shares of wrongly accepted queries that a calibration's
// levels stand for.
var falseAccepts = [...]float64{0.40, 0.20, 0.10, 0.05, 0.01}

// Calibrate fits σ(scale·logit + shift) to the probability that two drawings of
// one alphabet are the same character, where that is as likely as not (Platt
// 1999), and sets the threshold below which the best of a support set is no
// match: where wrongly refused and wrongly accepted queries, the true class
// being in the support set or not, are fewest in sum. Its levels are the thresholds of
// a few shares of wrongly accepted ones. From then on the network's
// embeddings are means over a number of views, which accuracy is of.
func (v *Validation) Calibrate(ctx context.Context, m *siamese.Model, views, threads int) (calibrated *siamese.Model, accuracy float64, err error) {
	m, err = m.WithCalibration(siamese.Calibration{Scale: 1, Views: views})
	if err != nil {
		return nil, 0, err
	}
	e, err := v.embed(ctx, m, threads)
	if err != nil {
		return nil, 0, err
	}
	if accuracy, err = v.accuracy(ctx, m, e); err != nil {
		return nil, 0, err
	}
	metric := m.Metric()
	var same, different []float64 // logits of pairs
	var accepted, impostors []float64
	support, logits := []float32{}, make([]float32, ways)
	for _, t := range v.trials {
		support = support[:0]
		for _, class := range t.Support {
			h, _ := e.Embed(class[0])
			support = append(support, h...)
		}
		q, _ := e.Embed(t.Query)
		row := logits[:len(t.Support)]
		metric.Logits(row, q, support)
		impostor := math.Inf(-1)
		for i, s := range row {
			if i == t.Answer {
				same = append(same, float64(s))
				continue
			}
			different = append(different, float64(s))
			impostor = math.Max(impostor, float64(s))
		}
		accepted = append(accepted, float64(row[t.Answer]))
		impostors = append(impostors, impostor)
	}
	scale, shift := platt(same, different)
	c := m.Calibration() // of which the views stay: they are what was embedded
	c.Scale, c.Shift = scale, shift
	similarity := func(logit float64) float64 { return sigmoid(scale*logit + shift) }
	c.Threshold = similarity(leastError(accepted, impostors))
	for i, share := range falseAccepts {
		threshold, accept, reject := atFalseAccept(share, accepted, impostors)
		c.Levels[i] = siamese.Level{Threshold: similarity(threshold), FalseAccept: accept, FalseReject: reject}
	}
	calibrated, err = m.WithCalibration(c)
	return calibrated, accuracy, err
}
