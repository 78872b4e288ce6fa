package recognizer

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/oneshot"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// network is one set of weights at work on the gallery.
type network struct {
	model *siamese.Model
	// encoders holds one for each processor, nil until it is first needed. Who takes
	// one out puts it back.
	encoders chan *siamese.Encoder
	closed   chan struct{}

	mu      sync.Mutex
	index   *oneshot.Index
	gallery *gallery.Gallery // whose examples the index holds; never changed
}

// errReplaced says that a network is closed.
var errReplaced = errors.New("recognizer: other weights are in use")

func newNetwork(m *siamese.Model) *network {
	n := &network{
		model: m, closed: make(chan struct{}), encoders: make(chan *siamese.Encoder, runtime.GOMAXPROCS(0)),
		index: oneshot.NewIndex(m.Metric(), m.Turns()), gallery: gallery.New(),
	}
	for range cap(n.encoders) {
		n.encoders <- nil
	}
	return n
}

// embed returns a drawing's embedding, to be compared with the gallery.
func (n *network) embed(ctx context.Context, g model.Glyph) (h model.Embedding, err error) {
	err = n.with(ctx, func(e *siamese.Encoder) (err error) { h, err = e.Embed(g); return err })
	return h, err
}

// with waits for an encoder and has something done with it.
func (n *network) with(ctx context.Context, do func(*siamese.Encoder) error) (err error) {
	var e *siamese.Encoder
	select {
	case <-n.closed:
		return errReplaced
	default:
	}
	select {
	case e = <-n.encoders:
	case <-n.closed:
		return errReplaced
	case <-ctx.Done():
		return fmt.Errorf("recognizer: %w", ctx.Err())
	}
	defer func() { n.encoders <- e }()
	if e == nil {
		if e, err = siamese.NewEncoder(n.model); err != nil {
			return fmt.Errorf("recognizer: %w", err)
		}
	}
	if err := do(e); err != nil {
		return fmt.Errorf("recognizer: %w", err)
	}
	return nil
}

// rank compares an embedding with the gallery.
func (n *network) rank(h model.Embedding, limit int) Ranking {
	n.mu.Lock()
	defer n.mu.Unlock()
	matches := n.index.Rank(h, limit)
	r := Ranking{Matches: make([]Match, len(matches))}
	for i, m := range matches {
		class, _ := n.gallery.Class(m.Class)
		r.Matches[i] = Match{class.Name, class.Copied(), m.Similarity}
	}
	if len(matches) > 0 {
		r.Known = matches[0].Similarity >= n.model.Calibration().For(n.index.Len()).Threshold
	}
	return r
}

func (n *network) len() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.gallery.Len()
}

// load makes another gallery the one that is ranked by. Only the examples that are new
// are embedded, on a number of threads (0: all), while the one before goes on ranking.
func (n *network) load(ctx context.Context, next *gallery.Gallery, threads int) error {
	n.mu.Lock()
	before := n.gallery
	n.mu.Unlock()
	gone, moved, added := compare(before, next)
	glyphs := make([]model.Glyph, len(added))
	for i, a := range added {
		var err error
		if glyphs[i], err = a.Example.Glyph(); err != nil {
			return fmt.Errorf("example %d: %w", a.Example.ID, err)
		}
	}
	h, err := n.embedSupport(ctx, glyphs, threads)
	if err != nil {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, id := range gone {
		n.index.RemoveExample(id)
	}
	for _, m := range moved {
		n.index.Move(m.Example.ID, m.Class)
	}
	for i, a := range added {
		width := len(h) / len(added)
		if err := n.index.Add(a.Class, a.Example.ID, h[i*width:(i+1)*width]); err != nil {
			return err
		}
	}
	n.gallery = next
	return nil
}

// embedSupport returns (len(glyphs), looks, dim), registered drawings with their turned
// copies: on one thread where they are few, for which it is not worth building an
// encoder.
func (n *network) embedSupport(ctx context.Context, glyphs []model.Glyph, threads int) (all []float32, err error) {
	const few = 8
	if len(glyphs) > few {
		return n.model.EmbedSupportAll(ctx, glyphs, threads, nil)
	}
	for _, g := range glyphs {
		err := n.with(ctx, func(e *siamese.Encoder) error {
			h, err := e.EmbedSupport(g)
			all = append(all, h...)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// close frees the encoders once they are put back.
func (n *network) close() (err error) {
	n.mu.Lock()
	select {
	case <-n.closed:
		n.mu.Unlock()
		return nil
	default:
	}
	close(n.closed)
	n.mu.Unlock()
	for range cap(n.encoders) {
		if e := <-n.encoders; e != nil {
			err = errors.Join(err, e.Close())
		}
	}
	return err
}
