package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train"
)

// trainCommand teaches a network from noise, or goes on with a run that was cut
// off.
type trainCommand struct {
	Data         string        `required:"" placeholder:"PATH" help:"Omniglot: images_background.zip or its folder."`
	Out          string        `required:"" placeholder:"FILE" help:"Where the weights go, as safetensors. The checkpoint lies beside until then."`
	Architecture string        `placeholder:"NAME" help:"compact (the default) or koch, the network of Koch et al. 2015."`
	Preset       string        `placeholder:"NAME" help:"quick: three minutes; full (the default): the recipe of the shipped weights; paper: the protocol of Koch et al."`
	Duration     time.Duration `xor:"length" placeholder:"30m" help:"Training time, instead of the preset's length."`
	Steps        int           `xor:"length" placeholder:"N" help:"Number of steps, instead of the preset's length. Only steps make a run repeatable."`
	Holdout      bool          `help:"Leave the five alphabets of --split out of training, and measure and calibrate by them."`
	Split        string        `default:"A" enum:"A,B,C" help:"With --holdout: which alphabets, A, B or C (${default})."`
	Calibration  string        `placeholder:"FILE" help:"Take the similarity's calibration from these weights, trained alike with --holdout."`
	Seed         *uint64       `placeholder:"N" help:"Seed of everything random (1 unless said)."`
	Plot         string        `placeholder:"FILE" help:"Draw the run's loss and held-out accuracy to this PNG."`
	Resume       string        `placeholder:"FILE" help:"Go on from a checkpoint, by the recipe that it began with."`
	output
}

// Validate catches what no data set could satisfy.
func (c *trainCommand) Validate(args *kong.Context) error {
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

// Run writes the weights only once they are done. Interrupted, it leaves the
// checkpoint and says so.
func (c *trainCommand) Run(env *environment) error {
	ctx, stop := interruptible()
	defer stop()
	if err := c.checkTargets(); err != nil {
		return err
	}
	options, err := c.options()
	if err != nil {
		return err
	}
	var calibration *siamese.Model
	if c.Calibration != "" {
		if calibration, err = siamese.Open(c.Calibration); err != nil {
			return err
		}
	}
	all, err := openOmniglot(ctx, env, c.Data)
	if err != nil {
		return err
	}
	options.Set = all
	// A run holds a few large arrays and makes hardly any garbage: what is free
	// need not be as much again. Reading the archive has left some, too.
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	debug.FreeOSMemory()
	var heldOut []string
	if c.Holdout {
		if heldOut, err = omniglot.Holdout(c.Split); err != nil {
			return err
		}
		if options.Set, options.Held, err = all.Split(heldOut); err != nil {
			return fmt.Errorf("%s: %w", c.Data, err)
		}
	}
	if c.Resume == "" {
		options.Recipe = options.Recipe.For(options.Set)
	}
	say(env.stderr, "training %s (%d parameters) on %d characters of %d alphabets, with some %.1f GB of memory\n", options.Recipe.Architecture.Name,
		options.Recipe.Architecture.ParamCount(), options.Set.Characters(), len(options.Set.Alphabets), float64(options.Recipe.Memory())/1e9)

	m, err := c.train(ctx, env, options)
	if err != nil {
		return err
	}
	switch {
	case calibration != nil:
		m, err = m.WithCalibration(calibration.Calibration())
	case !c.Holdout:
		m, err = calibrateOn(ctx, env, all, m)
	}
	if err != nil {
		return err
	}
	if c.Holdout {
		m = m.WithInfo("held_out_alphabets", strings.Join(heldOut, ", "))
	}
	if err := m.Save(c.Out); err != nil {
		return err
	}
	os.Remove(options.Checkpoint)
	if c.Holdout {
		tellLevels(env.stdout, m.Calibration())
	}
	say(env.stdout, "%s: %s, %s\n", c.Out, m.Architecture().Name, m.Fingerprint())
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

// tellLevels prints what each degree of strictness costs.
func tellLevels(w io.Writer, c siamese.Calibration) {
	fmt.Fprintf(w, "no match below a similarity of %.2f\n", c.Threshold)
	for _, l := range c.Levels {
		fmt.Fprintf(w, "below %.2f: %4.1f %% of unregistered characters taken for one of 20, %4.1f %% of registered ones refused\n",
			l.Threshold, 100*l.FalseAccept, 100*l.FalseReject)
	}
}

// options returns the run's, all but its data.
func (c *trainCommand) options() (train.Options, error) {
	o := train.Options{Checkpoint: checkpointOf(c.Out)}
	if c.Resume == "" {
		name := c.Architecture
		if name == "" {
			name = siamese.Compact().Name
		}
		architecture, err := siamese.ByName(name)
		if err != nil {
			return o, err
		}
		preset := c.Preset
		if preset == "" {
			preset = "full"
		}
		if o.Recipe, err = train.Preset(preset, architecture); err != nil {
			return o, err
		}
		c.adjust(&o.Recipe)
		return o, nil
	}
	var err error
	if o.Resume, err = siamese.OpenCheckpoint(c.Resume); err != nil {
		return o, err
	}
	if o.Recipe, err = train.ResumeRecipe(o.Resume); err != nil {
		return o, fmt.Errorf("%s: %w", c.Resume, err)
	}
	asked := o.Recipe
	if c.Preset != "" {
		if asked, err = train.Preset(c.Preset, asked.Architecture); err != nil {
			return o, err
		}
	}
	c.adjust(&asked)
	if asked.String() != o.Recipe.String() || c.Architecture != "" && c.Architecture != o.Recipe.Architecture.Name {
		return o, fmt.Errorf("%s: it began as %s with %s; leave --architecture, --preset, --steps, --duration and --seed out, or as they were",
			c.Resume, o.Recipe.Architecture.Name, o.Recipe)
	}
	if heldOut := o.Resume.Model.Info(train.AccuracyKey) != ""; heldOut != c.Holdout {
		return o, fmt.Errorf("%s: its run began with --holdout: %t", c.Resume, heldOut)
	}
	return o, nil
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

// train runs to the end and shows how far it has come.
func (c *trainCommand) train(ctx context.Context, env *environment, o train.Options) (*siamese.Model, error) {
	bar := newProgress(env.stderr, "training")
	drawn := curve{file: c.Plot}
	o.Progress = func(p train.Progress) {
		drawn.hear(p)
		text := fmt.Sprintf("loss %.3f, %.0f images/s", p.Loss, p.Rate)
		if p.Accuracy > 0 {
			text += fmt.Sprintf(", %.1f %% held out", 100*p.Accuracy)
		}
		if p.Validated {
			bar.note(fmt.Sprintf("%s, step %d: %.2f %% one-shot accuracy held out", p.Trained.Round(time.Second), p.Step, 100*p.Accuracy))
		}
		bar.share(p.Share, p.Left, text)
	}
	m, err := train.Run(ctx, o)
	bar.finish()
	if plotErr := drawn.save(); plotErr != nil { // the weights are worth more
		say(env.stderr, "%s\n", plotErr)
	}
	if err != nil {
		if _, there := os.Stat(o.Checkpoint); there == nil {
			err = fmt.Errorf("%w; go on with --resume %s", err, o.Checkpoint)
		}
		return nil, err
	}
	return m, nil
}

// calibrateOn calibrates on the very alphabets that the network learnt, for
// want of others.
func calibrateOn(ctx context.Context, env *environment, set *omniglot.Set, m *siamese.Model) (*siamese.Model, error) {
	validation, err := train.NewValidation(set, 2000)
	if errors.Is(err, omniglot.ErrTooFew) {
		say(env.stderr, "not calibrated: no alphabet has enough characters\n")
		return m, nil
	}
	if err != nil {
		return nil, err
	}
	began := time.Now()
	if m, _, err = validation.Calibrate(ctx, m, train.Default(m.Architecture()).Views, 0); err != nil {
		return nil, err
	}
	say(env.stderr, "calibrated in %s on the alphabets of its training, which makes it too sure of itself; --calibration takes that of a run with --holdout\n", time.Since(began).Round(time.Second).String())
	return m, nil
}

// checkpointOf names the checkpoint of a run that makes out.
func checkpointOf(out string) string {
	ext := filepath.Ext(out)
	return strings.TrimSuffix(out, ext) + ".checkpoint" + ext
}
