package kernel

import (
	"runtime"
	"sync/atomic"
	"testing"
	"time"
)

// TestEveryJobIsDoneOnce: with any number of workers and jobs, helpers at hand or
// gone, each job is done once and by one worker at a time.
func TestEveryJobIsDoneOnce(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, threads := range []int{1, 2, 5} {
		e := newEngine(implementations()[0], threads)
		for round := range 300 {
			if round%100 == 99 {
				time.Sleep(2 * time.Millisecond) // the helpers leave
			}
			jobs := round % 11
			done := make([]atomic.Int32, jobs)
			at := make([]atomic.Int32, threads)
			e.each(jobs, func(worker, job int) {
				if at[worker].Add(1) != 1 {
					t.Errorf("worker %d has two jobs", worker)
				}
				done[job].Add(1)
				at[worker].Add(-1)
			})
			for job := range done {
				if n := done[job].Load(); n != 1 {
					t.Fatalf("%d threads, round %d: job %d of %d is done %d times", threads, round, job, jobs, n)
				}
			}
		}
	}
	for end := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
	}
}
