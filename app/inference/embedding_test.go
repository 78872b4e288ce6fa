package inference

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/oneshot"
)

// metered is an encoder that makes an embedding for each token it is given.
type metered struct {
	id     float32
	tokens chan struct{}
}

func (m *metered) Embed(model.Glyph) (model.Embedding, error) {
	<-m.tokens
	return model.Embedding{m.id}, nil
}

func (m *metered) EmbedSupport(g model.Glyph) ([]float32, error) { return m.Embed(g) }

func (m *metered) Close() error { return nil }

func newMetered(id float32) *metered { return &metered{id: id, tokens: make(chan struct{}, 1<<16)} }

func (m *metered) network() (*Network, error) {
	n, err := fakeNetwork(&fakeEncoder{})()
	n.encoder = m
	return n, err
}

func (m *metered) let(n int) {
	for range n {
		m.tokens <- struct{}{}
	}
}

// embeddings asks for those of n glyphs and returns where they come to.
func embeddings(r *Recognizer, n int) <-chan []model.Embedding {
	come := make(chan []model.Embedding, 1)
	r.Embed(make([]model.Glyph, n), func(all []model.Embedding, err error) {
		if err != nil {
			all = nil
		}
		come <- all
	})
	return come
}

// TestRankingGoesOnBesideAnExport: thousands of embeddings are made one at a time,
// and a query waits for one of them at most.
func TestRankingGoesOnBesideAnExport(t *testing.T) {
	e := newMetered(1)
	r := newRecognizer("fake", e.network, nil)
	defer r.Close()
	answers := listen(r)
	come := embeddings(r, 2000)
	e.let(10)
	r.Query(1, asking(1))
	e.let(2) // one for what is under way, one for the query
	if a := next(t, answers); a.Generation != 1 || a.Err != nil {
		t.Errorf("%+v", a)
	}
	r.Register(1, example(1))
	e.let(3000)
	if all := <-come; len(all) != 2000 {
		t.Errorf("%d embeddings", len(all))
	}
}

// TestEmbeddingsAreOneNetworks: another one that comes in between begins anew.
func TestEmbeddingsAreOneNetworks(t *testing.T) {
	before, after := newMetered(1), newMetered(2)
	r := newRecognizer("before", before.network, nil)
	defer r.Close()
	come := embeddings(r, 10)
	before.let(4)
	r.use("after", after.network, nil)
	before.let(5)
	after.let(10)
	for i, h := range <-come {
		if h[0] != 2 {
			t.Errorf("embedding %d is of network %g", i, h[0])
		}
	}
}

// TestClosedBeforeTheEmbeddings: whoever waits is told, also of what was not begun.
func TestClosedBeforeTheEmbeddings(t *testing.T) {
	e := newMetered(1)
	r := newRecognizer("fake", e.network, nil)
	var told atomic.Int32
	ask := func() {
		r.Embed(make([]model.Glyph, 100), func(_ []model.Embedding, err error) {
			if errors.Is(err, ErrClosed) && errors.Is(err, context.Canceled) {
				told.Add(1)
			}
		})
	}
	ask()
	ask()
	e.let(3)
	closed := make(chan struct{})
	go func() { r.Close(); close(closed) }()
	for closing := false; !closing; {
		r.mu.Lock()
		closing = r.closed
		r.mu.Unlock()
	}
	e.let(1) // what is under way comes to its end
	<-closed
	if ask(); told.Load() != 3 {
		t.Errorf("%d of 3 were told", told.Load())
	}
}

// TestNothingLeftToLookAt: the last examples that wait are taken out of the gallery
// instead of being embedded. That too is an end, and what is added later is
// counted by itself.
func TestNothingLeftToLookAt(t *testing.T) {
	for name, empty := range map[string]func(*Recognizer){
		"removed": func(r *Recognizer) { r.RemoveExample(1); r.RemoveExample(2); r.RemoveExample(3) },
		"reset":   func(r *Recognizer) { r.Reset(nil) },
	} {
		t.Run(name, func(t *testing.T) {
			e := newMetered(1)
			r := newRecognizer("fake", e.network, waiting(1, 2, 3))
			defer r.Close()
			defer e.let(100)
			type share struct{ done, total int }
			told := make(chan share, 100)
			r.OnEmbedded(func(done, total int) { told <- share{done, total} })
			empty(r)
			e.let(1) // for the one under way
			for {
				select {
				case s := <-told:
					if s.done == s.total {
						return
					}
				case <-time.After(10 * time.Second):
					t.Fatal("its end is never told")
				}
			}
		})
	}
}

// TestRankEach answers for each glyph, before an export that was asked for earlier.
func TestRankEach(t *testing.T) {
	e := newMetered(1)
	r := newRecognizer("fake", e.network, nil)
	defer r.Close()
	r.Load(placed(1, 11))
	r.Load(placed(2, 21))
	export := embeddings(r, 1000)
	e.let(12) // the two examples, and some of the export
	answered := make(chan []model.Answer, 1)
	r.RankEach(make([]model.Glyph, 3), 1, func(all []model.Answer, err error) {
		if err != nil {
			t.Error(err)
		}
		answered <- all
	})
	e.let(4) // one that is under way, three to rank
	all := <-answered
	if len(all) != 3 {
		t.Fatalf("%d answers to three glyphs", len(all))
	}
	for i, a := range all {
		if len(a.Matches) != 1 || a.Matches[0].Class != 1 || a.Threshold != 0.5 {
			t.Errorf("answer %d: %+v", i, a)
		}
	}
	select {
	case <-export:
		t.Error("the export came first")
	default:
	}
	e.let(2000)
	if got := <-export; len(got) != 1000 {
		t.Errorf("%d embeddings", len(got))
	}
}

// TestSurvey tells how far it is, has the gallery's embeddings, and ends when told.
func TestSurvey(t *testing.T) {
	e := newMetered(1)
	r := newRecognizer("fake", e.network, nil)
	defer r.Close()
	r.Load(placed(1, 11, 12))
	e.let(100)
	ctx, cancel := context.WithCancel(t.Context())
	type result struct {
		glyphs, support, dim int
		err                  error
	}
	results := make(chan result, 2)
	var steps []int
	survey := func(n int, progress func(int)) {
		r.Survey(ctx, make([]model.Glyph, n), progress, func(all []model.Embedding, s oneshot.Support, m oneshot.Metric, err error) {
			got := result{glyphs: len(all), support: len(s.Examples), err: err}
			if m != nil {
				got.dim = m.Dim()
			}
			results <- got
		})
	}
	survey(3, func(n int) { steps = append(steps, n) })
	if got := <-results; got != (result{3, 2, 1, nil}) || len(steps) != 3 || steps[2] != 2 {
		t.Errorf("%+v after steps %v", got, steps)
	}
	survey(10, func(n int) {
		if n == 4 {
			cancel()
		}
	})
	if got := <-results; !errors.Is(got.err, context.Canceled) || got.glyphs != 0 {
		t.Errorf("given up: %+v", got)
	}
}
