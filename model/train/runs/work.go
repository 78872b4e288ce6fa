package runs

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train"
)

// startRun makes a new run's folder and trains.
func (t *Trainer) startRun(ctx context.Context, c RunConfig) (Run, error) {
	r := Run{
		Started: time.Now().Round(time.Second), Preset: c.Preset, Network: c.Recipe.Architecture.Name,
		Data: c.Data, Own: len(c.Own), Split: c.Split, Calibration: c.Calibration, LeaveOneCore: c.LeaveOneCore, Status: Unfinished,
	}
	if c.From != nil {
		r.From = c.From.Fingerprint()
	}
	lock, err := r.create(t.runs)
	if err != nil {
		return Run{}, err
	}
	t.hold(lock)
	if len(c.Own) > 0 {
		if err := writeOwn(r.ownData(), c.Own); err != nil {
			return t.failed(r, err)
		}
	}
	return t.train(ctx, r, c.Recipe, nil, func(o *train.Options) { o.From, o.Resume = c.From, c.Resume })
}

// resumeRun goes on from a run's checkpoint. What its log says of later steps,
// which were taken before the program was killed, is forgotten: they are taken
// again.
func (t *Trainer) resumeRun(ctx context.Context, r Run) (Run, error) {
	r.Problem = "" // what stopped it is over, or comes again
	t.change(func(p *Report) { *p = Report{Phase: Loading, Run: r} })
	r.removeLeftovers()
	checkpoint, err := siamese.OpenCheckpoint(r.Checkpoint())
	if err != nil {
		return r, err
	}
	recipe, err := train.ResumeRecipe(checkpoint)
	if err != nil {
		return r, fmt.Errorf("%s: %w", r.Checkpoint(), err)
	}
	step, err := train.ResumeStep(checkpoint)
	if err != nil {
		return r, fmt.Errorf("%s: %w", r.Checkpoint(), err)
	}
	curve, err := readLog(r.Log(), step)
	if err != nil {
		return r, err
	}
	return t.train(ctx, r, recipe, curve, func(o *train.Options) { o.Resume = checkpoint })
}

// endRun makes a paused run's best network its result.
func (t *Trainer) endRun(ctx context.Context, r Run) (Run, error) {
	r.removeLeftovers()
	curve, _ := r.Curve() // only to be shown
	t.change(func(p *Report) { *p = Report{Phase: Loading, Run: r, Curve: curve} })
	checkpoint, err := siamese.OpenCheckpoint(r.Checkpoint())
	if err != nil {
		return r, err
	}
	o, err := t.options(ctx, &r, train.RecipeOf(checkpoint.Model), t.loaded)
	if err != nil {
		return r, err
	}
	return t.conclude(ctx, r, o, checkpoint.Model)
}

// train runs until the end, a pause, a stop or trouble. begin sets how it begins.
func (t *Trainer) train(ctx context.Context, r Run, recipe train.Recipe, curve []Point, begin func(*train.Options)) (Run, error) {
	t.change(func(p *Report) { *p = Report{Phase: Loading, Run: r, Curve: curve} })
	o, err := t.options(ctx, &r, recipe, t.loaded)
	if err != nil {
		return t.failed(r, err)
	}
	begin(&o)
	if o.Resume == nil {
		o.Recipe = o.Recipe.For(o.Set)
	}
	w, err := observe(t, &r, &o, curve)
	if err != nil {
		return t.failed(r, err)
	}
	defer w.log.file.Close()
	t.change(func(p *Report) { p.Phase, p.Run = Training, r })
	m, err := train.Run(ctx, o)
	if m == nil {
		return t.failed(r, err)
	}
	if err := errors.Join(w.err, r.save()); err != nil {
		return t.failed(r, err)
	}
	switch {
	case err == nil:
		r.Share = 1
		return t.keep(r, m, Done)
	case errors.Is(err, context.Canceled) && errors.Is(context.Cause(ctx), errStopped):
		return t.conclude(t.closing, r, o, m)
	case errors.Is(err, context.Canceled) && w.err == nil:
		return r, nil // paused
	case errors.Is(err, siamese.ErrDiverged):
		concluded, concludeErr := t.conclude(t.closing, r, o, m)
		concluded.Problem = "diverged"
		return concluded, errors.Join(err, concludeErr, concluded.save())
	}
	return t.failed(r, err)
}

// conclude ends a run before its end: its best network, or where nothing was
// measured the one that it came to, becomes its result.
func (t *Trainer) conclude(ctx context.Context, r Run, o train.Options, m *siamese.Model) (Run, error) {
	t.change(func(p *Report) { p.Phase = Ending })
	if best, err := siamese.Open(r.BestSoFar()); err == nil {
		m = best
	}
	ready, err := train.Ready(ctx, o, m)
	if ctx.Err() != nil { // the window closes; err may be nil all the same
		return t.failed(r, ctx.Err())
	}
	if err == nil { // otherwise it distinguishes so little that there is nothing to calibrate
		m = ready
	}
	return t.keep(r, m, Stopped)
}

// keep saves a run's result and clears its checkpoint away.
func (t *Trainer) keep(r Run, m *siamese.Model, s Status) (Run, error) {
	if err := m.Save(r.Weights()); err != nil {
		return t.failed(r, err)
	}
	r.Status, r.Problem = s, ""
	if a := train.AccuracyOf(m); a > 0 {
		r.Best, r.LakeLike = a, train.LakeLikeOf(m)
	}
	if err := r.save(); err != nil {
		return r, err
	}
	r.removeWork()
	return r, nil
}

// failed notes what went wrong. A run with a checkpoint can still be resumed.
func (t *Trainer) failed(r Run, err error) (Run, error) {
	if errors.Is(err, context.Canceled) {
		err = nil // paused while loading, or closed while ending
	} else {
		r.Problem = err.Error()
	}
	if !exists(r.Checkpoint()) {
		r.Status = Failed
		if err == nil { // it had not begun
			t.mu.Lock()
			t.release() // an open file keeps its folder on Windows
			t.mu.Unlock()
			_ = os.RemoveAll(r.Folder)
			return Run{}, nil
		}
		r.removeWork()
	}
	return r, errors.Join(err, r.save())
}

// options reads a run's data, notes in the run what it found, and returns what
// training works with.
func (t *Trainer) options(ctx context.Context, r *Run, recipe train.Recipe, progress func(done, total int)) (train.Options, error) {
	o := train.Options{
		Recipe: recipe, Calibration: r.Calibration, Checkpoint: r.Checkpoint(), Best: r.BestSoFar(),
		Threads: threads(r.LeaveOneCore), Trials: t.trials,
	}
	o.Every, o.SaveEvery = t.intervals(recipe)
	all, err := t.data.open(ctx, r.Data, progress)
	if err != nil {
		return o, err
	}
	if o.Set, o.Held, err = split(all, r.Split); err != nil {
		return o, fmt.Errorf("%s: %w", r.Data, err)
	}
	if o.Set, err = withOwn(ctx, o.Set, r.ownData()); err != nil {
		return o, err
	}
	r.Characters, r.Alphabets, r.HeldOut = o.Set.Characters(), len(o.Set.Alphabets), nil
	if o.Held != nil {
		r.HeldOut = o.Held.AlphabetNames()
	}
	return o, nil
}

func (t *Trainer) loaded(done, total int) {
	t.reportSoon(func(p *Report) { p.Loaded = float64(done) / float64(total) })
}

// intervals says how far validations and checkpoints are apart at least: close
// enough for a curve of a few minutes.
func (t *Trainer) intervals(r train.Recipe) (validate, save time.Duration) {
	save = 15 * time.Second
	if r.Duration > 0 {
		validate = min(max(r.Duration/20, 15*time.Second), time.Minute)
	}
	if t.every != 0 {
		validate = t.every
	}
	if t.saveEvery != 0 {
		save = t.saveEvery
	}
	return validate, save
}
