package runs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/gofrs/flock"
)

// ErrElsewhere says that another program is at work on a run.
var ErrElsewhere = errors.New("another program is at work on this run")

// lockPatience is how long to wait for a lock: others look whether it is held, which
// takes a moment.
const lockPatience = 500 * time.Millisecond

// lock claims a run for this program until it is closed or the program ends, however
// it does. Whoever changes what is in a run's folder holds its lock.
func (r Run) lock() (*flock.Flock, error) {
	ctx, cancel := context.WithTimeout(context.Background(), lockPatience)
	defer cancel()
	l := flock.New(r.file("lock"))
	locked, err := l.TryLockContext(ctx, 5*time.Millisecond)
	switch {
	case locked:
		return l, nil
	case err == nil || errors.Is(err, context.DeadlineExceeded):
		return nil, fmt.Errorf("runs: %s: %w", r.Folder, ErrElsewhere)
	}
	return nil, fmt.Errorf("runs: %w", err)
}

// locked reports whether somebody, here or elsewhere, is at work on a run. Where
// that cannot be known nobody is.
func (r Run) locked() bool {
	if !exists(r.file("lock")) {
		return false
	}
	l := flock.New(r.file("lock"))
	locked, err := l.TryLock()
	_ = l.Close()
	return err == nil && !locked
}
