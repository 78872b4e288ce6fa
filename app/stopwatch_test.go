package app

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/app/inference"
	"github.com/oneglyph/oneglyph/app/store"
	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train/runs"
	"github.com/oneglyph/oneglyph/ui"
	"github.com/oneglyph/oneglyph/ui/uitest"
)

// stopwatch is the program's window with a clock at both ends, and the loop that
// Fyne's goroutine runs: the benchmark's own.
type stopwatch struct {
	*inference.Recognizer
	pad     *canvas.Pad
	queue   chan func() // what other goroutines have for this one
	err     error
	matches int // in the latest answer

	began   time.Time // when the present event was due
	waiting []unanswered

	latencies, draws, shows []time.Duration
	frames                  []time.Duration // all that Fyne's goroutine does

	trainer *runs.Trainer
	step    int // of the run under way, as the window has heard
	titles  []fyne.Tappable
}

// heard is a trainer whose reports the stopwatch hears after the window.
type heard struct {
	*runs.Trainer
	s *stopwatch
}

func (h heard) OnReport(f func(runs.Report)) {
	h.Trainer.OnReport(func(r runs.Report) {
		f(r)
		fyne.Do(func() { h.s.step = r.Progress.Step })
	})
}

// unanswered is an event that has not been answered.
type unanswered struct {
	generation uint64
	began      time.Time
}

// newStopwatch opens the window over a gallery, ranked by weights in the data
// folder or, for nil, by the program's own.
func newStopwatch(b *testing.B, classes int, other *siamese.Model) *stopwatch {
	b.Helper()
	s := &stopwatch{queue: make(chan func(), 1024)}
	a := uitest.Looped(test.NewTempApp(b), s.queue)
	fyne.SetCurrentApp(a)
	dir := b.TempDir()
	keeper, err := store.Open(dir, lang.L)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = keeper.Close() })
	r := rand.New(rand.NewPCG(50, 1000))
	for i := range classes {
		if _, err := keeper.Gallery().Add(fmt.Sprint("class ", i), gallery.FromStrokes(randomStrokes(r))); err != nil {
			b.Fatal(err)
		}
	}
	if other != nil {
		if err := other.Save(inference.WeightsPath(dir)); err != nil {
			b.Fatal(err)
		}
	}
	weights, err := inference.OpenWeights(dir, keeper)
	if err != nil {
		b.Fatal(err)
	}
	s.Recognizer = weights.Recognizer
	b.Cleanup(s.Close)
	s.trainer = runs.Open(filepath.Join(dir, "runs"))
	b.Cleanup(s.trainer.Close)
	ui.NewWindow(a, ui.Deps{
		Ranker: s, Keeper: keeper, Settings: OpenSettings(dir),
		Trainer: heard{s.trainer, s}, Weights: weights, Downloads: downloads{dir}, Trials: downloads{dir},
	})
	windows := a.Driver().AllWindows()
	for _, o := range test.LaidOutObjects(windows[len(windows)-1].Content()) {
		if pad, ok := o.(*canvas.Pad); ok && s.pad == nil { // the Draw page's is the first
			s.pad = pad
		}
		if title, ok := o.(fyne.Tappable); ok && fmt.Sprintf("%T", o) == "*ui.tabTitle" {
			s.titles = append(s.titles, title)
		}
	}
	if s.pad == nil {
		b.Fatal("no pad in the window")
	}
	// The first drawing is answered anew once every class is embedded.
	pen := scribbler{hand: hand{s.pad}}
	s.event(time.Now(), pen.next)
	s.until(func() bool { return s.matches == classes })
	if s.err != nil {
		b.Fatal(s.err)
	}
	s.pad.Clear()
	s.waiting, s.latencies, s.draws, s.shows, s.frames = nil, nil, nil, nil, nil
	return s
}

// tab brings a page to the front.
func (s *stopwatch) tab(b *testing.B, page int) {
	b.Helper()
	if page >= len(s.titles) {
		b.Fatalf("the window has %d pages", len(s.titles))
	}
	s.titles[page].Tapped(&fyne.PointEvent{})
}

// run does what has come to Fyne's goroutine.
func (s *stopwatch) run(f func()) {
	start := time.Now()
	f()
	s.frames = append(s.frames, time.Since(start))
}

// Query notes which event asks.
func (s *stopwatch) Query(generation uint64, glyph func() (model.Glyph, error)) {
	s.waiting = append(s.waiting, unanswered{generation, s.began})
	s.Recognizer.Query(generation, glyph)
}

// OnAnswer stops the clock behind the window's own function, on Fyne's
// goroutine.
func (s *stopwatch) OnAnswer(f func(model.Answer)) {
	s.Recognizer.OnAnswer(func(a model.Answer) {
		var start time.Time
		fyne.Do(func() { start = time.Now() })
		f(a)
		fyne.Do(func() {
			s.shows = append(s.shows, time.Since(start))
			s.answered(a)
		})
	})
}

func (s *stopwatch) answered(a model.Answer) {
	now := time.Now()
	s.matches = len(a.Matches)
	if a.Err != nil {
		s.err = a.Err
	}
	for len(s.waiting) > 0 && s.waiting[0].generation <= a.Generation {
		s.latencies = append(s.latencies, now.Sub(s.waiting[0].began))
		s.waiting = s.waiting[1:]
	}
}

// event runs one pointer event, which should have come when it was due.
func (s *stopwatch) event(due time.Time, move func()) {
	s.began = due
	s.run(move)
	s.draws = append(s.draws, s.frames[len(s.frames)-1])
}

// idle runs what other goroutines have posted until the next event is due.
func (s *stopwatch) idle(due time.Time) {
	for {
		wait := time.Until(due)
		if wait <= 0 {
			select {
			case f := <-s.queue:
				s.run(f)
				continue
			default:
				return
			}
		}
		select {
		case f := <-s.queue:
			s.run(f)
		case <-time.After(wait):
		}
	}
}

// until runs what other goroutines have posted until all is done.
func (s *stopwatch) until(done func() bool) {
	for !done() && s.err == nil {
		s.run(<-s.queue)
	}
}

func (s *stopwatch) report(b *testing.B) {
	b.Helper()
	if s.err != nil {
		b.Fatal(s.err)
	}
	if len(s.latencies) != len(s.draws) {
		b.Fatalf("%d events, %d answered", len(s.draws), len(s.latencies))
	}
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	b.ReportMetric(ms(percentile(s.latencies, 0.50)), "p50-ms")
	b.ReportMetric(ms(percentile(s.latencies, 0.99)), "p99-ms")
	b.ReportMetric(ms(percentile(s.draws, 0.50)), "draw-p50-ms")
	b.ReportMetric(ms(percentile(s.draws, 0.99)), "draw-p99-ms")
	b.ReportMetric(ms(percentile(s.shows, 0.50)), "show-p50-ms")
	b.ReportMetric(ms(percentile(s.shows, 0.99)), "show-p99-ms")
	b.ReportMetric(ms(percentile(s.frames, 0.99)), "frame-p99-ms")
	b.ReportMetric(ms(s.frames[len(s.frames)-1]), "frame-max-ms")
	b.ReportMetric(float64(len(s.shows))/float64(len(s.draws)), "answers/event")
	b.ReportMetric(0, "ns/op") // the mouse's own pace
}

func percentile(all []time.Duration, share float64) time.Duration {
	slices.Sort(all)
	return all[min(int(share*float64(len(all))), len(all)-1)]
}
