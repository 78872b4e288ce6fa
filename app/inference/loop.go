package inference

import (
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// progressInterval passes between two reports of how much is embedded.
const progressInterval = 100 * time.Millisecond

// inferenceState belongs to the inference goroutine alone.
type inferenceState struct {
	network *Network         // nil until the first has been built
	err     error            // why there is no network
	pending []pendingExample // still to be embedded, in reverse order
	last    *query
	total   int // examples that were pending when the network came; 0: none or all reported
	report  time.Time
}

func (r *Recognizer) run() {
	defer close(r.done)
	defer r.dismissJobs()
	defer r.dismissSnapshots()
	var s inferenceState
	defer s.close()
	for {
		edits, q, open := r.collect(len(s.pending) == 0)
		if !open {
			return
		}
		for _, edit := range edits {
			edit(&s)
		}
		if q != nil {
			s.last = q
			r.answer(&s)
		}
		if n := len(s.pending); n > 0 {
			next := s.pending[n-1]
			s.pending = s.pending[:n-1]
			r.register(&s, next)
			if n == 1 && s.last != nil { // ranked against half a gallery so far
				r.answer(&s)
			}
		} else {
			r.takeSnapshots(&s)
			r.advanceJob(&s)
		}
		r.reportEmbedded(&s)
	}
}

// collect empties the mailbox. If it should wait, it returns with something or,
// the recognizer closed, with open false.
func (r *Recognizer) collect(wait bool) (edits []func(*inferenceState), q *query, open bool) {
	for {
		r.mu.Lock()
		jobs := len(r.jobs) + len(r.snapshots)
		edits, q, open = r.edits, r.query, !r.closed
		r.edits, r.query = nil, nil
		r.mu.Unlock()
		if !open || !wait || len(edits) > 0 || q != nil || jobs > 0 {
			return edits, q, open
		}
		<-r.wake
	}
}

// reportEmbedded reports how many of a new network's examples are embedded, also
// when the last ones were taken out of the gallery instead.
func (r *Recognizer) reportEmbedded(s *inferenceState) {
	left := len(s.pending)
	if s.total == 0 || left > 0 && time.Since(s.report) < progressInterval {
		return
	}
	s.report = time.Now()
	total := max(s.total, left) // others may have been added since
	if left == 0 {
		s.total = 0
	}
	r.mu.Lock()
	f := r.onEmbedded
	r.mu.Unlock()
	if f != nil {
		f(total-left, total)
	}
}

// answer ranks the classes against the latest query.
func (r *Recognizer) answer(s *inferenceState) {
	if s.err != nil {
		r.sendError(s, s.err)
		return
	}
	start := time.Now()
	var matches []model.Match
	g, err := s.last.glyph()
	if err == nil {
		matches, err = s.network.Rank(g)
	}
	if err != nil {
		r.sendError(s, err)
		return
	}
	r.mu.Lock()
	r.classes = len(matches)
	r.mu.Unlock()
	r.send(model.Answer{
		Generation: s.last.generation,
		Matches:    matches,
		Threshold:  s.network.Threshold(len(matches)),
		Alike:      s.network.Alike(len(matches)),
		Elapsed:    time.Since(start),
	})
}

func (r *Recognizer) register(s *inferenceState, e pendingExample) {
	if s.err != nil {
		return
	}
	if err := s.network.register(e); err != nil {
		r.sendError(s, err)
	}
}

func (r *Recognizer) sendError(s *inferenceState, err error) {
	a := model.Answer{Err: err}
	if s.last != nil {
		a.Generation = s.last.generation
	}
	r.send(a)
}

func (r *Recognizer) send(a model.Answer) {
	r.mu.Lock()
	f := r.onAnswer
	r.mu.Unlock()
	if f != nil {
		f(a)
	}
}

// enqueue puts examples behind those that still wait to be embedded.
func (s *inferenceState) enqueue(examples []gallery.ClassExample) {
	more := make([]pendingExample, len(examples), len(examples)+len(s.pending))
	for i, e := range examples {
		more[len(examples)-1-i] = pendingExample{e.Class, e.Example.ID, e.Example.Glyph}
	}
	s.pending = append(more, s.pending...)
}

func (s *inferenceState) close() {
	if s.network != nil {
		s.network.Close()
	}
}
