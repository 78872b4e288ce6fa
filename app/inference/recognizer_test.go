package inference

import (
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/oneshot"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// fakeEncoder embeds a glyph as its mean ink; it holds Embed back while gate is
// locked.
type fakeEncoder struct {
	gate   sync.Mutex
	busy   bool // not guarded: the race detector reports a second goroutine
	closed bool
	err    error
}

func (f *fakeEncoder) Embed(g model.Glyph) (model.Embedding, error) {
	f.gate.Lock()
	defer f.gate.Unlock()
	if f.busy || f.closed {
		panic("an encoder used twice at once, or closed")
	}
	f.busy = true
	defer func() { f.busy = false }()
	sum := float32(0)
	for _, v := range g.Pix() {
		sum += float32(v)
	}
	return model.Embedding{sum}, f.err
}

func (f *fakeEncoder) EmbedSupport(g model.Glyph) ([]float32, error) { return f.Embed(g) }

func (f *fakeEncoder) Close() error { f.closed = true; return nil }

// indifferent finds every example equally like a query, so that classes rank by
// their number.
type indifferent struct{}

func (indifferent) Dim() int                                           { return 1 }
func (indifferent) Logits(_ []float32, _ model.Embedding, _ []float32) {}
func (indifferent) Similarity(float32) float64                         { return 0.5 }

func fakeNetwork(e *fakeEncoder) func() (*Network, error) {
	return func() (*Network, error) {
		return &Network{siamese.Calibration{Threshold: 0.5}, e, oneshot.NewIndex(indifferent{}, model.Turns{})}, nil
	}
}

func glyph(n int) model.Glyph {
	g, err := model.FromStrokes([]model.Stroke{{{X: 0, Y: 0}, {X: float32(1 + n), Y: 1}}})
	if err != nil {
		panic(err)
	}
	return g
}

// asking is what a query hands over of the n-th glyph.
func asking(n int) func() (model.Glyph, error) {
	return func() (model.Glyph, error) { return glyph(n), nil }
}

func example(id int) gallery.Example {
	e := gallery.FromStrokes([]model.Stroke{{{X: 0, Y: 0}, {X: float32(1 + id%97), Y: 1}}})
	e.ID = model.ExampleID(id)
	return e
}

func placed(class int, ids ...int) (all []gallery.ClassExample) {
	for _, id := range ids {
		all = append(all, gallery.ClassExample{Class: model.ClassID(class), Example: example(id)})
	}
	return all
}

func waiting(ids ...int) (all []pendingExample) {
	for _, id := range ids {
		all = append(all, pendingExample{model.ClassID(id), model.ExampleID(id), func() (model.Glyph, error) { return glyph(id), nil }})
	}
	return all
}

// listen gathers a recognizer's answers.
func listen(r *Recognizer) <-chan model.Answer {
	answers := make(chan model.Answer, 10_000)
	r.OnAnswer(func(a model.Answer) { answers <- a })
	return answers
}

func next(t *testing.T, answers <-chan model.Answer) model.Answer {
	t.Helper()
	select {
	case a := <-answers:
		return a
	case <-time.After(30 * time.Second):
		t.Fatal("no answer")
		panic("unreachable")
	}
}

func examplesOf(a model.Answer) (ids []int) {
	for _, m := range a.Matches {
		ids = append(ids, int(m.Example))
	}
	return ids
}

func TestEditsComeInOrderAndBeforeTheQuery(t *testing.T) {
	r := newRecognizer("fake", fakeNetwork(&fakeEncoder{}), nil)
	defer r.Close()
	answers := listen(r)
	r.Register(1, example(10))
	r.Register(1, example(11))
	r.Register(2, example(12))
	r.Register(3, example(13))
	r.RemoveExample(10)
	r.RemoveExample(13)
	r.Query(7, asking(5))
	a := next(t, answers)
	if a.Generation != 7 || a.Threshold != 0.5 || a.Err != nil || !slices.Equal(examplesOf(a), []int{11, 12}) {
		t.Errorf("answer is %+v", a)
	}
	if all := r.Thresholds(); !slices.ContainsFunc(all, func(s siamese.Threshold) bool { return s.Own && s.Similarity == 0.5 }) {
		t.Errorf("thresholds are %v", all)
	}
	if r.Describe() != "fake" {
		t.Errorf("describes %q", r.Describe())
	}
}

func TestOnlyTheLatestQueryIsAnswered(t *testing.T) {
	e := &fakeEncoder{}
	r := newRecognizer("fake", fakeNetwork(e), nil)
	defer r.Close()
	answers := listen(r)
	e.gate.Lock()
	for i := range uint64(1000) {
		r.Query(i, asking(int(i%7)))
	}
	e.gate.Unlock()
	count := 1
	for a := next(t, answers); a.Generation != 999; a = next(t, answers) {
		count++
	}
	if count > 2 { // the one that was being answered, and the latest
		t.Errorf("%d answers", count)
	}
}

func TestQueriesOvertakeTheLoading(t *testing.T) {
	ids := make([]int, 200)
	for i := range ids {
		ids[i] = i + 1
	}
	e := &fakeEncoder{}
	e.gate.Lock()
	r := newRecognizer("fake", fakeNetwork(e), waiting(ids...))
	defer r.Close()
	answers := listen(r)
	r.Query(1, asking(1))
	r.RemoveExample(200) // while it waits to be embedded
	r.Register(300, example(300))
	e.gate.Unlock()
	if a := next(t, answers); len(a.Matches) > 5 {
		t.Errorf("the first answer waited for %d classes", len(a.Matches))
	}
	// Once all is there, the last query is answered anew.
	a := next(t, answers)
	want := append(ids[:199:199], 300)
	if a.Generation != 1 || !slices.Equal(examplesOf(a), want) {
		t.Errorf("the second answer, %d, ranks %v", a.Generation, examplesOf(a))
	}
}

func classesOf(a model.Answer) (ids []int) {
	for _, m := range a.Matches {
		ids = append(ids, int(m.Class))
	}
	return ids
}

func TestMovedExamples(t *testing.T) {
	e := &fakeEncoder{}
	e.gate.Lock()
	r := newRecognizer("fake", fakeNetwork(e), waiting(1, 2))
	defer r.Close()
	answers := listen(r)
	r.Move(2, 7) // while it waits to be embedded
	r.Register(3, example(3))
	r.Move(3, 7)
	r.Query(1, asking(0))
	e.gate.Unlock()
	a := next(t, answers)
	for len(a.Matches) != 2 {
		a = next(t, answers)
	}
	r.RemoveExample(2)
	r.Query(2, asking(0)) // class 7 still has the other one
	for a.Generation != 2 {
		a = next(t, answers)
	}
	if got := classesOf(a); !slices.Equal(got, []int{1, 7}) || !slices.Equal(examplesOf(a), []int{1, 3}) {
		t.Errorf("classes are %v by examples %v", got, examplesOf(a))
	}
}

func TestAnotherGallery(t *testing.T) {
	e := &fakeEncoder{}
	r := newRecognizer("fake", fakeNetwork(e), waiting(1, 2))
	defer r.Close()
	answers := listen(r)
	e.gate.Lock()
	r.Query(1, asking(0))
	r.Reset(append(placed(5, 10), placed(6, 11)...))
	r.Load(placed(7, 12))
	r.Query(2, asking(0))
	e.gate.Unlock()
	a := next(t, answers)
	for a.Generation != 2 || len(a.Matches) != 3 {
		a = next(t, answers)
	}
	if !slices.Equal(examplesOf(a), []int{10, 11, 12}) || !slices.Equal(classesOf(a), []int{5, 6, 7}) {
		t.Errorf("ranks %v of %v", examplesOf(a), classesOf(a))
	}
	r.Reset(nil)
	r.Query(3, asking(0))
	if a := next(t, answers); a.Generation != 3 || len(a.Matches) != 0 {
		t.Errorf("of an empty gallery %+v", a)
	}
}

func TestNewWeights(t *testing.T) {
	before, after := &fakeEncoder{}, &fakeEncoder{}
	r := newRecognizer("before", fakeNetwork(before), waiting(1, 2))
	answers := listen(r)
	r.use("after", fakeNetwork(after), waiting(1, 2, 3))
	r.RemoveExample(2)
	r.Query(1, asking(0))
	a := next(t, answers)
	for len(a.Matches) != 2 {
		a = next(t, answers)
	}
	if !slices.Equal(examplesOf(a), []int{1, 3}) || r.Describe() != "after" || !before.closed {
		t.Errorf("ranks %v by %q; the old encoder closed: %t", examplesOf(a), r.Describe(), before.closed)
	}
	r.use("broken", func() (*Network, error) { return nil, errors.New("broken") }, nil)
	if a := next(t, answers); a.Err == nil {
		t.Error("broken weights were not told of")
	}
	r.Query(2, asking(0))
	if a := next(t, answers); a.Err != nil || len(a.Matches) != 2 || r.Describe() != "after" {
		t.Errorf("after broken weights: %+v by %q", a, r.Describe())
	}
	r.Close()
	if !after.closed {
		t.Error("the encoder was left open")
	}
}

func TestFailuresAreAnswers(t *testing.T) {
	broken := errors.New("broken")
	r := newRecognizer("x", func() (*Network, error) { return nil, broken }, waiting(1))
	answers := listen(r)
	r.Register(1, example(1))
	r.RemoveExample(1)
	r.Move(1, 2)
	r.Query(3, asking(1))
	a := next(t, answers)
	for a.Generation != 3 {
		a = next(t, answers)
	}
	if !errors.Is(a.Err, broken) {
		t.Errorf("without a network: %+v", a)
	}
	r.Close()

	r = newRecognizer("x", fakeNetwork(&fakeEncoder{err: broken}), nil)
	answers = listen(r)
	r.Query(4, asking(1))
	if a := next(t, answers); a.Generation != 4 || !errors.Is(a.Err, broken) || a.Matches != nil {
		t.Errorf("with a failing network: %+v", a)
	}
	r.Close()
}

// Everything at once, for the race detector; in the end the gallery is what the
// edits, in each goroutine's order, make it.
func TestUnderFire(t *testing.T) {
	r := newRecognizer("fake", fakeNetwork(&fakeEncoder{}), nil)
	answers := listen(r)
	var all sync.WaitGroup
	for worker := range 4 {
		all.Go(func() {
			rnd := rand.New(rand.NewPCG(1, uint64(worker)))
			for i := range 200 {
				id := worker*1000 + i
				r.Register(model.ClassID(id), example(id))
				r.Query(uint64(i), asking(i))
				if i%2 == 1 {
					r.RemoveExample(model.ExampleID(id))
				}
				if rnd.IntN(20) == 0 {
					_ = r.Describe()
				}
			}
		})
	}
	all.Wait()
	r.Query(1e9, asking(0))
	a := next(t, answers)
	for a.Generation != 1e9 {
		if a.Err != nil {
			t.Fatal(a.Err)
		}
		a = next(t, answers)
	}
	if len(a.Matches) != 400 {
		t.Errorf("%d classes left", len(a.Matches))
	}
	r.Close()
}
