package ui

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/model"
	play "github.com/oneglyph/oneglyph/model/challenge"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/oneshot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/ui/health"
	"github.com/oneglyph/oneglyph/ui/shell"
)

func TestMain(m *testing.M) {
	os.Setenv("LC_ALL", "en_US.UTF-8") // what the tests read
	os.Setenv("LANG", "en_US.UTF-8")
	os.Exit(m.Run())
}

// fakeRanker writes down what it is asked and answers when the test says so.
type fakeRanker struct {
	queries    []uint64
	glyphs     []model.Glyph // of the queries and of what was registered
	registered map[model.ExampleID]model.ClassID
	removed    []model.ExampleID
	loads      int
	thresholds []siamese.Threshold
	answer     func(model.Answer)
	deaf       bool // passes queries over
}

func (r *fakeRanker) Query(generation uint64, glyph func() (model.Glyph, error)) {
	if r.deaf {
		return
	}
	g, err := glyph()
	if err != nil {
		panic(err)
	}
	r.queries = append(r.queries, generation)
	r.glyphs = append(r.glyphs, g)
}

func (r *fakeRanker) Register(c model.ClassID, e gallery.Example) {
	g, err := e.Glyph()
	if err != nil {
		panic(err)
	}
	r.registered[e.ID] = c
	r.glyphs = append(r.glyphs, g)
}

func (r *fakeRanker) Load(all []gallery.ClassExample) {
	r.loads++
	for _, p := range all {
		r.registered[p.Example.ID] = p.Class
	}
}

func (r *fakeRanker) RemoveExample(e model.ExampleID) {
	r.removed = append(r.removed, e)
	delete(r.registered, e)
}

func (r *fakeRanker) Move(e model.ExampleID, c model.ClassID) { r.registered[e] = c }

func (r *fakeRanker) Reset(all []gallery.ClassExample) {
	clear(r.registered)
	r.Load(all)
}

// RankEach answers at once: whatever is drawn is most like what was registered first.
func (r *fakeRanker) RankEach(glyphs []model.Glyph, best int, done func([]model.Answer, error)) {
	var matches []model.Match
	seen := make(map[model.ClassID]bool)
	for _, e := range slices.Sorted(maps.Keys(r.registered)) {
		if c := r.registered[e]; !seen[c] && len(matches) < best {
			seen[c] = true
			matches = append(matches, model.Match{Class: c, Example: e, Similarity: 0.9 / float64(len(matches)+1)})
		}
	}
	answers := make([]model.Answer, len(glyphs))
	for i := range answers {
		answers[i] = model.Answer{Matches: matches, Threshold: 0.5}
	}
	done(answers, nil)
}

// Survey answers at once that all glyphs are alike.
func (r *fakeRanker) Survey(_ context.Context, glyphs []model.Glyph, _ func(int), done func([]model.Embedding, oneshot.Support, oneshot.Metric, error)) {
	h := make([]model.Embedding, len(glyphs))
	for i := range h {
		h[i] = model.Embedding{0}
	}
	done(h, oneshot.Support{}, sameness{}, nil)
}

// sameness finds everything alike.
type sameness struct{}

func (sameness) Dim() int                                     { return 1 }
func (sameness) Logits([]float32, model.Embedding, []float32) {}
func (sameness) Similarity(float32) float64                   { return 0.9 }

func (r *fakeRanker) Thresholds() []siamese.Threshold { return r.thresholds }
func (r *fakeRanker) Describe() string                { return "fake" }
func (r *fakeRanker) OnAnswer(f func(model.Answer))   { r.answer = f }

func (r *fakeRanker) latest() uint64 { return r.queries[len(r.queries)-1] }

// fakeKeeper keeps galleries by their paths, in memory.
type fakeKeeper struct {
	gallery  *gallery.Gallery
	changes  int
	notice   string
	failed   func(error)
	document gallery.Document
	files    map[string]*gallery.Gallery
	recent   []string
	stuck    error // of Flush
	refuses  error // of New, Open, Save and SaveAs
	news     func(string)
}

func (k *fakeKeeper) Gallery() *gallery.Gallery  { return k.gallery }
func (k *fakeKeeper) Notice() string             { return k.notice }
func (k *fakeKeeper) OnError(f func(error))      { k.failed = f }
func (k *fakeKeeper) OnNotice(f func(string))    { k.news = f }
func (k *fakeKeeper) Flush() error               { return k.stuck }
func (k *fakeKeeper) Document() gallery.Document { return k.document }
func (k *fakeKeeper) Recent() []string           { return k.recent }

func (k *fakeKeeper) Changed() {
	k.changes++
	k.document.Unsaved = k.document.Path != ""
}

// doing is the work of a fake, done at once where it is called.
func doing(kept string, err error) shell.DiskTask {
	return func() (string, func(), error) { return kept, func() {}, err }
}

func (k *fakeKeeper) New() shell.DiskTask { return k.show("", gallery.New()) }

func (k *fakeKeeper) Open(_ context.Context, path string) shell.DiskTask {
	if k.files[path] == nil {
		return doing("", fs.ErrNotExist)
	}
	return k.show(path, k.files[path].Clone())
}

func (k *fakeKeeper) show(path string, p *gallery.Gallery) shell.DiskTask {
	if k.refuses != nil {
		return doing("", k.refuses)
	}
	kept := ""
	if k.document.Path == "" || k.document.Unsaved {
		kept = "/earlier/kept.oneglyph"
	}
	return func() (string, func(), error) {
		return kept, func() { k.gallery, k.document = p, gallery.Document{Path: path} }, nil
	}
}

func (k *fakeKeeper) Save() shell.DiskTask {
	if k.refuses != nil {
		return doing("", k.refuses)
	}
	if k.document.Path == "" {
		return doing("", gallery.ErrNoFile)
	}
	return k.SaveAs(k.document.Path)
}

func (k *fakeKeeper) SaveAs(path string) shell.DiskTask {
	if k.refuses != nil && !errors.Is(k.refuses, gallery.ErrChangedOnDisk) {
		return doing("", k.refuses)
	}
	written := k.gallery.Clone()
	return func() (string, func(), error) {
		return "", func() { k.files[path], k.document = written, gallery.Document{Path: path} }, nil
	}
}

// fakeDialogs answers every dialog with one path, or none.
type fakeDialogs struct {
	path string
	err  error
	asks chan shell.FileRequest
}

func (c *fakeDialogs) Open(r shell.FileRequest) (string, error) { c.asks <- r; return c.path, c.err }

func (c *fakeDialogs) OpenFolder(r shell.FileRequest) (string, error) {
	c.asks <- r
	return c.path, c.err
}

func (c *fakeDialogs) Save(r shell.FileRequest) (string, error) { c.asks <- r; return c.path, c.err }

type fakeSettings map[string]any

func (s fakeSettings) FloatWithFallback(key string, fallback float64) float64 {
	if v, ok := s[key].(float64); ok {
		return v
	}
	return fallback
}

func (s fakeSettings) StringWithFallback(key, fallback string) string {
	if v, ok := s[key].(string); ok {
		return v
	}
	return fallback
}

func (s fakeSettings) SetFloat(key string, v float64) { s[key] = v }
func (s fakeSettings) SetString(key, v string)        { s[key] = v }

// stage is a window over fakes, and a hand that uses it.
type stage struct {
	*drawTab
	w        *Window
	t        testing.TB
	ranker   *fakeRanker
	keeper   *fakeKeeper
	dialogs  *fakeDialogs
	closed   bool // the window
	settings fakeSettings
	begins   string       // a file
	beside   func(func()) // does the disk's work; nil: goroutines do
	// queue holds what goroutines have for Fyne's, where work is done beside it;
	// nil: it is done at once.
	queue chan func()

	judge     health.Judge
	trainer   fakeTrainer
	weights   fakeWeights
	downloads fakeDownloads
	exporter  fakeExporter
}

func newStage(t testing.TB, names ...string) *stage {
	t.Helper()
	s := prepareStage(t, names...)
	s.open()
	return s
}

func prepareStage(t testing.TB, names ...string) *stage {
	t.Helper()
	s := &stage{
		t:        t,
		ranker:   &fakeRanker{registered: map[model.ExampleID]model.ClassID{}},
		keeper:   &fakeKeeper{gallery: gallery.New(), files: map[string]*gallery.Gallery{}},
		dialogs:  &fakeDialogs{asks: make(chan shell.FileRequest, 10)},
		settings: fakeSettings{},
		beside:   func(f func()) { f() },
	}
	for i, name := range names {
		y := 0.1 + 0.8*float32(i)/float32(len(names))
		c, err := s.keeper.gallery.Add(name, gallery.FromStrokes([]model.Stroke{{{X: 0, Y: 0}, {X: 1, Y: y}}}))
		if err != nil {
			t.Fatal(err)
		}
		s.ranker.registered[c.Examples[0].ID] = c.ID
	}
	return s
}

func (s *stage) open() {
	a, beside := test.NewTempApp(s.t), func(f func()) { s.beside(f) }
	if s.queue != nil {
		a = looped{a, s.queue}
		fyne.SetCurrentApp(a)
	}
	if s.weights.own == nil {
		s.weights.own = someNetwork()
	}
	w := NewWindow(a, Deps{
		Beside: beside,
		Ranker: s.ranker, Keeper: s.keeper, Settings: s.settings, Dialogs: s.dialogs,
		Open:    s.begins,
		Judge:   s.judge,
		Trainer: &s.trainer, Weights: &s.weights, Downloads: &s.downloads, Exporter: &s.exporter,
		Trials: noTrials{},
	})
	s.closed = false
	w.session.Window.SetOnClosed(func() { s.closed = true; w.closed() })
	s.t.Cleanup(func() {
		if !s.closed {
			w.session.Window.Close()
		}
	})
	s.w, s.drawTab = w, w.draw
}

func (s *stage) class(name string) gallery.Class {
	s.t.Helper()
	c, ok := s.keeper.gallery.Find(name)
	if !ok {
		s.t.Fatalf("no class %q", name)
	}
	return c
}

// draw leaves one stroke on the pad.
func (s *stage) draw() {
	at := func(x, y float32) fyne.PointEvent { return fyne.PointEvent{Position: fyne.NewPos(x, y)} }
	s.session.Pad.MouseDown(&desktop.MouseEvent{PointEvent: at(50, 50), Button: desktop.MouseButtonPrimary})
	s.session.Pad.Dragged(&fyne.DragEvent{PointEvent: at(150, 80)})
	s.session.Pad.MouseUp(&desktop.MouseEvent{PointEvent: at(150, 80), Button: desktop.MouseButtonPrimary})
}

// answer ranks classes by name with falling similarity.
func (s *stage) answer(generation uint64, best float64, names ...string) {
	s.t.Helper()
	a := model.Answer{Generation: generation, Threshold: 0.5, Elapsed: 1100 * time.Microsecond}
	for i, name := range names {
		c := s.class(name)
		similarity := best / float64(i+1)
		a.Matches = append(a.Matches, model.Match{Class: c.ID, Example: c.Examples[0].ID, Similarity: similarity})
	}
	s.ranker.answer(a)
}

// key types a key where the focus is, or on the window.
func (s *stage) key(name fyne.KeyName) {
	e := &fyne.KeyEvent{Name: name}
	if f := s.session.Window.Canvas().Focused(); f != nil {
		f.TypedKey(e)
	} else {
		s.session.Window.Canvas().OnTypedKey()(e)
	}
}

// press returns the shortcut to what has the focus, or to the window's handler,
// which a test canvas does not hand out.
func (s *stage) press(keys fyne.Shortcut) {
	if f, ok := s.session.Window.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(keys)
	} else {
		s.w.typedShortcut(keys)
	}
}

// listed returns the names in the ranking from the top.
func (s *stage) listed() (names []string) {
	for _, v := range s.ranking.standings {
		names = append(names, v.name)
	}
	return names
}

// noTrials is that no data set is at hand.
type noTrials struct{}

func (noTrials) AtHand() play.Files { return play.Files{} }

func (noTrials) FetchTask(context.Context, func(omniglot.Transfer)) error { return os.ErrNotExist }
func (noTrials) FetchSets(context.Context, func(omniglot.Transfer)) error { return os.ErrNotExist }

// someNetwork is a network that the Challenge page plays against.
var someNetwork = sync.OnceValue(func() *siamese.Model {
	m, err := siamese.New(siamese.Compact(), 1)
	if err != nil {
		panic(err)
	}
	return m
})
