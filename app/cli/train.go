package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/alecthomas/kong"

	"github.com/oneglyph/oneglyph/app/store"
	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train"
	"github.com/oneglyph/oneglyph/model/train/runs"
)

// trainCommand trains a network from random weights, or resumes a run that was paused or
// cut off. The run is one of the data folder's, as the window's are.
type trainCommand struct {
	Data         string        `placeholder:"PATH" help:"Omniglot: images_background.zip or its folder. A run that is resumed knows its own."`
	Out          string        `placeholder:"FILE" help:"Where the weights go, as safetensors, besides the run's folder."`
	Architecture string        `placeholder:"NAME" help:"compact (the default) or koch, the network of Koch et al. 2015."`
	Preset       string        `placeholder:"NAME" help:"minute: one minute on two cores, for the data set's own ink; quick: three minutes; full (the default): the recipe of the shipped weights; paper: the protocol of Koch et al."`
	Duration     time.Duration `xor:"length" placeholder:"30m" help:"Training time, instead of the preset's length."`
	Steps        int           `xor:"length" placeholder:"N" help:"Number of steps, instead of the preset's length. Only steps make a run repeatable."`
	Holdout      bool          `help:"Leave the five alphabets of --split out of training, and measure and calibrate by them."`
	Split        string        `default:"A" enum:"A,B,C" help:"With --holdout: which alphabets, A, B or C (${default})."`
	Calibration  string        `placeholder:"FILE" help:"Take the similarity's calibration from these weights, trained alike with --holdout."`
	Seed         *uint64       `placeholder:"N" help:"Seed of everything random (1 unless said)."`
	Plot         string        `placeholder:"FILE" help:"Draw the run's loss and held-out accuracy to this PNG."`
	Resume       string        `placeholder:"RUN" help:"Go on with a run, by the recipe that it began with: its folder or that folder's name, or a checkpoint."`
	output
}

// Validate catches what no data set could satisfy.
func (c *trainCommand) Validate(args *kong.Context) error {
	if c.Data == "" && c.Resume == "" {
		return errors.New("--data PATH is needed, or --resume RUN")
	}
	if !c.Holdout {
		if err := refuseFlags(args, "is for training with --holdout", "split"); err != nil {
			return err
		}
	}
	if err := cmp.Or(bounded("steps", c.Steps, 0, maxSteps), bounded("duration", c.Duration, 0, maxHours*time.Hour)); err != nil {
		return err
	}
	if c.Holdout && c.Calibration != "" {
		return errors.New("--calibration is for training without --holdout")
	}
	if c.Architecture != "" {
		if _, err := siamese.ByName(c.Architecture); err != nil {
			return err
		}
	}
	return nil
}

// Run trains and, with --out, writes the weights once they are done. Interrupted, it
// leaves the run to be resumed, here or in the window, and says so.
func (c *trainCommand) Run(env *Environment) error {
	ctx, stop := interruptible()
	defer stop()
	if err := c.checkTargets(); err != nil {
		return err
	}
	dir, err := store.DataDir(env.DataDir)
	if err != nil {
		return err
	}
	trainer := runs.Open(filepath.Join(dir, "training", "runs"))
	defer trainer.Close()
	data, begin, err := c.plan(trainer)
	if err != nil {
		return err
	}
	reading := newProgress(env.Stderr, "drawings read")
	_, err = trainer.Data(ctx, data, reading.set)
	reading.finish()
	if err != nil {
		return err
	}
	// A run holds a few large arrays and makes hardly any garbage: what is free
	// need not be as much again. Reading the archive has left some, too.
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	debug.FreeOSMemory()
	shown := &runProgress{out: env.Stderr, bar: newProgress(env.Stderr, "training")}
	trainer.OnReport(shown.showReport)
	if err := begin(); err != nil {
		return err
	}
	report := trainer.Wait(ctx)
	shown.bar.finish()
	if c.Plot != "" {
		if err := drawCurve(c.Plot, report.Curve); err != nil { // the weights are worth more
			say(env.Stderr, "%s\n", err)
		}
	}
	if err := whyUnfinished(report); err != nil {
		return err
	}
	return c.deliver(env, report.Run)
}

// whyUnfinished says why a run came to no good end, and how to go on with it.
func whyUnfinished(report runs.Report) error {
	err := report.Err
	if err == nil && report.Run.Status != runs.Done {
		err = context.Canceled
	}
	if err != nil && report.Run.Resumable() {
		return fmt.Errorf("%w; go on with --resume \"%s\"", err, report.Run.Folder)
	}
	return err
}

// deliver says what a run has come to, and writes it where --out says.
func (c *trainCommand) deliver(env *Environment, run runs.Run) error {
	m, err := siamese.Open(run.Weights())
	if err != nil {
		return err
	}
	out := run.Weights()
	if c.Out != "" {
		if err := m.Save(c.Out); err != nil {
			return err
		}
		out = c.Out
	}
	switch {
	case len(run.HeldOut) > 0:
		printLevels(env.Stdout, m.Calibration())
	case run.Calibration != nil:
	case m.Calibration().Scale == 1:
		say(env.Stderr, "not calibrated: no alphabet has enough characters\n")
	default:
		say(env.Stderr, "calibrated on the alphabets of its training, which makes it too sure of itself; --calibration takes that of a run with --holdout\n")
	}
	say(env.Stdout, "%s: %s, %s\n", out, m.Architecture().Name, m.Fingerprint())
	return nil
}

// checkTargets looks at what is to be written. The checkpoint of --resume is read
// whole before anything is.
func (c *trainCommand) checkTargets() error {
	if err := c.check(c.Out, weightsFile, c.Data, c.Calibration, c.Resume); err != nil {
		return err
	}
	if c.Plot != "" {
		if err := c.check(c.Plot, pngFile, c.Data, c.Calibration, c.Resume); err != nil {
			return err
		}
	}
	return checkTarget(c.Out)
}

// plan returns where a run's data is, and what begins the run.
func (c *trainCommand) plan(trainer *runs.Trainer) (data string, begin func() error, err error) {
	if run, found := trainer.Find(c.Resume); found {
		if err := c.sameRun(run); err != nil {
			return "", nil, err
		}
		return run.Data, func() error { return trainer.Resume(run.Folder) }, nil
	}
	config, err := c.config()
	return config.Data, func() error { return trainer.Start(config) }, err
}

// config is a new run's, or that of one whose checkpoint stands alone.
func (c *trainCommand) config() (config runs.RunConfig, err error) {
	if c.Data == "" {
		return config, fmt.Errorf("%s: no run, and a checkpoint does not know its data; name that with --data", c.Resume)
	}
	if config.Data, err = filepath.Abs(c.Data); err != nil {
		return config, err
	}
	config.Preset, config.Split = cmp.Or(c.Preset, "full"), runs.NoSplit
	if c.Holdout {
		config.Split = c.Split
	}
	if c.Calibration != "" {
		m, err := siamese.Open(c.Calibration)
		if err != nil {
			return config, err
		}
		calibration := m.Calibration()
		config.Calibration = &calibration
	}
	if c.Resume != "" {
		if config.Resume, err = siamese.OpenCheckpoint(c.Resume); err != nil {
			return config, err
		}
		if config.Recipe, err = c.sameRecipe(c.Resume, config.Resume); err != nil {
			return config, err
		}
		if heldOut := config.Resume.Model.Info(train.AccuracyKey) != ""; heldOut != c.Holdout {
			return config, fmt.Errorf("%s: its run began with --holdout: %t", c.Resume, heldOut)
		}
		return config, nil
	}
	architecture, err := siamese.ByName(cmp.Or(c.Architecture, siamese.Compact().Name))
	if err != nil {
		return config, err
	}
	if config.Recipe, err = train.Preset(config.Preset, architecture); err != nil {
		return config, err
	}
	if c.Steps > 0 || c.Duration > 0 {
		config.Preset = runs.Custom
	}
	c.adjust(&config.Recipe)
	return config, nil
}

// sameRun refuses flags that a run to be resumed did not begin with.
func (c *trainCommand) sameRun(run runs.Run) error {
	if c.Data != "" && !atomicfile.Same(c.Data, run.Data) {
		return fmt.Errorf("%s: it began with --data %s", run.Folder, run.Data)
	}
	if c.Holdout && run.Split != c.Split {
		return fmt.Errorf("%s: it began without --holdout of split %s", run.Folder, c.Split)
	}
	if c.Calibration != "" {
		return fmt.Errorf("%s: it keeps the calibration that it began with, leave --calibration out", run.Folder)
	}
	if c.Architecture == "" && c.Preset == "" && c.Steps == 0 && c.Duration == 0 && c.Seed == nil || !run.Resumable() {
		return nil
	}
	checkpoint, err := siamese.OpenCheckpoint(run.Checkpoint())
	if err != nil {
		return err
	}
	_, err = c.sameRecipe(run.Folder, checkpoint)
	return err
}

// sameRecipe returns a checkpoint's recipe, and refuses flags that ask for another.
func (c *trainCommand) sameRecipe(what string, checkpoint *siamese.Checkpoint) (train.Recipe, error) {
	began, err := train.ResumeRecipe(checkpoint)
	if err != nil {
		return began, fmt.Errorf("%s: %w", what, err)
	}
	asked := began
	if c.Preset != "" {
		if asked, err = train.Preset(c.Preset, asked.Architecture); err != nil {
			return began, err
		}
	}
	c.adjust(&asked)
	if asked.String() != began.String() || c.Architecture != "" && c.Architecture != began.Architecture.Name {
		return began, fmt.Errorf("%s: it began as %s with %s; leave --architecture, --preset, --steps, --duration and --seed out, or as they were",
			what, began.Architecture.Name, began)
	}
	return began, nil
}

// adjust makes a recipe what the flags ask for.
func (c *trainCommand) adjust(r *train.Recipe) {
	if c.Seed != nil {
		r.Seed = *c.Seed
	}
	switch {
	case c.Steps > 0:
		r.Steps, r.Duration = c.Steps, 0
	case c.Duration > 0:
		r.Steps, r.Duration = 0, c.Duration
	}
}
