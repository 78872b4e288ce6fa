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
		index: oneshot.NewIndex(m.Metric()), gallery: gallery.New(),
	}
	for range cap(n.encoders) {
		n.encoders <- nil
	}
	return n
}

// embed waits for an encoder.
func (n *network) embed(ctx context.Context, g model.Glyph) (h model.Embedding, err error) {
	var e *siamese.Encoder
	select {
	case <-n.closed:
		return nil, errReplaced
	default:
	}
	select {
	case e = <-n.encoders:
	case <-n.closed:
		return nil, errReplaced
	case <-ctx.Done():
		return nil, fmt.Errorf("recognizer: %w", ctx.Err())
	}
	defer func() { n.encoders <- e }()
	if e == nil {
		if e, err = siamese.NewEncoder(n.model); err != nil {
			return nil, fmt.Errorf("recognizer: %w", err)
		}
	}
	if h, err = e.Embed(g); err != nil {
		return nil, fmt.Errorf("recognizer: %w", err)
	}
	return h, nil
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
	dim := n.model.Metric().Dim()
	h, err := n.embedAll(ctx, glyphs, dim, threads)
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
		if err := n.index.Add(a.Class, a.Example.ID, h[i*dim:(i+1)*dim]); err != nil {
			return err
		}
	}
	n.gallery = next
	return nil
}

// embedAll returns (len(glyphs), dim): one at a time where they are few, since a batch
// costs as much when it is not full.
func (n *network) embedAll(ctx context.Context, glyphs []model.Glyph, dim, threads int) ([]float32, error) {
	const few = 8
	if len(glyphs) > few {
		return n.model.EmbedAll(ctx, glyphs, threads, nil)
	}
	all := make([]float32, 0, len(glyphs)*dim)
	for _, g := range glyphs {
		h, err := n.embed(ctx, g)
		if err != nil {
			return nil, err
		}
		all = append(all, h...)
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
