package app

import (
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui"
)

// bench is what the inference goroutine alone works with.
type bench struct {
	network network
	err     error        // why there is no network
	pending []registered // still to be embedded, in reverse order
	last    *query
	total   int       // of the examples that were pending when a network came
	told    time.Time // when it was last said how many are left of them
}

func (r *Recognizer) run() {
	defer close(r.done)
	defer r.dismiss()
	var b bench
	defer b.close()
	for {
		edits, q, open := r.collect(len(b.pending) == 0)
		if !open {
			return
		}
		for _, edit := range edits {
			edit(&b)
		}
		if q != nil {
			b.last = q
			r.answer(&b)
		}
		if n := len(b.pending); n > 0 {
			next := b.pending[n-1]
			b.pending = b.pending[:n-1]
			r.embed(&b, next)
			if n == 1 && b.last != nil { // ranked against half a gallery so far
				r.answer(&b)
			}
		} else {
			r.turn(&b)
		}
		r.tell(&b)
	}
}

// collect empties the mailbox. If it should wait, it returns with something or,
// the recognizer closed, with open false.
func (r *Recognizer) collect(wait bool) (edits []func(*bench), q *query, open bool) {
	for {
		r.mu.Lock()
		jobs := len(r.jobs)
		edits, q, open = r.edits, r.query, !r.closed
		r.edits, r.query = nil, nil
		r.mu.Unlock()
		if !open || !wait || len(edits) > 0 || q != nil || jobs > 0 {
			return edits, q, open
		}
		<-r.wake
	}
}

// tell says how many of a new network's examples are embedded. It is called also
// when the last ones were taken out of the gallery.
func (r *Recognizer) tell(b *bench) {
	left := len(b.pending)
	if b.total == 0 || left > 0 && time.Since(b.told) < 100*time.Millisecond {
		return
	}
	b.told = time.Now()
	total := max(b.total, left) // others may have been added since
	if left == 0 {
		b.total = 0
	}
	r.mu.Lock()
	f := r.onEmbed
	r.mu.Unlock()
	if f != nil {
		f(total-left, total)
	}
}

func (r *Recognizer) answer(b *bench) {
	if b.err != nil {
		r.fail(b, b.err)
		return
	}
	start := time.Now()
	var matches []model.Match
	g, err := b.last.glyph()
	if err == nil {
		matches, err = b.network.rank(g)
	}
	if err != nil {
		r.fail(b, err)
		return
	}
	r.mu.Lock()
	r.classes = len(matches)
	r.mu.Unlock()
	r.send(ui.Answer{
		Generation: b.last.generation,
		Matches:    matches,
		Threshold:  b.network.calibration.For(len(matches)).Threshold,
		Elapsed:    time.Since(start),
	})
}

func (r *Recognizer) embed(b *bench, e registered) {
	if b.err != nil {
		return
	}
	if err := b.network.register(e); err != nil {
		r.fail(b, err)
	}
}

func (r *Recognizer) fail(b *bench, err error) {
	a := ui.Answer{Err: err}
	if b.last != nil {
		a.Generation = b.last.generation
	}
	r.send(a)
}

func (r *Recognizer) send(a ui.Answer) {
	r.mu.Lock()
	f := r.onAnswer
	r.mu.Unlock()
	if f != nil {
		f(a)
	}
}

// wait puts examples behind those that still wait to be embedded.
func (b *bench) wait(examples []gallery.ClassExample) {
	more := make([]registered, len(examples), len(examples)+len(b.pending))
	for i, e := range examples {
		more[len(examples)-1-i] = registered{e.Class, e.Example.ID, e.Example.Glyph}
	}
	b.pending = append(more, b.pending...)
}

func (b *bench) close() {
	if b.network.encoder != nil {
		_ = b.network.encoder.Close() // nothing of it is kept
	}
}

// registeredIn lists a project's examples for the recognizer.
func registeredIn(p *gallery.Gallery) (all []registered) {
	for _, c := range p.Classes() {
		for _, e := range c.Examples {
			all = append(all, registered{c.ID, e.ID, e.Glyph})
		}
	}
	return all
}
