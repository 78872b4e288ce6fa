package app

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/inks"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// evalCommand asks a network one-shot questions and counts the right answers.
type evalCommand struct {
	Task string `xor:"of" required:"" placeholder:"PATH" help:"Lake's task: all_runs.zip or its folder."`
	Data string `xor:"of" required:"" placeholder:"PATH" help:"Trials drawn from Omniglot: its images_*.zip or folder."`
	modelOption

	Ways           int    `default:"20" help:"With --data: classes a trial (${default})."`
	Shots          int    `default:"1" help:"With --data: examples a class (${default})."`
	Episodes       int    `default:"400" help:"With --data: number of trials (${default})."`
	Seed           uint64 `default:"1" help:"With --data: which trials are drawn (${default})."`
	WithinAlphabet bool   `help:"With --data: take a trial's classes from one alphabet."`
	Split          string `enum:",A,B,C" default:"" placeholder:"A" help:"With --data: only the alphabets that train --holdout leaves out, those of split A, B or C."`

	Ink []string `placeholder:"NAME" help:"Draw the queries in another ink: ${inks}. Repeatable; all makes a table of them."`

	JSON bool `name:"json" help:"Print one JSON object."`
}

// Validate catches what no data set could satisfy.
func (c *evalCommand) Validate(args *kong.Context) error {
	if c.Task != "" {
		if err := refuseFlags(args, "is for trials drawn from --data", "ways", "shots", "episodes", "seed", "within-alphabet", "split"); err != nil {
			return err
		}
	}
	if err := cmp.Or(bounded("ways", c.Ways, 2, maxWays), bounded("shots", c.Shots, 1, maxShots), bounded("episodes", c.Episodes, 1, maxEpisodes)); err != nil {
		return err
	}
	if n := c.Ways * c.Shots * c.Episodes; n > maxCompared {
		return fmt.Errorf("--ways × --shots × --episodes are %d drawings, at most %d are compared", n, maxCompared)
	}
	if len(c.Ink) > 0 && c.Episodes > maxInked {
		return fmt.Errorf("--episodes %d: with --ink at most %d", c.Episodes, maxInked)
	}
	_, err := inksNamed(c.Ink)
	return err
}

// evaluation is what eval prints with --json. Its figures are of all queries, in
// whatever ink; Inks tells the inks apart.
type evaluation struct {
	Accuracy     float64     `json:"accuracy"` // 0 to 1
	Correct      int         `json:"correct"`
	Trials       int         `json:"trials"`
	Weights      string      `json:"weights"` // the file, or "built-in"
	Fingerprint  string      `json:"fingerprint"`
	Architecture string      `json:"architecture"`
	Source       string      `json:"source"` // the file that the trials come from
	Ways         int         `json:"ways,omitempty"`
	Shots        int         `json:"shots,omitempty"`
	Within       bool        `json:"within_alphabet,omitempty"`
	Seed         *uint64     `json:"seed,omitempty"`
	Groups       []group     `json:"groups"` // alphabets, or the runs of Lake's task
	Inks         []inkResult `json:"inks,omitempty"`
}

type group struct {
	Name     string  `json:"name"`
	Accuracy float64 `json:"accuracy"`
	Correct  int     `json:"correct"`
	Trials   int     `json:"trials"`
}

// inkResult is the share of one ink.
type inkResult struct {
	Ink string `json:"ink"`
	group
}

// Run evaluates one query at a time.
func (c *evalCommand) Run(env *environment) error {
	ctx, stop := interruptible()
	defer stop()
	asked, err := inksNamed(c.Ink)
	if err != nil {
		return err
	}
	m, name, err := c.model(env)
	if err != nil {
		return err
	}
	result := evaluation{
		Weights:      name,
		Fingerprint:  m.Fingerprint(),
		Architecture: m.Architecture().Name,
	}
	var trials []evaluate.Trial
	if c.Task != "" {
		trials, err = c.lake(ctx, &result)
	} else {
		trials, err = c.omniglot(ctx, env, &result)
	}
	if err != nil {
		return err
	}
	groups := map[string]evaluate.Tally{}
	for _, ink := range asked {
		tally, err := answer(ctx, env, m, evaluate.In(ink, trials))
		if err != nil {
			return fmt.Errorf("%s: %w", result.Source, err)
		}
		result.Correct, result.Trials = result.Correct+tally.Correct, result.Trials+tally.Trials
		for name, t := range tally.PerAlphabet {
			groups[name] = evaluate.Tally{Correct: groups[name].Correct + t.Correct, Trials: groups[name].Trials + t.Trials}
		}
		if len(c.Ink) > 0 {
			result.Inks = append(result.Inks, inkResult{ink.Name, newGroup(ink.Says, tally.Tally)})
		}
	}
	result.Accuracy = evaluate.Tally{Correct: result.Correct, Trials: result.Trials}.Accuracy()
	for name, tally := range groups {
		result.Groups = append(result.Groups, newGroup(name, tally))
	}
	slices.SortFunc(result.Groups, func(a, b group) int { return strings.Compare(a.Name, b.Name) })
	if c.JSON {
		return sayJSON(env.stdout, result)
	}
	result.print(env.stdout)
	return nil
}

// inksNamed returns the inks asked for, each once: the plain one if none is, and
// all for the name all.
func inksNamed(names []string) ([]inks.Ink, error) {
	var asked []inks.Ink
	add := func(ink inks.Ink) {
		if !slices.ContainsFunc(asked, func(known inks.Ink) bool { return known.Name == ink.Name }) {
			asked = append(asked, ink)
		}
	}
	if len(names) == 0 {
		return inks.All()[:1], nil
	}
	for _, name := range names {
		if name == "all" {
			for _, ink := range inks.All() {
				add(ink)
			}
			continue
		}
		ink, err := inks.ByName(name)
		if err != nil {
			return nil, err
		}
		add(ink)
	}
	return asked, nil
}

// inkNames lists the inks for the help.
func inkNames() string {
	var names []string
	for _, ink := range inks.All() {
		names = append(names, ink.Name)
	}
	return strings.Join(names, ", ")
}

// lake reads the trials of Lake's task.
func (c *evalCommand) lake(ctx context.Context, result *evaluation) ([]evaluate.Trial, error) {
	task, err := evaluate.OpenLake(ctx, c.Task)
	result.Source = c.Task
	return task.Trials(), err
}

// omniglot draws trials from a data set.
func (c *evalCommand) omniglot(ctx context.Context, env *environment, result *evaluation) ([]evaluate.Trial, error) {
	set, err := openOmniglot(ctx, env, c.Data)
	if err != nil {
		return nil, err
	}
	if c.Split != "" {
		names, err := omniglot.Holdout(c.Split)
		if err != nil {
			return nil, err
		}
		if _, set, err = set.Split(names); err != nil {
			return nil, fmt.Errorf("%s: %w", c.Data, err)
		}
	}
	drawn, err := set.Trials(c.Ways, c.Shots, c.Episodes, c.WithinAlphabet, c.Seed)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Data, err)
	}
	result.Source = c.Data
	result.Ways, result.Shots, result.Within, result.Seed = c.Ways, c.Shots, c.WithinAlphabet, &c.Seed
	return evaluate.Trials(set, drawn), nil
}

// answer puts every trial to a network. What it compares is embedded first, on
// all cores.
func answer(ctx context.Context, env *environment, m *siamese.Model, trials []evaluate.Trial) (evaluate.Result, error) {
	var glyphs []model.Glyph
	row := map[model.Glyph]int{}
	need := func(g model.Glyph) {
		if _, known := row[g]; !known {
			row[g] = len(glyphs)
			glyphs = append(glyphs, g)
		}
	}
	for _, t := range trials {
		need(t.Query)
		for _, shots := range t.Support {
			for _, g := range shots {
				need(g)
			}
		}
	}
	progress := newProgress(env.stderr, "drawings embedded")
	h, err := m.EmbedAll(ctx, glyphs, 0, progress.set)
	progress.finish()
	if err != nil {
		return evaluate.Result{}, err
	}
	dim := m.Architecture().EmbeddingLen()
	embedded := embedderFunc(func(g model.Glyph) (model.Embedding, error) { return h[row[g]*dim:][:dim], nil })
	return evaluate.Evaluate(ctx, trials, evaluate.SiameseScorer(embedded, m.Metric()), nil)
}

// embedderFunc is a function that is an evaluate.Embedder.
type embedderFunc func(model.Glyph) (model.Embedding, error)

func (f embedderFunc) Embed(g model.Glyph) (model.Embedding, error) { return f(g) }

func newGroup(name string, t evaluate.Tally) group {
	return group{name, t.Accuracy(), t.Correct, t.Trials}
}

// print is what eval does without --json.
func (e evaluation) print(w io.Writer) {
	for _, g := range e.Groups {
		say(w, "%-36s %5.1f %%   %d of %d\n", g.Name, 100*g.Accuracy, g.Correct, g.Trials)
	}
	for _, i := range e.Inks {
		say(w, "%-9s %-36s %5.1f %%   %d of %d\n", i.Ink, i.Name, 100*i.Accuracy, i.Correct, i.Trials)
	}
	say(w, "%-36s %5.1f %%   %d of %d\n", "one-shot accuracy", 100*e.Accuracy, e.Correct, e.Trials)
	say(w, "%s weights, %s, %s\n", e.Weights, e.Architecture, e.Fingerprint)
}

// openOmniglot reads a data set and shows how far it has come.
func openOmniglot(ctx context.Context, env *environment, path string) (*omniglot.Set, error) {
	progress := newProgress(env.stderr, "drawings read")
	defer progress.finish()
	return omniglot.Open(ctx, path, progress.set)
}

// interruptible returns a context that ends when the user or the system asks the
// program to stop.
func interruptible() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
}
