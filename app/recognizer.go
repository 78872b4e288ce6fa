package app

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/ui"
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
	jobs     []*job
	onAnswer func(ui.Answer)
	onEmbed  func(done, total int)
	name     string
	closed   bool

	calibration *siamese.Calibration // nil: no network yet
	classes     int                  // of the gallery when it was asked last

	wake chan struct{} // holds a token while the mailbox may hold something
	done chan struct{}
}

type query struct {
	generation uint64
	glyph      func() (model.Glyph, error)
}

// ErrClosed says that the recognizer was closed before it came to something.
var ErrClosed = fmt.Errorf("the window closes: %w", context.Canceled)

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
		r.name, r.calibration = name, &next.calibration
		r.mu.Unlock()
	})
}

// Query asks for a ranking of all classes against the glyph that a function makes.
// It is called again when more of the gallery is there.
func (r *Recognizer) Query(generation uint64, glyph func() (model.Glyph, error)) {
	r.mu.Lock()
	r.query = &query{generation, glyph}
	r.mu.Unlock()
	r.signal()
}

// Register adds an example to the gallery.
func (r *Recognizer) Register(c model.ClassID, e gallery.Example) {
	r.post(func(b *bench) { r.embed(b, registered{c, e.ID, e.Glyph}) })
}

// Load adds many examples, which are embedded one at a time between queries.
func (r *Recognizer) Load(examples []gallery.ClassExample) {
	r.post(func(b *bench) { b.wait(examples) })
}

// Reset replaces the whole gallery by other examples.
func (r *Recognizer) Reset(examples []gallery.ClassExample) {
	r.post(func(b *bench) {
		b.pending, b.last = nil, nil
		if b.network.index != nil {
			b.network.index.Clear()
		}
		b.wait(examples)
	})
}

// RemoveExample takes an example out of the gallery.
func (r *Recognizer) RemoveExample(e model.ExampleID) {
	r.post(func(b *bench) {
		b.pending = slices.DeleteFunc(b.pending, func(p registered) bool { return p.example == e })
		if b.network.index != nil {
			b.network.index.RemoveExample(e)
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
		if b.network.index != nil {
			b.network.index.Move(e, c)
		}
	})
}

// Embed makes embeddings of glyphs, whether they are registered or not, one at a
// time between queries, and hands them to a function on the inference goroutine. All
// are the same network's. Errors: ErrClosed, and the network's own.
func (r *Recognizer) Embed(glyphs []model.Glyph, done func([]model.Embedding, error)) {
	r.mu.Lock()
	closed := r.closed
	if !closed {
		r.jobs = append(r.jobs, &job{glyphs: glyphs, done: done})
	}
	r.mu.Unlock()
	if closed {
		done(nil, ErrClosed)
		return
	}
	r.signal()
}

// Describe names the network in use.
func (r *Recognizer) Describe() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.name
}

// Stops lists the thresholds of the network in use, in a gallery of the present
// one's size.
func (r *Recognizer) Stops() []ui.Stop {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.calibration == nil {
		return nil
	}
	return stopsOf(r.calibration.For(r.classes))
}

// OnAnswer sets the function that receives the answers, on the inference
// goroutine.
func (r *Recognizer) OnAnswer(f func(ui.Answer)) {
	r.mu.Lock()
	r.onAnswer = f
	r.mu.Unlock()
}

// OnEmbedded sets the function that hears, on the inference goroutine and some
// ten times a second, how much of its gallery a new network has embedded.
func (r *Recognizer) OnEmbedded(f func(done, total int)) {
	r.mu.Lock()
	r.onEmbed = f
	r.mu.Unlock()
}

// Close ends the goroutine and waits for it. What is still in the mailbox is
// dropped; who waits for embeddings is told so.
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
