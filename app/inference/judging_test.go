package inference

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/confusion"
)

// judged asks for a judgement and returns where it comes to.
func judged(t *testing.T, ctx context.Context, r *Recognizer) <-chan confusion.Report {
	come := make(chan confusion.Report, 1)
	go func() {
		report, err := r.Judge(ctx, nil)
		if err != nil {
			t.Error(err)
		}
		come <- report
	}()
	return come
}

// TestJudgingWaitsForTheWholeGallery, and ranking does not wait for it.
func TestJudgingWaitsForTheWholeGallery(t *testing.T) {
	e := newMetered(1)
	r := newRecognizer("fake", e.network, nil)
	defer r.Close()
	r.Load(placed(1, 11, 12))
	r.Load(placed(2, 21, 22, 23))
	answers := listen(r)
	come := judged(t, t.Context(), r)
	e.let(3)
	time.Sleep(20 * time.Millisecond)
	select {
	case report := <-come:
		t.Fatalf("three of five are embedded, and it is judged: %+v", report)
	default:
	}
	e.let(1)
	r.Query(1, asking(1))
	e.let(100)
	<-answers
	report := <-come
	if report.Classes != 2 || report.Examples != 5 || report.LeftOut.Asked != 5 {
		t.Errorf("judged: %+v", report)
	}
	before := r.Network()
	r.use("another", e.network, nil)
	r.Load(placed(2, 21, 22, 23))
	if again := <-judged(t, t.Context(), r); again.Examples != 3 || r.Network() == before {
		t.Errorf("by another network: %+v", again)
	}
	r.Load(placed(1, 11, 12))
	r.RemoveExample(11)
	r.RemoveExample(12)
	if report = <-judged(t, t.Context(), r); report.Classes != 1 || report.Examples != 3 {
		t.Errorf("after two were removed: %+v", report)
	}
}

func TestJudgingEnds(t *testing.T) {
	e := newMetered(1)
	r := newRecognizer("fake", e.network, nil)
	r.Load(placed(1, 11, 12))
	ctx, cancel := context.WithCancel(t.Context())
	gaveUp, waiting := make(chan error, 1), make(chan error, 1)
	judge := func(ctx context.Context, to chan error) {
		_, err := r.Judge(ctx, nil)
		to <- err
	}
	go judge(ctx, gaveUp)
	cancel()
	if err := <-gaveUp; !errors.Is(err, context.Canceled) || errors.Is(err, ErrClosed) {
		t.Errorf("given up: %v", err)
	}
	go judge(t.Context(), waiting)
	time.Sleep(10 * time.Millisecond)
	go func() { time.Sleep(10 * time.Millisecond); e.let(1) }() // the one that is being embedded
	r.Close()
	if err := <-waiting; !errors.Is(err, ErrClosed) {
		t.Errorf("closed while it waited: %v", err)
	}
	if _, err := r.Judge(t.Context(), nil); !errors.Is(err, ErrClosed) {
		t.Errorf("closed before: %v", err)
	}
}

func TestJudgingWithoutANetwork(t *testing.T) {
	broken := errors.New("broken weights")
	r := newRecognizer("fake", func() (*Network, error) { return nil, broken }, nil)
	defer r.Close()
	if _, err := r.Judge(t.Context(), nil); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}
