package benchmark

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/inks"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// Options say how a run is carried out.
type Options struct {
	Parts     []Part // nil: all that the data has
	Trials    int    // of each part that is drawn by chance; 0: 400, as Lake's task has
	Seed      uint64
	Threads   int  // 0: all
	Baselines bool // whether pixels and Hausdorff answer Lake's trials and those like them
}

const (
	// DefaultTrials is the number of trials of a part that is drawn by chance.
	DefaultTrials = 400
	// openEpisodes is the number of open-set episodes for so many trials, that of
	// the published result.
	openEpisodes = 500
)

// Progress says how far a run is.
type Progress struct {
	Part       Part
	Contestant string
	Share      float64 // of the whole run, 0 to 1, by what its parts cost
	Result     *Result // of a step that has just ended; nil otherwise
}

// Run puts a network to every part. A part for which the data has too few drawings
// is Skipped, and the others go on. Progress, unless nil, is called on the caller's
// goroutine, at the beginning of each part too. Errors are the network's, ErrScores
// and ctx's.
func Run(ctx context.Context, m *siamese.Model, d Data, o Options, progress func(Progress)) (Report, error) {
	if o.Parts == nil {
		for _, p := range Parts() {
			if d.Has(p) {
				o.Parts = append(o.Parts, p)
			}
		}
	}
	if o.Trials <= 0 {
		o.Trials = DefaultTrials
	}
	if progress == nil {
		progress = func(Progress) {}
	}
	start := time.Now()
	r := runner{Options: o, data: d, network: NewNetwork(m), progress: progress}
	if d.Set != nil {
		r.glyphs = evaluate.NewGlyphs(d.Set)
	}
	r.plan()
	report := Report{
		Date: start, Architecture: m.Architecture().Name, Fingerprint: m.Fingerprint(),
		Source: d.Source, Trained: d.Trained, Seed: o.Seed,
	}
	for _, s := range r.steps {
		result, err := r.take(ctx, s)
		if err != nil {
			return Report{}, fmt.Errorf("benchmark: %s, %s: %w", s.part, s.contestant.Name(), err)
		}
		report.Results = append(report.Results, result)
	}
	report.Took = time.Since(start)
	return report, nil
}

// step is one contestant at one part.
type step struct {
	part       Part
	contestant Contestant
	cost       float64 // roughly seconds on one core, for the progress
}

type runner struct {
	Options
	data     Data
	glyphs   *evaluate.Glyphs
	network  *Network
	steps    []step
	progress func(Progress)
	done     float64 // of the cost
	now      step
}

// plan lists the steps. The network's cost is by the drawings that it embeds: new
// ones at every part until all are known, and in every ink.
func (r *runner) plan() {
	const embedding = 0.004 // seconds a drawing in its five views and turned
	fresh := 0
	if r.data.Set != nil {
		fresh = r.data.Set.Drawings()
	}
	for _, p := range r.Parts {
		var drawings int
		switch p.Kind {
		case Lake:
			drawings = 2 * DefaultTrials // each run's training and test pictures
		case Inks:
			drawings = len(inks.All()) * r.Trials
		case LakeLike:
			drawings = min(2*r.Trials, fresh)
			fresh -= drawings
		default:
			drawings = min(r.Trials*(p.Ways*p.Shots+1), fresh)
			fresh -= drawings
		}
		r.steps = append(r.steps, step{p, r.network, 0.3 + embedding*float64(drawings)})
		if r.Baselines && (p.Kind == Lake || p.Kind == LakeLike) {
			r.steps = append(r.steps, step{p, Pixels(), 0.5}, step{p, Hausdorff(), 5})
		}
	}
}

// take carries one step out.
func (r *runner) take(ctx context.Context, s step) (Result, error) {
	r.now = s
	r.tell(0)
	result, err := r.ask(ctx, s)
	if errors.Is(err, omniglot.ErrTooFew) {
		result, err = Result{Part: s.part, Contestant: s.contestant.Name(), Mistakes: []Mistake{}, Skipped: err.Error()}, nil
	}
	r.done += s.cost
	if err == nil {
		r.progress(Progress{s.part, s.contestant.Name(), r.share(0), &result})
	}
	return result, err
}

// tell reports how much of the present step is done.
func (r *runner) tell(share float64) {
	r.progress(Progress{Part: r.now.part, Contestant: r.now.contestant.Name(), Share: r.share(share)})
}

// share is how much of the run is done with so much of the present step.
func (r *runner) share(ofStep float64) float64 {
	total := 0.0
	for _, s := range r.steps {
		total += s.cost
	}
	return (r.done + ofStep*r.now.cost) / total
}

// within returns a progress that stands for a part of the present step.
func (r *runner) within(from, to float64) func(done, total int) {
	return func(done, total int) { r.tell(from + (to-from)*float64(done)/float64(total)) }
}

func (r *runner) ask(ctx context.Context, s step) (Result, error) {
	trials, err := r.trials(s.part)
	if err != nil {
		return Result{}, err
	}
	switch s.part.Kind {
	case OpenSet:
		return r.askOpen(ctx, s, trials)
	case Inks:
		return r.askInks(ctx, s, trials)
	}
	found, err := r.evaluate(ctx, s, trials, 0, 1)
	return NewResult(s.part, s.contestant.Name(), trials, found), err
}

// evaluate puts trials to a step's contestant, which is a share of the step.
func (r *runner) evaluate(ctx context.Context, s step, trials []evaluate.Trial, from, to float64) (evaluate.Result, error) {
	half := from // of a baseline all time goes into the answers
	if s.contestant == Contestant(r.network) {
		half = from + 0.9*(to-from)
	}
	scorer, err := s.contestant.Scorer(ctx, trials, r.Threads, r.within(from, half))
	if err != nil {
		return evaluate.Result{}, err
	}
	return evaluate.Evaluate(ctx, trials, scorer, r.within(half, to))
}

func (r *runner) askOpen(ctx context.Context, s step, trials []evaluate.Trial) (Result, error) {
	scorer, err := s.contestant.Scorer(ctx, trials, r.Threads, r.within(0, 0.9))
	if err != nil {
		return Result{}, err
	}
	found, err := evaluate.OpenSet(ctx, trials, scorer, Accept(r.network.model, OpenWays), r.within(0.9, 1))
	return NewOpenResult(s.part, s.contestant.Name(), found), err
}

func (r *runner) askInks(ctx context.Context, s step, trials []evaluate.Trial) (Result, error) {
	all := inks.All()
	result := Result{Part: s.part, Contestant: s.contestant.Name(), Mistakes: []Mistake{}}
	var sum evaluate.Tally
	groups := map[string]evaluate.Tally{}
	for i, ink := range all {
		changed := evaluate.In(ink, trials)
		found, err := r.evaluate(ctx, s, changed, float64(i)/float64(len(all)), float64(i+1)/float64(len(all)))
		if err != nil {
			return Result{}, err
		}
		sum = sum.Plus(found.Tally)
		for name, t := range found.PerAlphabet {
			groups[name] = groups[name].Plus(t)
		}
		result.Inks = append(result.Inks, Group{ink.Says, NewScore(found.Tally)})
		result.Mistakes = append(result.Mistakes, MistakesOf(changed, found.Mistakes, ink.Says)...)
		r.network.forget(changed)
	}
	result.Score, result.Groups = NewScore(sum), Groups(groups)
	return result, nil
}

// trials draws a part's trials.
func (r *runner) trials(p Part) ([]evaluate.Trial, error) {
	if p.Kind == Lake {
		if r.data.Lake == nil {
			return nil, fmt.Errorf("%w: Lake's task is not here", omniglot.ErrTooFew)
		}
		return r.data.Lake.Trials(), nil
	}
	if r.data.Set == nil {
		return nil, fmt.Errorf("%w: there is no data set", omniglot.ErrTooFew)
	}
	var drawn []omniglot.Trial
	var err error
	switch p.Kind {
	case LakeLike:
		drawn, err = r.data.Set.LakeTrials(max(r.Trials/p.Ways, 1), r.Seed)
	case OpenSet:
		drawn, err = OpenTrials(r.data.Set, max(r.Trials*openEpisodes/DefaultTrials, 1), false, r.Seed)
	default:
		drawn, err = r.data.Set.Trials(p.Ways, p.Shots, r.Trials, p.Kind != Across, r.Seed)
	}
	if err != nil {
		return nil, err
	}
	return r.glyphs.Trials(drawn), nil
}
