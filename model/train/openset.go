package train

import (
	"context"
	"math"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/inks"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// gallerySizes are the numbers of classes that "no match" is measured at.
var gallerySizes = [...]int{5, 10, ways, 100}

// falseAccepts are the shares of wrongly accepted queries that a calibration's
// levels stand for.
var falseAccepts = [...]float64{0.40, 0.20, 0.10, 0.05, 0.01}

// Calibrate fits σ(scale·logit + shift) to the probability that two drawings of
// one alphabet are the same character, where that is as likely as not (Platt
// 1999), and sets, for galleries of several sizes, the threshold below which the
// best of them is no match: where as large a share of the registered queries is
// wrongly refused as of the others wrongly accepted. Its levels are the thresholds of a few shares of wrongly
// accepted ones. Half of the queries are in the ink that they were drawn in, the
// others in any ink. From then on the network's embeddings are means over a number
// of views, which the scores, those of the validation's own trials, are of. As there, all
// is of drawings as they were drawn.
func (v *Validation) Calibrate(ctx context.Context, m *siamese.Model, views, threads int) (calibrated *siamese.Model, scores Scores, err error) {
	m, err = m.WithCalibration(siamese.Calibration{Scale: 1, Views: views})
	if err != nil {
		return nil, Scores{}, err
	}
	e, err := v.embed(ctx, m, threads)
	if err != nil {
		return nil, Scores{}, err
	}
	if scores, err = v.score(ctx, m, e); err != nil {
		return nil, Scores{}, err
	}
	queries, err := v.inAnyInk(ctx, m, e, threads)
	if err != nil {
		return nil, Scores{}, err
	}
	o := v.openSet(m.Metric(), e, queries)
	c := m.Calibration() // of which the views stay: they are what was embedded
	c.Scale, c.Shift = platt(o.same, o.different)
	similarity := func(logit float64) float64 { return sigmoid(c.Scale*logit + c.Shift) }
	measured := 0
	for i, size := range gallerySizes {
		accepted, impostors := o.accepted[i], o.impostors[i]
		if len(accepted) == 0 || len(impostors) == 0 {
			continue
		}
		s := siamese.Strictness{Classes: size, Threshold: similarity(equalError(accepted, impostors))}
		for j, share := range falseAccepts {
			threshold, accept, reject := atFalseAccept(share, accepted, impostors)
			s.Levels[j] = siamese.Level{Threshold: similarity(threshold), FalseAccept: accept, FalseReject: reject}
		}
		c.Galleries[measured] = s
		measured++
		if size <= ways { // what is known of no size is of this one
			c.Threshold, c.Levels = s.Threshold, s.Levels
		}
	}
	calibrated, err = m.WithCalibration(c)
	return calibrated, scores, err
}

// inAnyInk returns the embedding of each trial's query: every other one as it was
// drawn, the rest in one ink after the other.
func (v *Validation) inAnyInk(ctx context.Context, m *siamese.Model, e embeddings, threads int) ([]model.Embedding, error) {
	others := inks.All()[1:]
	var changed []model.Glyph
	for i := 1; i < len(v.trials); i += 2 {
		changed = append(changed, v.trials[i].In(others[i/2%len(others)], i).Query)
	}
	h, err := m.EmbedAll(ctx, changed, threads, nil)
	if err != nil {
		return nil, err
	}
	queries := make([]model.Embedding, len(v.trials))
	for i, t := range v.trials {
		if i%2 == 0 {
			queries[i], _ = e.Embed(t.Query)
			continue
		}
		queries[i] = h[i/2*e.dim:][:e.dim]
	}
	return queries, nil
}

// openAnswers are the logits that a calibration is made of.
type openAnswers struct {
	// Of pairs within one alphabet.
	same, different []float64
	// The best of a gallery of each size that holds the query's class, and of one
	// that does not; none where there are too few classes for the size.
	accepted, impostors [len(gallerySizes)][]float64
}

// openSet asks galleries of all sizes for each query. A gallery begins with the
// trial's own support set, all of the query's alphabet, and goes on with those of
// the trials after it, which are of other alphabets in turn. In every other
// gallery without the query's class the rest of its alphabet is left out too.
func (v *Validation) openSet(metric *siamese.Metric, e embeddings, queries []model.Embedding) openAnswers {
	var o openAnswers
	largest := gallerySizes[len(gallerySizes)-1]
	for i, t := range v.trials {
		own := v.support(t, e)
		row := logitsOf(metric, queries[i], own)
		answer := row[t.Answer]
		var alphabet, foreign []float64 // without the answer
		for j, logit := range row {
			if j != t.Answer {
				alphabet = append(alphabet, logit)
			}
		}
		o.same, o.different = append(o.same, answer), append(o.different, alphabet...)
		groups := map[string]bool{t.Group: true}
		for k := i + 1; k < i+len(v.trials) && len(row)+len(foreign) < largest; k++ {
			next := v.trials[k%len(v.trials)]
			if groups[next.Group] { // its classes may be here already
				if k-i > maxTurn {
					break
				}
				continue
			}
			groups[next.Group] = true
			foreign = append(foreign, logitsOf(metric, queries[i], v.support(next, e))...)
		}
		for s, size := range gallerySizes {
			all := append(append([]float64{}, alphabet...), foreign...)
			if len(all) >= size-1 {
				o.accepted[s] = append(o.accepted[s], math.Max(answer, highest(all[:size-1])))
			}
			if i/2%2 == 1 {
				all = foreign
			}
			if len(all) > 0 && len(alphabet)+len(foreign) >= size-1 {
				o.impostors[s] = append(o.impostors[s], highest(all[:min(size, len(all))]))
			}
		}
	}
	return o
}

// maxTurn is more alphabets than there are: the trials take turns among them.
const maxTurn = 100

// support returns the embeddings of a trial's support set, one after another.
func (v *Validation) support(t evaluate.Trial, e embeddings) []float32 {
	all := make([]float32, 0, len(t.Support)*e.dim)
	for _, class := range t.Support {
		h, _ := e.Embed(class[0])
		all = append(all, h...)
	}
	return all
}

func logitsOf(metric *siamese.Metric, query model.Embedding, support []float32) []float64 {
	row := make([]float32, len(support)/metric.Dim())
	metric.Logits(row, query, support)
	logits := make([]float64, len(row))
	for i, v := range row {
		logits[i] = float64(v)
	}
	return logits
}

func highest(logits []float64) float64 {
	most := math.Inf(-1)
	for _, v := range logits {
		most = math.Max(most, v)
	}
	return most
}
