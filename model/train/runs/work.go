package runs

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train"
)

// HeldOutKey is the note, kept with weights, of the alphabets held out.
const HeldOutKey = "held_out_alphabets"

// startRun makes a new run's folder and trains.
func (t *Trainer) startRun(ctx context.Context, c Choice) (Run, error) {
	r := Run{
		Started: time.Now().Round(time.Second), Preset: c.Preset, Network: c.Recipe.Architecture.Name,
		Data: c.Data, Own: len(c.Own), Spare: c.Spare, Status: Unfinished,
	}
	if c.From != nil {
		r.From = c.From.Fingerprint()
	}
	if err := r.create(t.runs); err != nil {
		return Run{}, err
	}
	if len(c.Own) > 0 {
		if err := writeOwn(r.ownData(), c.Own); err != nil {
			return t.failed(r, err)
		}
	}
	return t.train(ctx, r, train.Options{Recipe: c.Recipe, From: c.From}, nil)
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
	return t.train(ctx, r, train.Options{Recipe: recipe, Resume: checkpoint}, curve)
}

// endRun makes a paused run's best network its result.
func (t *Trainer) endRun(ctx context.Context, r Run) (Run, error) {
	r.removeLeftovers()
	curve, _ := r.Curve() // only to be shown
	t.change(func(p *Report) { *p = Report{Phase: Loading, Run: r, Curve: curve} })
	learnt, held, err := t.sets(ctx, r, t.loaded)
	if err != nil {
		return r, err
	}
	checkpoint, err := siamese.OpenCheckpoint(r.Checkpoint())
	if err != nil {
		return r, err
	}
	return t.conclude(ctx, r, checkpoint.Model, learnt, held)
}

// train runs until the end, a pause, a stop or trouble.
func (t *Trainer) train(ctx context.Context, r Run, o train.Options, curve []Point) (Run, error) {
	t.change(func(p *Report) { *p = Report{Phase: Loading, Run: r, Curve: curve} })
	learnt, held, err := t.sets(ctx, r, t.loaded)
	if err != nil {
		return t.failed(r, err)
	}
	o.Set, o.Held = learnt, held
	if o.Resume == nil {
		o.Recipe = o.Recipe.For(learnt)
	}
	o.Checkpoint, o.Threads, o.Trials = r.Checkpoint(), Threads(r.Spare), t.trials
	o.Every, o.SaveEvery = t.intervals(o.Recipe)
	w, err := newWatch(t, &r, &o, curve)
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
		return t.finish(ctx, r, m, learnt, held)
	case errors.Is(err, context.Canceled) && errors.Is(context.Cause(ctx), errStopped):
		return t.conclude(t.closing, r, m, learnt, held)
	case errors.Is(err, context.Canceled) && w.err == nil:
		return r, nil // paused
	case errors.Is(err, siamese.ErrDiverged):
		concluded, concludeErr := t.conclude(t.closing, r, m, learnt, held)
		concluded.Problem = "diverged"
		return concluded, errors.Join(err, concludeErr, concluded.save())
	}
	return t.failed(r, err)
}

// finish keeps the network of a run that came to its end, or the best one of
// before if that is better still.
func (t *Trainer) finish(ctx context.Context, r Run, m *siamese.Model, learnt, held *omniglot.Set) (Run, error) {
	t.change(func(p *Report) { p.Phase = Ending })
	if held == nil {
		var err error
		if m, err = t.calibrated(ctx, m, learnt, nil, Threads(r.Spare)); err != nil {
			return t.failed(r, err)
		}
	}
	if AccuracyOf(m) < r.Best {
		best, err := siamese.Open(r.BestSoFar())
		if err == nil {
			best, err = t.calibrated(ctx, best, learnt, held, Threads(r.Spare))
		}
		if err == nil && AccuracyOf(best) > AccuracyOf(m) { // otherwise the end is good enough
			m = best
		}
	}
	r.Share = 1
	return t.keep(r, m, held, Done)
}

// conclude ends a run before its end: its best network, or where nothing was
// measured the one that it came to, becomes its result.
func (t *Trainer) conclude(ctx context.Context, r Run, m *siamese.Model, learnt, held *omniglot.Set) (Run, error) {
	t.change(func(p *Report) { p.Phase = Ending })
	if best, err := siamese.Open(r.BestSoFar()); err == nil {
		m = best
	}
	calibrated, err := t.calibrated(ctx, m, learnt, held, Threads(r.Spare))
	if ctx.Err() != nil { // the window closes; err may be nil all the same
		return t.failed(r, ctx.Err())
	}
	if err == nil { // otherwise it tells so little apart that there is nothing to calibrate
		m = calibrated
	}
	return t.keep(r, m, held, Stopped)
}

// keep saves a run's result and clears its checkpoint away.
func (t *Trainer) keep(r Run, m *siamese.Model, held *omniglot.Set, s Status) (Run, error) {
	if held != nil {
		m = m.WithInfo(HeldOutKey, names(held))
	}
	if err := m.Save(r.Weights()); err != nil {
		return t.failed(r, err)
	}
	r.Status, r.Problem = s, ""
	if a := AccuracyOf(m); a > 0 {
		r.Best = a
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
			_ = os.RemoveAll(r.Folder)
			return Run{}, nil
		}
		r.removeWork()
	}
	return r, errors.Join(err, r.save())
}

// sets reads a run's data.
func (t *Trainer) sets(ctx context.Context, r Run, progress func(done, total int)) (learnt, held *omniglot.Set, err error) {
	all, err := t.data.open(ctx, r.Data, progress)
	if err != nil {
		return nil, nil, err
	}
	learnt, held = split(all)
	learnt, err = withOwn(ctx, learnt, r.ownData())
	return learnt, held, err
}

func (t *Trainer) loaded(done, total int) {
	t.step(func(p *Report) { p.Loaded = float64(done) / float64(total) })
}

// calibrated makes a network ready for use and notes its accuracy. Without
// alphabets held out it is calibrated on those that it learnt, which makes it
// too sure of itself; where even those are too small it stays as it is.
func (t *Trainer) calibrated(ctx context.Context, m *siamese.Model, learnt, held *omniglot.Set, threads int) (*siamese.Model, error) {
	by, trials := held, t.trials
	if by == nil {
		by = learnt
	}
	if trials == 0 {
		trials = 2000
	}
	v, err := train.NewValidation(by, trials)
	if errors.Is(err, omniglot.ErrTooFew) {
		return m, nil
	}
	if err != nil {
		return nil, err
	}
	c, accuracy, err := v.Calibrate(ctx, m, train.Default(m.Architecture()).Views, threads)
	if err != nil || held == nil {
		return c, err
	}
	return c.WithInfo(train.AccuracyKey, strconv.FormatFloat(accuracy, 'f', 4, 64)).WithInfo(HeldOutKey, names(held)), nil
}

// AccuracyOf reads the note of a network's held-out accuracy; 0: none.
func AccuracyOf(m *siamese.Model) float64 {
	a, _ := strconv.ParseFloat(m.Info(train.AccuracyKey), 64)
	return a
}

// intervals says how far validations and checkpoints are apart at least: close
// enough for a curve of a few minutes.
func (t *Trainer) intervals(r train.Recipe) (validate, save time.Duration) {
	save = 15 * time.Second
	if r.Duration > 0 {
		validate = min(max(r.Duration/20, 10*time.Second), time.Minute)
	}
	if t.every != 0 {
		validate = t.every
	}
	if t.saveEvery != 0 {
		save = t.saveEvery
	}
	return validate, save
}
