package runs

import (
	"context"
	"errors"
	"time"

	"github.com/gofrs/flock"
)

// Wait returns how things stand once nothing is under way. When ctx ends it pauses
// the run first.
func (t *Trainer) Wait(ctx context.Context) Report {
	for {
		t.mu.Lock()
		done, idle := t.done, t.cancel == nil
		report := t.report
		t.mu.Unlock()
		if idle {
			return report
		}
		select {
		case <-done:
		case <-ctx.Done():
			t.Pause()
			<-done
		}
	}
}

func (t *Trainer) busy() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.cancel != nil || t.closed
}

// begin starts work on a goroutine of its own. The lock, that of the run worked on,
// is open until the work is over; nil: the work makes a run and locks it.
func (t *Trainer) begin(lock *flock.Flock, work func(context.Context) (Run, error)) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.cancel != nil || t.closed {
		return ErrBusy
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	done := make(chan struct{})
	t.cancel, t.done, t.stop, t.lock = cancel, done, false, lock
	go func() {
		defer close(done)
		defer cancel(nil)
		run, err := work(ctx)
		for !t.rest(run, err) {
			run, err = t.endRun(t.closing, run)
		}
	}()
	return nil
}

// hold keeps the lock of a run that was just made.
func (t *Trainer) hold(lock *flock.Flock) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lock = lock
}

// release lets go of the run. The caller holds mu.
func (t *Trainer) release() {
	if t.lock != nil {
		_ = t.lock.Close()
		t.lock = nil
	}
}

// rest reports that the work on a run is over, in one with its being over, so that
// what begins next reports after it. If the run was only paused, and Stop pressed
// since, it is not over: then rest returns false.
func (t *Trainer) rest(run Run, err error) (rests bool) {
	t.change(func(r *Report) {
		if t.stop && !t.closed && err == nil && run.Resumable() {
			t.stop = false
			return
		}
		t.release()
		rests, t.cancel = true, nil
		r.Phase, r.Err = Idle, err
		if run.Folder != "" {
			r.Run = run
		}
	})
	return rests
}

// interrupt reports whether there was anything to interrupt.
func (t *Trainer) interrupt(cause error) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.cancel == nil {
		return false
	}
	t.stop = t.stop || errors.Is(cause, errStopped)
	t.cancel(cause)
	return true
}

// change alters the report and sends it.
func (t *Trainer) change(alter func(*Report)) { t.send(alter, true) }

// reportSoon alters the report, and sends it unless one was sent just now: the next
// step brings the next.
func (t *Trainer) reportSoon(alter func(*Report)) { t.send(alter, false) }

func (t *Trainer) send(alter func(*Report), always bool) {
	t.sending.Lock()
	defer t.sending.Unlock()
	t.mu.Lock()
	alter(&t.report)
	now := time.Now()
	due := always || now.Sub(t.reported) >= reportEvery
	if due {
		t.reported = now
	}
	r, f := t.report, t.onReport
	t.mu.Unlock()
	if due && f != nil {
		f(r)
	}
}
