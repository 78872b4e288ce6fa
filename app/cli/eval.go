package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/alecthomas/kong"

	"github.com/oneglyph/oneglyph/model/benchmark"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train"
)

// evalCommand asks a network one-shot questions and counts the right answers.
type evalCommand struct {
	Task string `placeholder:"PATH" help:"Lake's task: all_runs.zip or its folder."`
	Data string `placeholder:"PATH" help:"Trials drawn from Omniglot: its images_*.zip or folder."`
	modelOption

	Ways           int    `default:"20" help:"With --data: classes a trial (${default})."`
	Shots          int    `default:"1" help:"With --data: examples a class (${default})."`
	Episodes       int    `default:"400" help:"With --data: number of trials (${default}); of episodes of 36 queries with --open-set."`
	Seed           uint64 `default:"1" help:"With --data: which trials are drawn (${default})."`
	WithinAlphabet bool   `help:"With --data: take a trial's classes from one alphabet."`
	LakeLike       bool   `xor:"kind" help:"With --data: trials built like Lake's, 20 characters by one drawer, each asked for by another."`
	OpenSet        bool   `xor:"kind" help:"With --data: five known classes and an unknown one, which is to be refused."`
	Benchmark      bool   `xor:"kind" help:"All tests, one after the other: those of --data, Lake's task with --task, or both."`
	Split          string `enum:",A,B,C" default:"" placeholder:"A" help:"With --data: only the alphabets that train --holdout leaves out, those of split A, B or C."`

	Baseline string   `enum:",pixels,hausdorff" default:"" placeholder:"NAME" help:"Ask no network but pixels, the nearest picture, or hausdorff, Lake's modified Hausdorff distance."`
	Ink      []string `placeholder:"NAME" help:"Draw the queries in another ink: ${inks}. Repeatable; all makes a table of them."`

	JSON   bool   `name:"json" help:"Print one JSON object."`
	Report string `placeholder:"FILE.html" help:"Write a page with every mistake as a picture."`
	output
}

// Validate catches what no data set could satisfy.
func (c *evalCommand) Validate(args *kong.Context) error {
	if c.Task == "" && c.Data == "" {
		return errors.New("missing --task=PATH or --data=PATH")
	}
	if c.Task != "" && c.Data != "" && !c.Benchmark {
		return errors.New("--task and --data can't be used together, but with --benchmark")
	}
	refused := []error{nil}
	refuse := func(when bool, because string, flags ...string) {
		if when {
			refused = append(refused, refuseFlags(args, because, flags...))
		}
	}
	refuse(c.Data == "", "is for trials drawn from --data", "ways", "shots", "episodes", "seed", "within-alphabet", "split", "lake-like", "open-set")
	refuse(c.LakeLike, "is not for --lake-like, which is as Lake's task is", "ways", "shots", "within-alphabet")
	refuse(c.OpenSet, "is not for --open-set", "ways", "shots", "ink", "baseline")
	refuse(c.Benchmark, "is not for --benchmark, which asks in all ways", "ways", "shots", "within-alphabet", "ink", "baseline")
	refuse(c.Baseline != "", "is for networks, not for --baseline", "weights")
	refuse(c.Baseline == "hausdorff", "is not for --baseline hausdorff, which compares drawings as published", "ink")
	if err := cmp.Or(refused...); err != nil {
		return err
	}
	if err := cmp.Or(bounded("ways", c.Ways, 2, maxWays), bounded("shots", c.Shots, 1, maxShots), bounded("episodes", c.Episodes, 1, maxEpisodes)); err != nil {
		return err
	}
	n := c.Ways * c.Shots * c.Episodes
	if c.OpenSet || c.Benchmark { // 36 queries of 5 classes an episode
		n = 36 * benchmark.OpenWays * c.Episodes
	}
	if n > maxCompared {
		return fmt.Errorf("--ways × --shots × --episodes are %d drawings, at most %d are compared", n, maxCompared)
	}
	if len(c.Ink) > 0 && c.Episodes > maxInked {
		return fmt.Errorf("--episodes %d: with --ink at most %d", c.Episodes, maxInked)
	}
	_, err := inksNamed(c.Ink)
	return err
}

// Run evaluates one query at a time.
func (c *evalCommand) Run(env *Environment) error {
	ctx, stop := interruptible()
	defer stop()
	if c.Report != "" {
		if err := c.check(c.Report, htmlFile, c.Data, c.Task, c.Weights); err != nil {
			return err
		}
	}
	var result evaluation
	var m *siamese.Model
	if c.Baseline == "" {
		var err error
		if m, result.Weights, err = c.model(env); err != nil {
			return err
		}
		result.Fingerprint, result.Architecture = m.Fingerprint(), m.Architecture().Name
	} else {
		result.Baseline = c.Baseline
	}
	if c.Benchmark {
		return c.benchmark(ctx, env, m, result.Weights)
	}
	var trials []evaluate.Trial
	var err error
	if c.Task != "" {
		trials, err = c.lake(ctx, &result)
	} else {
		trials, err = c.omniglot(ctx, env, m, &result)
	}
	if err != nil {
		return err
	}
	ask := c.ask
	if c.OpenSet {
		ask = c.askOpen
	}
	if err := ask(ctx, env, m, trials, &result); err != nil {
		return fmt.Errorf("%s: %w", result.Source, err)
	}
	if c.Report != "" {
		if err := c.write(result.report(c.part())); err != nil {
			return err
		}
	}
	if c.JSON {
		return sayJSON(env.Stdout, result)
	}
	result.print(env.Stdout)
	return nil
}

// ask puts the trials to the network or the baseline, in every ink asked for.
func (c *evalCommand) ask(ctx context.Context, env *Environment, m *siamese.Model, trials []evaluate.Trial, result *evaluation) error {
	asked, err := inksNamed(c.Ink)
	if err != nil {
		return err
	}
	result.Mistakes = []benchmark.Mistake{}
	var sum evaluate.Tally
	groups := map[string]evaluate.Tally{}
	for _, ink := range asked {
		changed, says := trials, ""
		if len(c.Ink) > 0 {
			changed, says = evaluate.In(ink, trials), ink.Says
		}
		scorer, err := c.scorer(ctx, env, m, changed)
		if err != nil {
			return err
		}
		tally, err := evaluate.Evaluate(ctx, changed, scorer, nil)
		if err != nil {
			return err
		}
		sum = sum.Plus(tally.Tally)
		for name, t := range tally.PerAlphabet {
			groups[name] = groups[name].Plus(t)
		}
		if len(c.Ink) > 0 {
			result.Inks = append(result.Inks, inkResult{ink.Name, benchmark.Group{Name: ink.Says, Score: benchmark.NewScore(tally.Tally)}})
		}
		result.Mistakes = append(result.Mistakes, benchmark.MistakesOf(changed, tally.Mistakes, says)...)
	}
	result.Score, result.Groups = benchmark.NewScore(sum), benchmark.Groups(groups)
	return nil
}

// askOpen puts open-set trials to the network, which refuses by its own threshold.
func (c *evalCommand) askOpen(ctx context.Context, env *Environment, m *siamese.Model, trials []evaluate.Trial, result *evaluation) error {
	scorer, err := c.scorer(ctx, env, m, trials)
	if err != nil {
		return err
	}
	found, err := evaluate.OpenSet(ctx, trials, scorer, benchmark.Accept(m, benchmark.OpenWays), nil)
	if err != nil {
		return err
	}
	r := benchmark.NewOpenResult(c.part(), "network", found)
	result.Score, result.Open, result.Mistakes, result.Groups = r.Score, r.Open, r.Mistakes, []benchmark.Group{}
	return nil
}

// scorer makes what answers the trials. A network embeds first what it compares, on
// all cores.
func (c *evalCommand) scorer(ctx context.Context, env *Environment, m *siamese.Model, trials []evaluate.Trial) (evaluate.Scorer, error) {
	var who benchmark.Contestant
	switch c.Baseline {
	case "pixels":
		who = benchmark.Pixels()
	case "hausdorff":
		who = benchmark.Hausdorff()
	default:
		who = benchmark.NewNetwork(m)
	}
	progress := newProgress(env.Stderr, "drawings embedded")
	defer progress.finish()
	return who.Scorer(ctx, trials, 0, progress.set)
}

// lake reads the trials of Lake's task.
func (c *evalCommand) lake(ctx context.Context, result *evaluation) ([]evaluate.Trial, error) {
	task, err := evaluate.OpenLake(ctx, c.Task)
	result.Source = c.Task
	return task.Trials(), err
}

// omniglot draws trials from a data set.
func (c *evalCommand) omniglot(ctx context.Context, env *Environment, m *siamese.Model, result *evaluation) ([]evaluate.Trial, error) {
	set, err := c.alphabets(ctx, env)
	if err != nil {
		return nil, err
	}
	var drawn []omniglot.Trial
	switch {
	case c.LakeLike:
		drawn, err = set.LakeTrials(max(c.Episodes/20, 1), c.Seed)
	case c.OpenSet:
		drawn, err = benchmark.OpenTrials(set, c.Episodes, c.WithinAlphabet, c.Seed)
	default:
		drawn, err = set.Trials(c.Ways, c.Shots, c.Episodes, c.WithinAlphabet, c.Seed)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Data, err)
	}
	part := c.part()
	result.Source, result.LakeLike = c.Data, c.LakeLike
	result.trained = m != nil && benchmark.Learnt(set, m.Info(train.HeldOutKey))
	result.Ways, result.Shots, result.Within, result.Seed = part.Ways, part.Shots, c.WithinAlphabet || c.LakeLike, &c.Seed
	return evaluate.Trials(set, drawn), nil
}
