package recognizer

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Match is one class's answer to a drawing.
type Match struct {
	// Name is the class's.
	Name string
	// Text is what the window copies for the class: its name unless the person gave
	// it another.
	Text string
	// Similarity is the probability, 0 to 1, that the drawing and the most alike one
	// of the class's examples show the same character, where both answers are equally
	// likely beforehand.
	Similarity float64
}

// Ranking is the answer to one drawing.
type Ranking struct {
	// Matches are the classes most alike, the best first.
	Matches []Match
	// Known says that the best is a match; otherwise the drawing is taken for none of
	// the gallery's classes.
	Known bool
}

// Options say how a recognizer works other than by default.
type Options struct {
	// Weights names a file of parameters of the network to rank by. By default it is
	// the one that comes with the package.
	Weights string
	// OrBuiltIn takes the network that comes with the package while the file of
	// weights is not there or cannot be read.
	OrBuiltIn bool
}

// ErrClosed says that the recognizer has been closed.
var ErrClosed = errors.New("recognizer: it is closed")

// Recognizer ranks drawings by a gallery's file. Any number of goroutines may use it.
// Open makes one.
type Recognizer struct {
	path    string
	options Options

	closing context.Context // done once the recognizer is closed
	close   context.CancelFunc

	mu      sync.Mutex
	network *network
	trouble error // of following, until it is mended
	looked  time.Time
	reading chan struct{} // closed once the look at the files that is under way is over
	waited  bool          // for that look

	// These belong to whoever looks at the files, one at a time.
	galleryFile, weightsFile watched
}

const (
	// pace is the time between two looks at the files while rankings are asked for.
	pace = 200 * time.Millisecond
	// lull is the pause after which a ranking waits for the look.
	lull = time.Second
)

// Open reads a gallery's file and makes ready to rank by it, which takes about 3 ms of
// a core's time for each example. Errors name the file; among them are the file
// system's, and those of package gallery. Close frees what a recognizer holds.
func Open(path string) (*Recognizer, error) { return OpenWith(path, Options{}) }

// OpenWith is Open with options.
func OpenWith(path string, options Options) (*Recognizer, error) {
	r := &Recognizer{path: path, options: options}
	r.closing, r.close = context.WithCancel(context.Background())
	r.galleryFile.path, r.weightsFile.path = path, options.Weights
	err := r.follow()
	if r.network == nil || r.galleryFile.err != nil {
		return nil, errors.Join(fmt.Errorf("recognizer: %w", err), r.Close())
	}
	r.trouble, r.looked = err, time.Now()
	return r, nil
}

// Rank compares a drawing with every class of the gallery and returns the limit best,
// or all for limit ≤ 0. Errors: those with ErrDrawing are the drawing's, ErrClosed, and
// the context's.
//
// Rankings follow the gallery's file. Those that come in quick succession go on with
// the gallery as it was while a changed file is read, a fifth of a second after the
// change at most; the first after a pause of a second waits until it is read. If it
// cannot be read they go on with what was there, and Err returns why.
func (r *Recognizer) Rank(ctx context.Context, d Drawing, limit int) (Ranking, error) {
	glyph, err := glyphOf(d)
	if err != nil {
		return Ranking{}, err
	}
	for {
		n, err := r.current(ctx)
		if err != nil {
			return Ranking{}, err
		}
		h, err := n.embed(ctx, glyph)
		if errors.Is(err, errReplaced) {
			continue // by another, between the two lines before
		}
		if err != nil {
			return Ranking{}, err
		}
		return n.rank(h, limit), nil
	}
}

// Len returns the number of the gallery's classes.
func (r *Recognizer) Len() int {
	r.mu.Lock()
	n := r.network
	r.mu.Unlock()
	return n.len()
}

// Err returns why the latest version of the gallery's file, or of the weights, is not
// what is ranked by; nil if it is, as far as is known.
func (r *Recognizer) Err() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.trouble
}

// Close frees what the recognizer holds, once the rankings that are under way have
// come to an end. Those that wait, and later ones, return ErrClosed.
func (r *Recognizer) Close() error {
	r.close()
	r.mu.Lock()
	reading, n := r.reading, r.network
	r.mu.Unlock()
	if reading != nil {
		<-reading // it may have replaced the network
		r.mu.Lock()
		n = r.network
		r.mu.Unlock()
	}
	if n == nil { // it could not be opened
		return nil
	}
	return n.close()
}

// current returns the network to rank with now, having seen to it that the files are
// looked at.
func (r *Recognizer) current(ctx context.Context) (*network, error) {
	r.mu.Lock()
	if r.closing.Err() != nil {
		r.mu.Unlock()
		return nil, ErrClosed
	}
	pause := time.Since(r.looked)
	if r.reading == nil && pause >= pace {
		r.reading, r.waited = make(chan struct{}), pause >= lull
		go r.look(r.reading)
	}
	n, reading, wait := r.network, r.reading, r.waited
	r.mu.Unlock()
	if reading == nil || !wait {
		return n, nil
	}
	select {
	case <-reading:
	case <-r.closing.Done():
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, fmt.Errorf("recognizer: %w", ctx.Err())
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.network, nil
}
