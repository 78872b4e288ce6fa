package train

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"time"

	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// Options are what a run works with.
type Options struct {
	Recipe Recipe
	Set    *omniglot.Set // alphabets to learn from
	Held   *omniglot.Set // alphabets to validate and calibrate on; nil: neither
	// From begins with a trained network's parameters; nil: with random ones.
	From *siamese.Model
	// Resume goes on from a checkpoint; the recipe must be the one it began with.
	Resume *siamese.Checkpoint
	// Checkpoint is the file that the state is saved to at the start, now and
	// then, and when the run ends, unless it diverged; empty: none.
	Checkpoint string
	// The least time between two checkpoints (0: a minute) and between two
	// validations (0: 30 s). Those of a large network are further apart, so that
	// they cost a sixth of the time at most. Less than 0: after every step.
	SaveEvery, Every time.Duration
	Threads          int // 0: all processors
	Trials           int // of one validation; 0: 2,000
	// Memory is how many bytes the run may take; 0: what is free.
	Memory int64
	// Progress is called after every step, on the run's goroutine as are the
	// next two. No checkpoint is of a step that it has not been told of.
	Progress func(Progress)
	// Validated is given the network, as yet uncalibrated, after each validation.
	Validated func(m *siamese.Model, accuracy float64)
	// Asked is given one of validation's trials every few seconds.
	Asked func(Asked)
	// Saved hears of each checkpoint: its step, and its share of the run.
	Saved func(step int, share float64)
}

// Progress tells where a run stands.
type Progress struct {
	Step      int
	Share     float64       // of the run, 0 to 1
	Trained   time.Duration // training time, validation left out
	Left      time.Duration // likewise
	Loss      float64       // this step's
	Rate      float64       // images a second, of late
	Validated bool          // Accuracy is new
	Accuracy  float64       // of the last validation, 0 to 1; 0 before the first
}

const (
	goodEvery  = 50 // steps
	askEvery   = 3 * time.Second
	recipeKey  = "recipe"
	stepKey    = "trained_steps"
	trainedKey = "trained_ns"
)

// AccuracyKey is the note, kept with weights, of the held-out accuracy, 0 to 1.
const AccuracyKey = "held_out_accuracy"

// Run trains a network and gives it calibrated. When ctx is cancelled it gives
// the network as it stands together with ctx's error; when training diverges, a
// good one of shortly before and siamese.ErrDiverged. The network is nil only
// when the run could not begin.
func Run(ctx context.Context, o Options) (*siamese.Model, error) {
	r, err := begin(&o)
	if err != nil {
		return nil, err
	}
	defer r.learner.Close()
	if err := r.save(); err != nil { // rather now than when there is something to lose
		return nil, err
	}
	err = r.loop(ctx)
	if errors.Is(err, siamese.ErrDiverged) {
		return r.good, err // the last checkpoint is worth more than this state
	}
	m := r.model()
	if saveErr := r.save(); saveErr != nil {
		err = errors.Join(err, saveErr)
	}
	if r.best != nil && r.best.model != nil && err == nil {
		m = r.best.model
	}
	if err != nil || r.validation == nil {
		return m, err
	}
	calibrated, accuracy, err := r.validation.Calibrate(ctx, m, o.Recipe.Views, o.Threads)
	if err != nil {
		return m, err
	}
	return calibrated.WithInfo(AccuracyKey, formatAccuracy(accuracy)), nil
}

func formatAccuracy(a float64) string { return strconv.FormatFloat(a, 'f', 4, 64) }

// run is a training run's state.
type run struct {
	Options
	start      *siamese.Model
	learner    *siamese.Learner
	validation *Validation
	painter    *painter
	step       int
	trained    time.Duration
	accuracy   float64
	speed      float64        // images a second, smoothed
	best       *best          // nil: the last network is the result
	good       *siamese.Model // for when training diverges: a step was taken from it, with a finite loss
	asked      int            // trials shown

	validating, saving, asking pace
}

// begin checks the options and makes the learner.
func begin(o *Options) (*run, error) {
	if err := o.Recipe.check(); err != nil {
		return nil, err
	}
	if err := o.Recipe.fits(o.Set); err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	if o.Memory == 0 {
		o.Memory = FreeMemory()
	}
	if err := o.Recipe.Fits(o.Memory); err != nil {
		return nil, err
	}
	if o.Recipe.Patience > 0 && o.Held == nil {
		return nil, errors.New("train: to stop when accuracy no longer rises takes alphabets held out")
	}
	if o.Resume != nil && !reflect.DeepEqual(o.Resume.Model.Architecture(), o.Recipe.Architecture) {
		return nil, fmt.Errorf("train: the checkpoint is of another network: %+v", o.Resume.Model.Architecture())
	}
	if o.From != nil && !reflect.DeepEqual(o.From.Architecture(), o.Recipe.Architecture) {
		return nil, fmt.Errorf("train: the weights to begin with are of another network: %+v", o.From.Architecture())
	}
	if o.Every == 0 {
		o.Every = 30 * time.Second
	}
	if o.SaveEvery == 0 {
		o.SaveEvery = time.Minute
	}
	if o.Trials == 0 {
		o.Trials = 2000
	}
	r := &run{Options: *o, painter: newPainter(o.Recipe, o.Set, o.Threads)}
	r.validating, r.saving = newPace(o.Every, 5), newPace(o.SaveEvery, 5)
	r.asking = pace{every: askEvery, rest: 20} // the first at once
	var err error
	if r.best, err = bestOf(o); err != nil {
		return nil, err
	}
	switch {
	case o.Resume != nil:
		r.start = o.Resume.Model
		err = r.resume()
	case o.From != nil:
		r.start, err = o.From.WithInfo(AccuracyKey, "").WithCalibration(siamese.Calibration{Scale: 1, Threshold: 0.5})
	default:
		r.start, err = o.Recipe.start()
	}
	if err != nil {
		return nil, err
	}
	if _, err := r.start.WithCalibration(siamese.Calibration{Scale: 1, Views: o.Recipe.Views}); err != nil {
		return nil, err // as the end of the run would
	}
	if o.Held != nil {
		if r.validation, err = NewValidation(o.Held, o.Trials); err != nil {
			return nil, fmt.Errorf("train: %w", err)
		}
	}
	if r.learner, err = siamese.NewLearner(r.start, o.Recipe.loss(), o.Recipe.batch(), o.Threads); err != nil {
		return nil, err
	}
	if o.Resume != nil {
		r.learner.Restore(o.Resume)
	}
	r.start = r.learner.Borrow(r.start) // from here on for its notes alone
	r.good = r.model()
	return r, nil
}

// loop trains to the end of the recipe.
func (r *run) loop(ctx context.Context) error {
	for r.Recipe.progress(r.step, r.trained) < 1 && !r.best.stale(r.step) {
		if err := ctx.Err(); err != nil {
			return err
		}
		began := time.Now()
		r.painter.paint(r.learner.Pictures(), r.learner.Labels(), r.step)
		share := r.Recipe.progress(r.step, r.trained)
		var before *siamese.Model
		if r.step%goodEvery == 0 {
			before = r.model()
		}
		loss, _, err := r.learner.Step(r.Recipe.next(r.step, share))
		if err != nil {
			return fmt.Errorf("train: step %d: %w", r.step+1, err)
		}
		if before != nil {
			r.good = before
		}
		r.step++
		took := max(time.Since(began), time.Microsecond) // some clocks are coarse
		r.trained += took
		if err := r.after(ctx, loss, took); err != nil {
			return err
		}
	}
	return nil
}

// after does what is due after a step: validation, a checkpoint, a report.
func (r *run) after(ctx context.Context, loss float64, took time.Duration) error {
	share := r.Recipe.progress(r.step, r.trained)
	now := float64(r.Recipe.batch()) / took.Seconds()
	if r.speed == 0 {
		r.speed = now
	}
	r.speed += 0.05 * (now - r.speed)
	p := Progress{Step: r.step, Share: share, Trained: r.trained, Loss: loss, Rate: r.speed}
	if share > 0 {
		p.Left = time.Duration(float64(r.trained) * (1 - share) / share)
	}
	var err error
	if r.validation != nil && (r.due() || share >= 1) {
		p.Validated, err = r.validate(ctx)
	}
	p.Accuracy = r.accuracy
	if r.Progress != nil { // also when ctx has ended: the step is taken
		r.Progress(p)
	}
	if err == nil {
		err = r.ask(ctx)
	}
	if err == nil && r.saving.due() {
		err = r.save()
	}
	return err
}

// model is the network as it stands, with the run's notes.
func (r *run) model() *siamese.Model { return r.noted(r.learner.Model(r.start)) }

func (r *run) noted(m *siamese.Model) *siamese.Model {
	m = m.
		WithInfo(recipeKey, r.Recipe.String()).
		WithInfo(stepKey, strconv.Itoa(r.step)).
		WithInfo(trainedKey, strconv.FormatInt(int64(r.trained), 10))
	if r.validation != nil {
		m = m.WithInfo(AccuracyKey, formatAccuracy(r.accuracy))
	}
	return m
}

// save writes the checkpoint.
func (r *run) save() error {
	defer r.saving.done(time.Now())
	if r.Checkpoint == "" {
		return nil
	}
	if err := r.learner.Save(r.Checkpoint, r.noted(r.start)); err != nil {
		return err
	}
	if r.Saved != nil {
		r.Saved(r.step, r.Recipe.progress(r.step, r.trained))
	}
	return nil
}
