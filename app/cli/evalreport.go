package cli

import (
	"bytes"
	"context"
	"io"
	"time"

	"github.com/oneglyph/oneglyph/export"
	"github.com/oneglyph/oneglyph/model/benchmark"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train"
)

// htmlFile is a page of any kind.
func htmlFile(_ string, head []byte) bool {
	return bytes.HasPrefix(bytes.ToLower(bytes.TrimSpace(head)), []byte("<!doctype html"))
}

// part is the test that the flags ask for.
func (c *evalCommand) part() benchmark.Part {
	switch {
	case c.Task != "":
		return benchmark.Part{Kind: benchmark.Lake, Ways: 20, Shots: 1}
	case c.LakeLike:
		return benchmark.Part{Kind: benchmark.LakeLike, Ways: 20, Shots: 1}
	case c.OpenSet:
		return benchmark.Part{Kind: benchmark.OpenSet, Ways: benchmark.OpenWays, Shots: 1}
	case c.WithinAlphabet:
		return benchmark.Part{Kind: benchmark.Within, Ways: c.Ways, Shots: c.Shots}
	}
	return benchmark.Part{Kind: benchmark.Across, Ways: c.Ways, Shots: c.Shots}
}

// report is the evaluation as a report of one part.
func (e evaluation) report(p benchmark.Part) benchmark.Report {
	who := e.Baseline
	if who == "" {
		who = "network"
	}
	result := benchmark.Result{
		Part: p, Contestant: who, Score: e.Score, Groups: e.Groups, Open: e.Open, Mistakes: e.Mistakes, Published: benchmark.Published(p),
	}
	if len(e.Inks) > 0 { // others are not asked in these
		result.Published = nil
	}
	for _, i := range e.Inks {
		result.Inks = append(result.Inks, i.Group)
	}
	r := benchmark.Report{
		Date: time.Now(), Weights: e.Weights, Architecture: e.Architecture, Fingerprint: e.Fingerprint,
		Source: e.Source, Trained: e.trained, Results: []benchmark.Result{result},
	}
	if e.Seed != nil {
		r.Seed = *e.Seed
	}
	return r
}

// write writes a report's page.
func (c *evalCommand) write(r benchmark.Report) error {
	return export.ToFile(c.Report, func(w io.Writer) error { return benchmark.WriteHTML(w, r) })
}

// benchmark puts the network to all tests.
func (c *evalCommand) benchmark(ctx context.Context, env *Environment, m *siamese.Model, weights string) error {
	var d benchmark.Data
	if c.Task != "" {
		task, err := evaluate.OpenLake(ctx, c.Task)
		if err != nil {
			return err
		}
		d.Lake, d.Source = &task, c.Task
	}
	if c.Data != "" {
		set, err := c.alphabets(ctx, env)
		if err != nil {
			return err
		}
		d.Set, d.Source, d.Trained = set, c.Data, benchmark.Learnt(set, m.Info(train.HeldOutKey))
	}
	progress := newProgress(env.Stderr, "benchmark")
	start := time.Now()
	r, err := benchmark.Run(ctx, m, d, benchmark.Options{Trials: c.Episodes, Seed: c.Seed, Baselines: true}, func(p benchmark.Progress) {
		left := time.Duration(float64(time.Since(start)) * (1 - p.Share) / max(p.Share, 1e-3))
		progress.share(p.Share, left, p.Part.String()+", "+p.Contestant)
	})
	progress.finish()
	if err != nil {
		return err
	}
	r.Weights = weights
	if c.Report != "" {
		if err := c.write(r); err != nil {
			return err
		}
	}
	if c.JSON {
		return sayJSON(env.Stdout, r)
	}
	for _, result := range r.Results {
		if result.Skipped != "" {
			say(env.Stdout, "%-14s %-10s not asked: %s\n", result.Part.String(), result.Contestant, result.Skipped)
			continue
		}
		say(env.Stdout, "%-14s %-10s %5.1f %%   %5.1f to %5.1f   %d of %d\n", result.Part.String(), result.Contestant,
			100*result.Accuracy, 100*result.Low, 100*result.High, result.Correct, result.Trials)
	}
	say(env.Stdout, "%s weights, %s, %s\n", r.Weights, r.Architecture, r.Fingerprint)
	if r.Trained {
		say(env.Stdout, "it learnt from alphabets of %s, which are no measure of what it makes of new ones\n", c.Data)
	}
	return nil
}

// alphabets reads the data set, or those alphabets of it that a split holds out.
func (c *evalCommand) alphabets(ctx context.Context, env *Environment) (*omniglot.Set, error) {
	set, err := openOmniglot(ctx, env, c.Data)
	if err != nil || c.Split == "" {
		return set, err
	}
	names, err := omniglot.Holdout(c.Split)
	if err != nil {
		return nil, err
	}
	_, held, err := set.Split(names)
	return held, err
}
