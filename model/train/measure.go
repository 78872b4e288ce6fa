package train

import (
	"context"
	"runtime"
	"time"
)

// pace says when something is due that is done now and then, and that may cost
// some share of the time at most.
type pace struct {
	every time.Duration // at least; less than 0: always due
	rest  time.Duration // how many times as long as it took
	next  time.Time
}

func newPace(every time.Duration, rest int) pace {
	return pace{every, time.Duration(rest), time.Now().Add(every)}
}

func (p *pace) due() bool { return p.every < 0 || !time.Now().Before(p.next) }

// done takes in when it began, now that it is done.
func (p *pace) done(began time.Time) {
	now := time.Now()
	p.next = now.Add(max(p.every, p.rest*now.Sub(began)))
}

// due reports whether it is time to validate: after each epoch where there are such.
func (r *run) due() bool {
	if r.Recipe.Epoch > 0 {
		return r.step%r.Recipe.Epoch == 0
	}
	return r.validating.due()
}

// validate measures the network as it stands.
func (r *run) validate(ctx context.Context) (done bool, err error) {
	defer r.validating.done(time.Now())
	m := r.model()
	accuracy, err := r.validation.Accuracy(ctx, m, r.Threads)
	if err != nil {
		return false, err
	}
	r.accuracy = accuracy
	m = m.WithInfo(AccuracyKey, formatAccuracy(accuracy))
	if err := r.best.hear(m, accuracy, r.step); err != nil {
		return false, err
	}
	if r.Validated != nil {
		r.Validated(m, accuracy)
	}
	return true, nil
}

// ask shows a trial when the next is due.
func (r *run) ask(ctx context.Context) error {
	if r.Asked == nil || r.validation == nil || !r.asking.due() {
		return nil
	}
	defer r.asking.done(time.Now())
	a, err := r.validation.Ask(ctx, r.learner.Borrow(r.start), r.asked, r.Threads)
	if err != nil {
		return err
	}
	a.Step = r.step
	r.asked++
	r.Asked(a)
	// An encoder of koch's is a hundred megabytes. Left alone, the heap would double
	// before they are collected.
	runtime.GC()
	return nil
}
