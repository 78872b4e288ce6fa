package challenge

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/benchmark"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// Ranking is a network's answer to a trial: its classes, the likest first.
type Ranking struct {
	Classes      []int     // indices of the trial's Support
	Similarities []float64 // calibrated, 0 to 1, in the same order
	Threshold    float64   // the similarity below which the network would say "no match"
	margin       float64   // of the first's logit over the second's
}

// Choice is the network's choice, -1 where there is none.
func (r Ranking) Choice() int {
	if len(r.Classes) == 0 {
		return -1
	}
	return r.Classes[0]
}

// Place is a class's place in the ranking, from 1; 0: it is not in it.
func (r Ranking) Place(class int) int { return slices.Index(r.Classes, class) + 1 }

// Opponent is a network that plays. It embeds each drawing once. One goroutine at a
// time may use it.
type Opponent struct {
	network *benchmark.Network
	metric  *siamese.Metric
}

// NewOpponent sets a network to play.
func NewOpponent(m *siamese.Model) *Opponent {
	return &Opponent{benchmark.NewNetwork(m), m.Metric()}
}

// Rank answers a trial, on so many threads (0: all). A class's best example counts.
// Errors are the network's and ctx's.
func (o *Opponent) Rank(ctx context.Context, t evaluate.Trial, threads int) (Ranking, error) {
	scorer, err := o.network.Scorer(ctx, []evaluate.Trial{t}, threads, nil)
	if err != nil {
		return Ranking{}, err
	}
	return o.rank(scorer, t)
}

func (o *Opponent) rank(scorer evaluate.Scorer, t evaluate.Trial) (Ranking, error) {
	var support []model.Glyph
	for _, shots := range t.Support {
		support = append(support, shots...)
	}
	scores, err := scorer.Scores(t.Query, support)
	if err != nil {
		return Ranking{}, err
	}
	best := make([]float64, len(t.Support)) // logits
	for class, shots := range t.Support {
		best[class] = slices.Max(scores[:len(shots)])
		scores = scores[len(shots):]
	}
	r := Ranking{Classes: make([]int, len(best)), Threshold: o.metric.Threshold(len(best))}
	for i := range r.Classes {
		r.Classes[i] = i
	}
	slices.SortStableFunc(r.Classes, func(a, b int) int { return cmp.Compare(best[b], best[a]) })
	for _, class := range r.Classes {
		r.Similarities = append(r.Similarities, o.metric.Similarity(float32(best[class])))
	}
	if len(r.Classes) > 1 {
		r.margin = best[r.Classes[0]] - best[r.Classes[1]]
	}
	return r, nil
}

// Hardest returns those of many trials that the network finds closest: where its
// best and its second best class differ least, whether or not it is right. They come
// in an order drawn by the seed. Progress, unless nil, is called now and then.
// Errors are the network's and ctx's.
func (o *Opponent) Hardest(ctx context.Context, trials []evaluate.Trial, n, threads int, seed uint64, progress func(done, total int)) ([]evaluate.Trial, error) {
	scorer, err := o.network.Scorer(ctx, trials, threads, progress)
	if err != nil {
		return nil, err
	}
	type close struct {
		trial  evaluate.Trial
		margin float64
	}
	all := make([]close, len(trials))
	for i, t := range trials {
		r, err := o.rank(scorer, t)
		if err != nil {
			return nil, err
		}
		all[i] = close{t, r.margin}
	}
	slices.SortStableFunc(all, func(a, b close) int { return cmp.Compare(a.margin, b.margin) })
	all = all[:min(n, len(all))]
	r := rand.New(rand.NewPCG(seed, 17))
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	hardest := make([]evaluate.Trial, len(all))
	for i, c := range all {
		hardest[i] = c.trial
	}
	return hardest, nil
}
