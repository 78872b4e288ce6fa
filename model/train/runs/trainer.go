package runs

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"github.com/oneglyph/oneglyph/model/atomicfile"
)

// ErrBusy says that this trainer is at work already.
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

	data      *dataCache
	followed  chan struct{}   // closed when follow has ended
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
	lock     *flock.Flock            // of the run under way
	closed   bool
}

// Open returns a trainer over a folder of runs, which need not exist yet and which
// others may train in: each run is locked by whoever is at work on it. The latest
// run, unfinished or not, is what its first report is about. What killed programs left
// is taken away.
func Open(runs string) *Trainer {
	t := &Trainer{runs: runs, data: newDataCache(), followed: make(chan struct{})}
	t.closing, t.closeDown = context.WithCancel(context.Background())
	for _, r := range readRuns(runs) {
		atomicfile.Sweep(r.Folder)
		if r.Status != Unfinished || r.locked() {
			continue
		}
		if lock, err := r.lock(); err == nil {
			r.removeLeftovers()
			_ = lock.Close()
		}
	}
	t.report = t.latest()
	go t.follow()
	return t
}

// latest is the report on the newest run there is, if any.
func (t *Trainer) latest() Report {
	all := t.Runs()
	if len(all) == 0 {
		return Report{}
	}
	return t.of(all[0].Folder)
}

// OnReport sets the function that is called with how things stand, at most ten times a
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
func (t *Trainer) Runs() []Run {
	t.mu.Lock()
	own := ""
	if t.lock != nil {
		own = filepath.Dir(t.lock.Path())
	}
	t.mu.Unlock()
	all := readRuns(t.runs)
	for i, r := range all {
		all[i].Elsewhere = r.Status == Unfinished && r.Folder != own && r.locked()
	}
	return all
}

// Unfinished returns the newest run that can be gone on with.
func (t *Trainer) Unfinished() (Run, bool) {
	for _, r := range t.Runs() {
		if r.Resumable() && !r.Elsewhere {
			return r, true
		}
	}
	return Run{}, false
}

// Find returns the run that is meant by its folder, that folder's name, or its
// checkpoint.
func (t *Trainer) Find(what string) (r Run, found bool) {
	folder, base := filepath.Split(what)
	places := []string{what, filepath.Join(t.runs, what)}
	if base == filepath.Base(r.Checkpoint()) {
		places = append(places, filepath.Clean(folder))
	}
	for _, place := range places {
		place, err := filepath.Abs(place)
		if err != nil || what == "" {
			continue
		}
		if r, err := readRun(place); err == nil {
			return r, true
		}
	}
	return Run{}, false
}

// Start begins a new run. Errors: ErrBusy, and the config's own; what goes wrong
// later is reported.
func (t *Trainer) Start(c RunConfig) error {
	if err := c.check(); err != nil {
		return err
	}
	return t.begin(nil, func(ctx context.Context) (Run, error) { return t.startRun(ctx, c) })
}

// Resume goes on with an unfinished run. Errors: ErrBusy, ErrElsewhere, and that of a
// folder that holds no such run.
func (t *Trainer) Resume(folder string) error { return t.takeUp(folder, t.resumeRun) }

// takeUp begins work on an unfinished run.
func (t *Trainer) takeUp(folder string, work func(context.Context, Run) (Run, error)) error {
	if t.busy() {
		return ErrBusy
	}
	if _, err := readRun(folder); err != nil {
		return err
	}
	lock, err := Run{Folder: folder}.lock()
	if err != nil {
		return err
	}
	r, err := readRun(folder) // again, now that nobody else changes it
	if err == nil && r.Status != Unfinished {
		err = fmt.Errorf("runs: the run of %s is %s", r.Started.Format(time.DateTime), r.Status)
	}
	if err == nil {
		err = t.begin(lock, func(ctx context.Context) (Run, error) { return work(ctx, r) })
	}
	if err != nil {
		_ = lock.Close()
	}
	return err
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
		_ = t.takeUp(r.Folder, t.endRun) // busy: it has just been resumed
	}
}

// Delete takes a run's folder away with everything in it, which may take a moment.
// A run that this or another program is at work on cannot be deleted. If the latest
// report was about the run, the next is about the newest that is left.
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
	lock, err := Run{Folder: folder}.lock()
	if err != nil {
		return err
	}
	if runtime.GOOS == "windows" { // where an open file cannot be removed
		_ = lock.Close()
	}
	err = os.RemoveAll(folder)
	_ = lock.Close()
	if err != nil {
		return fmt.Errorf("runs: %w", err)
	}
	newest := t.latest()
	t.change(func(r *Report) {
		if r.Run.Folder == folder {
			*r = newest
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
	<-t.followed
}
