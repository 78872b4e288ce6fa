package runs

import (
	"context"
	"slices"
	"time"

	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train"
)

// watch hangs on a training run: it writes the log, keeps the best network and
// the run's state on disk, and reports. All of it happens on the run's
// goroutine.
type watch struct {
	trainer *Trainer
	run     *Run
	log     *log
	curve   []Point
	err     error // why something could not be kept
}

func newWatch(t *Trainer, r *Run, o *train.Options, curve []Point) (*watch, error) {
	l, err := openLog(r.Log(), curve)
	if err != nil {
		return nil, err
	}
	w := &watch{trainer: t, run: r, log: l, curve: slices.Clip(curve)}
	o.Progress, o.Validated, o.Asked, o.Saved = w.step, w.validated, w.asked, w.saved
	return w, nil
}

func (w *watch) step(p train.Progress) {
	point := Point{Step: p.Step, Trained: p.Trained.Round(time.Millisecond), Loss: p.Loss}
	if p.Validated {
		point.Accuracy = p.Accuracy
	}
	w.curve = append(w.curve, point) // what was reported before is not overwritten
	w.run.Trained = p.Trained
	w.keep(w.log.add(point))
	w.trainer.step(func(r *Report) {
		r.Progress, r.Curve, r.Run = p, w.curve, *w.run
		if p.Share >= 1 { // what follows is calibration
			r.Phase = Ending
		}
	})
}

func (w *watch) validated(m *siamese.Model, accuracy float64) {
	if accuracy <= w.run.Best {
		return
	}
	if err := m.Save(w.run.BestSoFar()); err != nil {
		w.keep(err)
		return
	}
	w.run.Best = accuracy
	w.keep(w.run.save())
}

func (w *watch) asked(a train.Asked) {
	w.trainer.step(func(r *Report) { r.Asked = &a })
}

func (w *watch) saved(_ int, share float64) {
	w.run.Share = share
	w.keep(w.run.save())
}

// keep ends the run when something could not be kept: rather now than when
// hours are lost.
func (w *watch) keep(err error) {
	if err != nil && w.err == nil {
		w.err = err
		w.trainer.interrupt(err)
	}
}

// Accuracy measures a network on what a run held out; the network may have
// learnt these alphabets. It takes seconds.
func (t *Trainer) Accuracy(ctx context.Context, folder string, m *siamese.Model) (float64, error) {
	r, err := readRun(folder)
	if err != nil {
		return 0, err
	}
	_, held, err := t.sets(ctx, r, nil)
	if err != nil || held == nil {
		return 0, err
	}
	v, err := train.NewValidation(held, max(t.trials, 2000))
	if err != nil {
		return 0, err
	}
	return v.Accuracy(ctx, m, Threads(true))
}

// FreeMemory returns the bytes that a run may take; 0: unknown.
func (t *Trainer) FreeMemory() int64 { return train.FreeMemory() }

// Probe returns the pictures a second that this machine trains. It takes a second
// or two.
func (t *Trainer) Probe(ctx context.Context, a siamese.Architecture, spare bool) (float64, error) {
	return train.Probe(ctx, a, Threads(spare))
}
