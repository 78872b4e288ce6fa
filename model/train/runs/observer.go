package runs

import (
	"slices"
	"time"

	"github.com/oneglyph/oneglyph/model/train"
)

// runObserver hangs on a training run: it writes the log, keeps the run's state on
// disk, and reports. All of it happens on the run's goroutine.
type runObserver struct {
	trainer *Trainer
	run     *Run
	log     *log
	curve   []Point
	err     error // why something could not be kept
}

func observe(t *Trainer, r *Run, options *train.Options, curve []Point) (*runObserver, error) {
	l, err := openLog(r.Log(), curve)
	if err != nil {
		return nil, err
	}
	o := &runObserver{trainer: t, run: r, log: l, curve: slices.Clip(curve)}
	options.Progress, options.Improved, options.Asked, options.Saved = o.stepped, o.improved, o.asked, o.saved
	return o, nil
}

func (o *runObserver) stepped(p train.Progress) {
	point := Point{Step: p.Step, Trained: p.Trained.Round(time.Millisecond), Loss: p.Loss}
	if p.Validated {
		point.Accuracy, point.LakeLike = p.Any, p.LakeLike
	}
	o.curve = append(o.curve, point) // what was reported before is not overwritten
	o.run.Trained = p.Trained
	o.keep(o.log.add(point))
	o.trainer.reportSoon(func(r *Report) {
		r.Progress, r.Curve, r.Run = p, o.curve, *o.run
		if p.Share >= 1 { // what follows is calibration
			r.Phase = Ending
		}
	})
}

func (o *runObserver) improved(s train.Scores) {
	o.run.Best, o.run.LakeLike = s.Any, s.LakeLike
	o.keep(o.run.save())
}

func (o *runObserver) asked(a train.Asked) {
	o.trainer.reportSoon(func(r *Report) { r.Asked = &a })
}

func (o *runObserver) saved(_ int, share float64) {
	o.run.Share = share
	o.keep(o.run.save())
}

// keep ends the run when something could not be kept: rather now than when
// hours are lost.
func (o *runObserver) keep(err error) {
	if err != nil && o.err == nil {
		o.err = err
		o.trainer.interrupt(err)
	}
}
