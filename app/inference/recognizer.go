package inference

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// Recognizer is the one inference goroutine and its mailbox. Edits of the
// index are carried out in order; of the queries that wait only the latest is
// answered, after every edit that came before it. After a change of the network the
// gallery is embedded again, one example at a time between these, so that neither
// drawing nor registering ever waits for it. Its methods may be called on any
// goroutine and return at once, except Close.
type Recognizer struct {
	mu         sync.Mutex
	edits      []func(*inferenceState)
	query      *query
	jobs       []*embeddingJob
	snapshots  []chan<- snapshot
	onAnswer   func(model.Answer)
	onEmbedded func(done, total int)
	name       string
	closed     bool

	calibration *siamese.Calibration // nil: no network yet
	networks    uint64               // that have been in use
	classes     int                  // in the latest answer

	wake chan struct{} // holds a token while the mailbox may hold something
	done chan struct{}
}

type query struct {
	generation uint64
	glyph      func() (model.Glyph, error)
}

// ErrClosed says that the recognizer was closed before it came to something.
var ErrClosed = fmt.Errorf("the window closes: %w", context.Canceled)

// NewRecognizer starts the goroutine, which builds the model's network first and
// then embeds the gallery as it is at the time of the call. Close ends it.
func NewRecognizer(m *siamese.Model, g *gallery.Gallery) *Recognizer {
	return newRecognizer(m.Architecture().Name, func() (*Network, error) { return NewNetwork(m) }, pendingIn(g))
}

func newRecognizer(name string, build func() (*Network, error), examples []pendingExample) *Recognizer {
	r := &Recognizer{name: name, wake: make(chan struct{}, 1), done: make(chan struct{})}
	r.use(name, build, examples)
	go r.run()
	return r
}

// Use replaces the network by a model's, which is built on the inference goroutine,
// and the index by the gallery as it is at the time of the call. If building fails,
// the network so far stays, and an answer carries the error.
func (r *Recognizer) Use(m *siamese.Model, g *gallery.Gallery) {
	r.use(m.Architecture().Name, func() (*Network, error) { return NewNetwork(m) }, pendingIn(g))
}

func (r *Recognizer) use(name string, build func() (*Network, error), examples []pendingExample) {
	r.post(func(s *inferenceState) {
		next, err := build()
		if err != nil {
			if s.network == nil {
				s.err = err
			}
			r.sendError(s, err)
			return
		}
		s.close()
		s.network, s.err = next, nil
		s.pending = slices.Clone(examples)
		slices.Reverse(s.pending)
		s.total = len(examples)
		r.mu.Lock()
		r.name, r.calibration = name, &next.calibration
		r.networks++
		r.mu.Unlock()
	})
}

// Query asks for a ranking of all classes against the glyph that a function makes.
// The function is called on the inference goroutine, and again when more of the
// gallery has been embedded.
func (r *Recognizer) Query(generation uint64, glyph func() (model.Glyph, error)) {
	r.mu.Lock()
	r.query = &query{generation, glyph}
	r.mu.Unlock()
	r.signal()
}

// Register adds an example to the index, before any query that follows.
func (r *Recognizer) Register(c model.ClassID, e gallery.Example) {
	r.post(func(s *inferenceState) { r.register(s, pendingExample{c, e.ID, e.Glyph}) })
}

// Load adds many examples, which are embedded one at a time between queries.
func (r *Recognizer) Load(examples []gallery.ClassExample) {
	r.post(func(s *inferenceState) { s.enqueue(examples) })
}

// Reset replaces the whole index by other examples.
func (r *Recognizer) Reset(examples []gallery.ClassExample) {
	r.post(func(s *inferenceState) {
		s.pending, s.last = nil, nil
		if s.network != nil {
			s.network.index.Clear()
		}
		s.enqueue(examples)
	})
}

// RemoveExample takes an example out of the index.
func (r *Recognizer) RemoveExample(e model.ExampleID) {
	r.post(func(s *inferenceState) {
		s.pending = slices.DeleteFunc(s.pending, func(p pendingExample) bool { return p.example == e })
		if s.network != nil {
			s.network.index.RemoveExample(e)
		}
	})
}

// Move makes an example another class's.
func (r *Recognizer) Move(e model.ExampleID, c model.ClassID) {
	r.post(func(s *inferenceState) {
		for i := range s.pending {
			if s.pending[i].example == e {
				s.pending[i].class = c
			}
		}
		if s.network != nil {
			s.network.index.Move(e, c)
		}
	})
}

// Describe names the network in use.
func (r *Recognizer) Describe() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.name
}

// Network returns a number that is another one once another network is in use.
func (r *Recognizer) Network() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.networks
}

// Thresholds lists the degrees of strictness of the network in use, from lenient to
// strict, for as many classes as the latest answer ranked. It is empty until there
// is a network.
func (r *Recognizer) Thresholds() []siamese.Threshold {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.calibration == nil {
		return nil
	}
	return r.calibration.For(r.classes).Thresholds()
}

// OnAnswer sets the function that receives the answers, on the inference
// goroutine.
func (r *Recognizer) OnAnswer(f func(model.Answer)) {
	r.mu.Lock()
	r.onAnswer = f
	r.mu.Unlock()
}

// OnEmbedded sets the function that receives, on the inference goroutine and some
// ten times a second, how many of its gallery's examples a new network has embedded.
func (r *Recognizer) OnEmbedded(f func(done, total int)) {
	r.mu.Lock()
	r.onEmbedded = f
	r.mu.Unlock()
}

// Close ends the goroutine and waits for it. What is still in the mailbox is
// dropped; whoever waits for embeddings or a judgement gets ErrClosed.
func (r *Recognizer) Close() {
	r.mu.Lock()
	r.closed = true
	r.mu.Unlock()
	r.signal()
	<-r.done
}

func (r *Recognizer) post(edit func(*inferenceState)) {
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
