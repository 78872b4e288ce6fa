package runs

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// ErrBusy says that a run is under way already.
var ErrBusy = errors.New("runs: another run is under way")

// The causes that end the work on a run before its end.
var (
	errPaused  = errors.New("paused")
	errStopped = errors.New("stopped")
)

// reportEvery is the least time between two reports of steps.
const reportEvery = 100 * time.Millisecond

// Trainer trains, one run at a time, on a goroutine of its own. Its methods
// return at once unless they say otherwise, and may be called by any goroutine.
type Trainer struct {
	runs      string        // folder
	every     time.Duration // between validations; 0: by the recipe
	saveEvery time.Duration // between checkpoints; 0: 15 s
	trials    int           // of a validation; 0: train's own number

	data      *library
	closing   context.Context // ends when Close is called
	closeDown context.CancelFunc

	sending sync.Mutex // held while a report is made and sent, so that they arrive in order

	mu       sync.Mutex
	report   Report
	reported time.Time
	onReport func(Report)
	cancel   context.CancelCauseFunc // of the work under way; nil: none
	stop     bool                    // Stop was pressed meanwhile, before or after Pause
	done     chan struct{}           // closed when that has ended
	closed   bool
}

// Open returns a trainer over a folder of runs, which need not exist yet. The
// latest run, unfinished or not, is what its first report is about. Nobody else may
// be training there: what a killed program left is taken away.
func Open(runs string) *Trainer {
	t := &Trainer{runs: runs, data: newLibrary()}
	t.closing, t.closeDown = context.WithCancel(context.Background())
	for _, r := range readRuns(runs) {
		r.removeLeftovers()
	}
	t.report = latest(runs)
	return t
}

// latest is the report on the newest run there is, if any.
func latest(runs string) (r Report) {
	if all := readRuns(runs); len(all) > 0 {
		r.Run = all[0]
		r.Curve, _ = all[0].Curve() // a plot that cannot be had is no reason not to start
	}
	return r
}

// OnReport sets the function that hears how things stand, at most ten times a
// second while steps are taken and at each change of phase. It is called on the
// trainer's goroutine, and once at once. It must not call OnReport or Delete.
func (t *Trainer) OnReport(f func(Report)) {
	t.sending.Lock()
	defer t.sending.Unlock()
	t.mu.Lock()
	t.onReport = f
	r := t.report
	t.mu.Unlock()
	f(r)
}

// Runs lists all runs, the newest first. It reads a small file of each.
func (t *Trainer) Runs() []Run { return readRuns(t.runs) }

// Unfinished returns the newest run that can be gone on with.
func (t *Trainer) Unfinished() (Run, bool) {
	for _, r := range t.Runs() {
		if r.Status == Unfinished && exists(r.Checkpoint()) {
			return r, true
		}
	}
	return Run{}, false
}

// Data reads a data set, or gives the one read last when it is that. It takes
// seconds; progress, unless nil, is called on the caller's goroutine.
func (t *Trainer) Data(ctx context.Context, path string, progress func(done, total int)) (*omniglot.Set, error) {
	return t.data.open(ctx, path, progress)
}

// Start begins a new run. Errors: ErrBusy, and the choice's own; what goes
// wrong later is reported.
func (t *Trainer) Start(c Choice) error {
	if err := c.check(); err != nil {
		return err
	}
	return t.begin(func(ctx context.Context) (Run, error) { return t.startRun(ctx, c) })
}

// Resume goes on with an unfinished run.
func (t *Trainer) Resume(folder string) error {
	r, err := readRun(folder)
	if err != nil {
		return err
	}
	if r.Status != Unfinished {
		return fmt.Errorf("runs: the run of %s is %s", r.Started.Format(time.DateTime), r.Status)
	}
	return t.begin(func(ctx context.Context) (Run, error) { return t.resumeRun(ctx, r) })
}

// Pause ends the work with a checkpoint; the run can be resumed, by this or a
// later Trainer.
func (t *Trainer) Pause() { t.interrupt(errPaused) }

// Stop ends the run for good and keeps its best network, calibrated. A run that
// is paused is ended likewise.
func (t *Trainer) Stop() {
	if t.interrupt(errStopped) {
		return
	}
	if r, ok := t.Unfinished(); ok {
		_ = t.begin(func(ctx context.Context) (Run, error) { return t.endRun(ctx, r) }) // busy: it has just been resumed
	}
}

// Delete takes a run's folder away with everything in it, which may take a moment.
// The run under way cannot be deleted. If the latest report was about the run, the
// next is about the newest that is left.
func (t *Trainer) Delete(folder string) error {
	t.mu.Lock()
	underWay := t.cancel != nil && t.report.Run.Folder == folder
	t.mu.Unlock()
	if underWay {
		return ErrBusy
	}
	if _, err := readRun(folder); err != nil {
		return err // whatever it is, it is no run's folder
	}
	if err := os.RemoveAll(folder); err != nil {
		return fmt.Errorf("runs: %w", err)
	}
	t.change(func(r *Report) {
		if r.Run.Folder == folder {
			*r = latest(t.runs)
		}
	})
	return nil
}

// Close pauses what is under way and waits for its end.
func (t *Trainer) Close() {
	t.mu.Lock()
	t.closed = true
	t.onReport = nil
	cancel, done := t.cancel, t.done
	t.mu.Unlock()
	t.closeDown()
	if cancel != nil {
		cancel(errPaused)
		<-done
	}
}

// Network returns a run's weights or, where it has come to none yet, its best
// network so far, calibrated for use. It may take some seconds.
func (t *Trainer) Network(ctx context.Context, folder string) (*siamese.Model, error) {
	r, err := readRun(folder)
	if err != nil {
		return nil, err
	}
	if r.HasWeights() {
		return siamese.Open(r.Weights())
	}
	best, err := siamese.Open(r.BestSoFar())
	if err != nil {
		return nil, err
	}
	learnt, held, err := t.sets(ctx, r, nil)
	if err != nil {
		return nil, err
	}
	return t.calibrated(ctx, best, learnt, held, Threads(true))
}

// begin starts work on a goroutine of its own.
func (t *Trainer) begin(work func(context.Context) (Run, error)) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.cancel != nil || t.closed {
		return ErrBusy
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	done := make(chan struct{})
	t.cancel, t.done, t.stop = cancel, done, false
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

// rest reports that the work on a run is over, in one with its being over, so that
// what begins next reports after it. If the run was only paused, and Stop pressed
// since, it is not over: then rest returns false.
func (t *Trainer) rest(run Run, err error) (rests bool) {
	t.change(func(r *Report) {
		if t.stop && !t.closed && err == nil && run.Status == Unfinished && exists(run.Checkpoint()) {
			t.stop = false
			return
		}
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

// step alters the report, and sends it unless one was sent just now: the next
// step brings the next.
func (t *Trainer) step(alter func(*Report)) { t.send(alter, false) }

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
