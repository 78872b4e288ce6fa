package train

import (
	"context"
	"runtime"
	"time"
)

// due says whether it is time to validate: after each epoch where there are such.
func (r *run) due() bool {
	if r.Recipe.Epoch > 0 {
		return r.step%r.Recipe.Epoch == 0
	}
	return time.Since(r.validated) >= r.Every
}

// validate measures the network as it stands.
func (r *run) validate(ctx context.Context) (done bool, err error) {
	m := r.model()
	accuracy, err := r.validation.Accuracy(ctx, m, r.Threads)
	if err != nil {
		return false, err
	}
	r.accuracy, r.validated = accuracy, time.Now()
	m = m.WithInfo(AccuracyKey, formatAccuracy(accuracy))
	if err := r.best.hear(m, accuracy, r.step); err != nil {
		return false, err
	}
	if r.Validated != nil {
		r.Validated(m, accuracy)
	}
	return true, nil
}

// ask shows a trial when the next is due. With a large network they are further
// apart, so that they cost a twentieth of the time at most.
func (r *run) ask(ctx context.Context) error {
	if r.Asked == nil || r.validation == nil || time.Now().Before(r.nextAsked) {
		return nil
	}
	began := time.Now()
	a, err := r.validation.Ask(ctx, r.learner.Borrow(r.start), r.asked, r.Threads)
	if err != nil {
		return err
	}
	a.Step = r.step
	r.asked++
	r.nextAsked = time.Now().Add(max(askEvery, 20*time.Since(began)))
	r.Asked(a)
	// An encoder of koch's is a hundred megabytes. Left alone, the heap would double
	// before they are collected.
	runtime.GC()
	return nil
}
