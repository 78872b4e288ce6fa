package inference

import (
	"context"
	"runtime"

	"github.com/oneglyph/oneglyph/model/confusion"
	"github.com/oneglyph/oneglyph/model/oneshot"
)

// snapshot is what the index holds, for somebody who judges it off the inference
// goroutine.
type snapshot struct {
	support oneshot.Support
	metric  oneshot.Metric
	noMatch float64
	err     error
}

// Judge judges the gallery by its embeddings, once all examples have some, as it is
// then. It takes seconds of all processors but one; meanwhile, but for some
// milliseconds in which the embeddings are copied, drawings are ranked. Progress, unless
// nil, is called by one goroutine at a time with the number of examples compared.
// Errors: ErrClosed, ctx's, and that there is no network.
func (r *Recognizer) Judge(ctx context.Context, progress func(done, total int)) (confusion.Report, error) {
	taken := make(chan snapshot, 1)
	r.mu.Lock()
	closed := r.closed
	if !closed {
		r.snapshots = append(r.snapshots, taken)
	}
	r.mu.Unlock()
	if closed {
		return confusion.Report{}, ErrClosed
	}
	r.signal()
	var s snapshot
	select {
	case <-ctx.Done():
		return confusion.Report{}, ctx.Err()
	case s = <-taken:
	}
	if s.err != nil {
		return confusion.Report{}, s.err
	}
	return confusion.Judge(ctx, s.support, s.metric, s.noMatch, max(runtime.GOMAXPROCS(0)-1, 1), progress)
}

// takeSnapshots copies the index for all who wait for it. Whoever has given up is
// still in the list, and costs a copy.
func (r *Recognizer) takeSnapshots(s *inferenceState) {
	for _, to := range r.waitingForSnapshots() {
		if s.err != nil {
			to <- snapshot{err: s.err}
			continue
		}
		index := s.network.index
		to <- snapshot{support: index.Support(), metric: index.Metric(), noMatch: s.network.Threshold(index.Len())}
	}
}

// dismissSnapshots ends the wait for snapshots with ErrClosed.
func (r *Recognizer) dismissSnapshots() {
	for _, to := range r.waitingForSnapshots() {
		to <- snapshot{err: ErrClosed}
	}
}

func (r *Recognizer) waitingForSnapshots() []chan<- snapshot {
	r.mu.Lock()
	defer r.mu.Unlock()
	waiting := r.snapshots
	r.snapshots = nil
	return waiting
}
