package kernel

import (
	"runtime"
	"sync/atomic"
	"time"
)

// crew shares jobs out among goroutines. A training step does so more than a
// thousand times, often for less than it takes to wake a processor, so a helper
// that is through with its jobs lingers for a moment before its goroutine ends.
type crew struct {
	do      func(worker, job int)
	jobs    int64
	next    atomic.Int64   // job
	busy    atomic.Int64   // helpers
	helpers []atomic.Int32 // what each does; the first is the caller
}

// What a helper does.
const (
	gone = iota
	called
	lingering
)

// each calls do(worker, job) for every job, on so many goroutines of which the
// caller's is one.
func (c *crew) each(workers, jobs int, do func(worker, job int)) {
	c.do, c.jobs = do, int64(jobs)
	c.next.Store(0)
	c.busy.Store(int64(workers - 1))
	for w := 1; w < workers; w++ {
		if !c.helpers[w].CompareAndSwap(lingering, called) {
			c.helpers[w].Store(called)
			go c.help(w)
		}
	}
	c.work(0)
	for c.busy.Load() > 0 {
		runtime.Gosched()
	}
	c.do = nil
}

func (c *crew) work(worker int) {
	for job := c.next.Add(1) - 1; job < c.jobs; job = c.next.Add(1) - 1 {
		c.do(worker, int(job))
	}
}

func (c *crew) help(worker int) {
	for more := true; more; more = c.linger(worker) {
		c.work(worker)
		c.helpers[worker].Store(lingering)
		c.busy.Add(-1)
	}
}

// linger waits to be called, but not for long, and says whether it was.
func (c *crew) linger(worker int) bool {
	const moment = 200 * time.Microsecond
	state := &c.helpers[worker]
	for began := time.Now(); time.Since(began) < moment; runtime.Gosched() {
		for range 100 {
			if state.Load() == called {
				return true
			}
		}
	}
	return !state.CompareAndSwap(lingering, gone)
}
