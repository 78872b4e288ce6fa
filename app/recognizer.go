package app

import (
	"slices"
	"sync"
	"time"

	"oneglyph/model"
	"oneglyph/model/edit"
	"oneglyph/model/project"
	"oneglyph/ui"
)

// Recognizer is the one inference goroutine and its mailbox. Edits of the
// gallery are carried out in order; of the queries that wait only the latest is
// answered, after every edit that came before it. A gallery that is being
// embedded anew fills up one example at a time between these, so that neither
// drawing nor registering ever waits for it.
type Recognizer struct {
	mu       sync.Mutex
	edits    []func(*bench)
	query    *query
	onAnswer func(ui.Answer)
	onEmbed  func(done, total int)
	name     string
	stops    []ui.Stop
	closed   bool

	wake chan struct{} // holds a token while the mailbox may hold something
	done chan struct{}
}

type query struct {
	generation uint64
	glyph      model.Glyph
}

// bench is what the inference goroutine alone works with.
type bench struct {
	network network
	err     error        // why there is no network
	pending []registered // still to be embedded, in reverse order
	last    *query
	total   int       // of the examples that were pending when a network came
	told    time.Time // when it was last said how many are left of them
}

// NewRecognizer starts the goroutine, which builds the network first and then
// embeds the examples. Close ends it.
func NewRecognizer(name string, build func() (network, error), examples []registered) *Recognizer {
	r := &Recognizer{name: name, wake: make(chan struct{}, 1), done: make(chan struct{})}
	r.Use(name, build, examples)
	go r.run()
	return r
}

// Use replaces the network by one that is built on the inference goroutine, and
// its gallery by the given examples, which are those registered at the time of
// the call. If building fails, the network so far stays.
func (r *Recognizer) Use(name string, build func() (network, error), examples []registered) {
	r.post(func(b *bench) {
		next, err := build()
		if err != nil {
			if b.network.encoder == nil {
				b.err = err
			}
			r.fail(b, err)
			return
		}
		b.close()
		b.network, b.err = next, nil
		b.pending = make([]registered, len(examples))
		for i, e := range examples {
			b.pending[len(examples)-1-i] = e
		}
		b.total = len(examples)
		r.mu.Lock()
		r.name, r.stops = name, next.stops
		r.mu.Unlock()
	})
}

// Query asks for a ranking of all classes against a glyph.
func (r *Recognizer) Query(generation uint64, g model.Glyph) {
	r.mu.Lock()
	r.query = &query{generation, g}
	r.mu.Unlock()
	r.signal()
}

// Register adds an example to the gallery.
func (r *Recognizer) Register(c model.ClassID, e project.Example) {
	r.post(func(b *bench) { r.embed(b, registered{c, e.ID, e.Glyph}) })
}

// Load adds many examples, which are embedded one at a time between queries.
func (r *Recognizer) Load(examples []edit.Placed) {
	r.post(func(b *bench) { b.wait(examples) })
}

// Reset replaces the whole gallery by other examples.
func (r *Recognizer) Reset(examples []edit.Placed) {
	r.post(func(b *bench) {
		b.pending, b.last = nil, nil
		if b.network.gallery != nil {
			b.network.gallery.Clear()
		}
		b.wait(examples)
	})
}

// RemoveExample takes an example out of the gallery.
func (r *Recognizer) RemoveExample(e model.ExampleID) {
	r.post(func(b *bench) {
		b.pending = slices.DeleteFunc(b.pending, func(p registered) bool { return p.example == e })
		if b.network.gallery != nil {
			b.network.gallery.RemoveExample(e)
		}
	})
}

// Move makes an example another class's.
func (r *Recognizer) Move(e model.ExampleID, c model.ClassID) {
	r.post(func(b *bench) {
		for i := range b.pending {
			if b.pending[i].example == e {
				b.pending[i].class = c
			}
		}
		if b.network.gallery != nil {
			b.network.gallery.Move(e, c)
		}
	})
}

// Embed makes embeddings of glyphs, whether they are registered or not, and gives
// them to a function on the inference goroutine.
func (r *Recognizer) Embed(glyphs []model.Glyph, done func([]model.Embedding, error)) {
	r.post(func(b *bench) {
		if b.err != nil {
			done(nil, b.err)
			return
		}
		all := make([]model.Embedding, len(glyphs))
		for i, g := range glyphs {
			var err error
			if all[i], err = b.network.encoder.Embed(g); err != nil {
				done(nil, err)
				return
			}
		}
		done(all, nil)
	})
}

// Describe names the network in use.
func (r *Recognizer) Describe() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.name
}

// Stops lists the thresholds of the network in use.
func (r *Recognizer) Stops() []ui.Stop {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.stops
}

// OnAnswer sets the function that receives the answers, on the inference
// goroutine.
func (r *Recognizer) OnAnswer(f func(ui.Answer)) {
	r.mu.Lock()
	r.onAnswer = f
	r.mu.Unlock()
}

// Close ends the goroutine and waits for it. What is still in the mailbox is
// dropped.
func (r *Recognizer) Close() {
	r.mu.Lock()
	r.closed = true
	r.mu.Unlock()
	r.signal()
	<-r.done
}

func (r *Recognizer) post(edit func(*bench)) {
	r.mu.Lock()
	r.edits = append(r.edits, edit)
	r.mu.Unlock()
	r.signal()
}

func (r *Recognizer) signal() {
	select {
	case r.wake <- struct{}{}:
	default: // a token is there already
	}
}

func (r *Recognizer) run() {
	defer close(r.done)
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
			r.tell(&b)
			if n == 1 && b.last != nil { // ranked against half a gallery so far
				r.answer(&b)
			}
		}
	}
}

// collect empties the mailbox. If it should wait, it returns with something or,
// the recognizer closed, with open false.
func (r *Recognizer) collect(wait bool) (edits []func(*bench), q *query, open bool) {
	for {
		r.mu.Lock()
		edits, q, open = r.edits, r.query, !r.closed
		r.edits, r.query = nil, nil
		r.mu.Unlock()
		if !open || !wait || len(edits) > 0 || q != nil {
			return edits, q, open
		}
		<-r.wake
	}
}

// OnEmbedded sets the function that hears, on the inference goroutine and some
// ten times a second, how much of its gallery a new network has embedded.
func (r *Recognizer) OnEmbedded(f func(done, total int)) {
	r.mu.Lock()
	r.onEmbed = f
	r.mu.Unlock()
}

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
	matches, err := b.network.rank(b.last.glyph)
	if err != nil {
		r.fail(b, err)
		return
	}
	r.send(ui.Answer{
		Generation: b.last.generation,
		Matches:    matches,
		Threshold:  b.network.threshold,
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
func (b *bench) wait(examples []edit.Placed) {
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
func registeredIn(p *project.Project) (all []registered) {
	for _, c := range p.Classes() {
		for _, e := range c.Examples {
			all = append(all, registered{c.ID, e.ID, e.Glyph})
		}
	}
	return all
}
