package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"oneglyph/model/omniglot"
	"oneglyph/model/oneshot"
	"oneglyph/model/siamese"
)

// evalCommand asks a network one-shot questions and counts the right answers.
type evalCommand struct {
	Task    string `xor:"of" required:"" placeholder:"PATH" help:"Lake's task: all_runs.zip or its folder."`
	Data    string `xor:"of" required:"" placeholder:"PATH" help:"Trials drawn from Omniglot: its images_*.zip or folder."`
	Weights string `placeholder:"FILE" help:"Weights to measure instead of the built-in ones."`

	Ways           int    `default:"20" help:"With --data: classes a trial (${default})."`
	Shots          int    `default:"1" help:"With --data: examples a class (${default})."`
	Episodes       int    `default:"400" help:"With --data: number of trials (${default})."`
	Seed           uint64 `default:"1" help:"With --data: which trials are drawn (${default})."`
	WithinAlphabet bool   `help:"With --data: take a trial's classes from one alphabet."`

	JSON bool `name:"json" help:"Print one JSON object."`
}

// Validate catches what no data set could satisfy.
func (c *evalCommand) Validate() error {
	if c.Ways < 2 || c.Shots < 1 || c.Episodes < 1 {
		return errors.New("at least --ways 2, --shots 1 and --episodes 1 are needed")
	}
	return nil
}

// evaluation is what eval prints with --json.
type evaluation struct {
	Accuracy     float64 `json:"accuracy"` // 0 to 1
	Correct      int     `json:"correct"`
	Trials       int     `json:"trials"`
	Weights      string  `json:"weights"` // the file, or "built-in"
	Fingerprint  string  `json:"fingerprint"`
	Architecture string  `json:"architecture"`
	Source       string  `json:"source"` // the file that the trials come from
	Ways         int     `json:"ways,omitempty"`
	Shots        int     `json:"shots,omitempty"`
	Within       bool    `json:"within_alphabet,omitempty"`
	Seed         *uint64 `json:"seed,omitempty"`
	Groups       []group `json:"groups"` // alphabets, or the runs of Lake's task
}

type group struct {
	Name     string  `json:"name"`
	Accuracy float64 `json:"accuracy"`
	Correct  int     `json:"correct"`
	Trials   int     `json:"trials"`
}

// Run evaluates one query at a time.
func (c *evalCommand) Run(env *environment) error {
	ctx, stop := interruptible()
	defer stop()
	m, err := loadModel(c.Weights)
	if err != nil {
		return err
	}
	encoder, err := siamese.NewEncoder(m)
	if err != nil {
		return err
	}
	defer encoder.Close()
	result := evaluation{
		Weights:      builtIn,
		Fingerprint:  m.Fingerprint(),
		Architecture: m.Architecture().Name,
	}
	if c.Weights != "" {
		result.Weights = c.Weights
	}
	scorer := oneshot.SiameseScorer(encoder, m.Metric())
	if c.Task != "" {
		err = c.lake(ctx, env, scorer, &result)
	} else {
		err = c.omniglot(ctx, env, scorer, &result)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(env.stdout).Encode(result)
	}
	fmt.Fprint(env.stdout, result)
	return nil
}

func (c *evalCommand) lake(ctx context.Context, env *environment, scorer oneshot.Scorer, result *evaluation) error {
	task, err := oneshot.OpenLake(ctx, c.Task)
	if err != nil {
		return err
	}
	progress := newProgress(env.stderr, "trials")
	lake, err := task.Evaluate(ctx, scorer, progress.set)
	progress.finish()
	if err != nil {
		return fmt.Errorf("%s: %w", c.Task, err)
	}
	result.Source = c.Task
	result.count(lake.Tally)
	for _, run := range lake.Runs {
		result.Groups = append(result.Groups, newGroup(run.Name, run.Tally))
	}
	return nil
}

func (c *evalCommand) omniglot(ctx context.Context, env *environment, scorer oneshot.Scorer, result *evaluation) error {
	set, err := openOmniglot(ctx, env, c.Data)
	if err != nil {
		return err
	}
	drawn, err := set.Trials(c.Ways, c.Shots, c.Episodes, c.WithinAlphabet, c.Seed)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Data, err)
	}
	progress := newProgress(env.stderr, "trials")
	answered, err := oneshot.Evaluate(ctx, oneshot.Trials(set, drawn), scorer, progress.set)
	progress.finish()
	if err != nil {
		return fmt.Errorf("%s: %w", c.Data, err)
	}
	result.Source = c.Data
	result.Ways, result.Shots, result.Within, result.Seed = c.Ways, c.Shots, c.WithinAlphabet, &c.Seed
	result.count(answered.Tally)
	for name, tally := range answered.PerAlphabet {
		result.Groups = append(result.Groups, newGroup(name, tally))
	}
	slices.SortFunc(result.Groups, func(a, b group) int { return strings.Compare(a.Name, b.Name) })
	return nil
}

func (e *evaluation) count(t oneshot.Tally) {
	e.Accuracy, e.Correct, e.Trials = t.Accuracy(), t.Correct, t.Trials
}

func newGroup(name string, t oneshot.Tally) group {
	return group{name, t.Accuracy(), t.Correct, t.Trials}
}

// String is what eval prints without --json.
func (e evaluation) String() string {
	var b strings.Builder
	for _, g := range e.Groups {
		fmt.Fprintf(&b, "%-36s %5.1f %%   %d of %d\n", g.Name, 100*g.Accuracy, g.Correct, g.Trials)
	}
	fmt.Fprintf(&b, "%-36s %5.1f %%   %d of %d\n", "one-shot accuracy", 100*e.Accuracy, e.Correct, e.Trials)
	fmt.Fprintf(&b, "%s weights, %s, %s\n", e.Weights, e.Architecture, e.Fingerprint)
	return b.String()
}

// openOmniglot reads a data set and shows how far it has come.
func openOmniglot(ctx context.Context, env *environment, path string) (*omniglot.Set, error) {
	progress := newProgress(env.stderr, "drawings read")
	defer progress.finish()
	return omniglot.Open(ctx, path, progress.set)
}

// interruptible gives a context that ends when the user or the system asks the
// program to stop.
func interruptible() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
}
