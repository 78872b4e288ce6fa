package ui

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train/runs"
)

// A live stage works beside Fyne's goroutine, which is the test's own, as the
// program does: what other goroutines have for it waits in a queue for until. The
// race detector then sees what two goroutines share.

func newLiveStage(t *testing.T, names ...string) *stage {
	t.Helper()
	s := prepareStage(t, names...)
	s.queue = make(chan func(), 1<<12)
	s.beside = func(f func()) { go f() }
	s.weights.own = network(t, siamese.Compact(), 1)
	s.open()
	t.Cleanup(func() {
		if !s.closed {
			s.w.session.Window.Close()
		}
		s.w.session.Wait()
	})
	return s
}

// until runs what other goroutines have for Fyne's until something is so.
func (s *stage) until(what string, so func() bool) {
	s.t.Helper()
	late := time.After(20 * time.Second)
	for !so() {
		select {
		case f := <-s.queue:
			f()
		case <-late:
			s.t.Fatalf("waited for %s in vain", what)
		}
	}
}

// looped is the test app with Fyne's goroutine as it is in a real one.
type looped struct {
	fyne.App
	queue chan func()
}

func (l looped) Driver() fyne.Driver { return loopedDriver{l.App.Driver(), l.queue} }

type loopedDriver struct {
	fyne.Driver
	queue chan func()
}

func (l loopedDriver) DoFromGoroutine(f func(), _ bool) { l.queue <- f }

// patientTrainer reads data sets, and tries how fast the machine is, for as long
// as a test wants.
type patientTrainer struct {
	fakeTrainer
	reads  chan *reading
	probes chan struct{} // receives a token once the machine is tried; nil: that is done at once
}

// reading is a data set being read: what it comes to is told to a channel.
type reading struct {
	path     string
	ctx      context.Context
	progress func(done, total int)
	result   chan error
}

func (p *patientTrainer) Data(ctx context.Context, path string, progress func(done, total int)) (*omniglot.Set, error) {
	r := &reading{path, ctx, progress, make(chan error)}
	p.reads <- r
	if err := <-r.result; err != nil {
		return nil, err
	}
	return someSet(), nil
}

func (p *patientTrainer) Probe(ctx context.Context, _ siamese.Architecture, _ bool) (float64, error) {
	if p.probes != nil {
		p.probes <- struct{}{}
	}
	return 1000, ctx.Err()
}

func newPatientStage(t *testing.T) (*stage, *patientTrainer) {
	t.Helper()
	s := newLiveStage(t)
	p := &patientTrainer{reads: make(chan *reading, 1)}
	s.w.training.trainer, s.w.training.data.trainer, s.w.training.choices.trainer = p, p, p
	return s, p
}

// TestAnotherDataSetMeanwhile: while one is read another is chosen. The first
// one's end is nobody's any more: the second one's bar and Cancel stay.
func TestAnotherDataSetMeanwhile(t *testing.T) {
	s, trainer := newPatientStage(t)
	data, ended := s.w.training.data, make(chan struct{}, 3)
	s.beside = func(f func()) { go func() { f(); ended <- struct{}{} }() }
	data.open("first.zip")
	first := <-trainer.reads
	data.open("second.zip")
	second := <-trainer.reads
	if first.ctx.Err() == nil {
		t.Error("the first is read on")
	}
	first.progress(9, 10)
	first.result <- first.ctx.Err()
	<-ended
	second.progress(1, 4)
	s.until("the second one's progress", func() bool { return data.bar.Value == 0.25 })
	if !data.bar.Visible() || !data.stop.Visible() || !data.busy || s.session.Question() != nil {
		t.Error("the second one's bar and Cancel went with the first one's end")
	}
	data.stop.OnTapped()
	if second.ctx.Err() == nil {
		t.Error("Cancel does not reach the second")
	}
	second.result <- second.ctx.Err()
	s.until("its end", func() bool { return !data.busy })
	if data.bar.Visible() || data.set != nil {
		t.Error("cancelled, but not over")
	}
	data.open("third.zip")
	(<-trainer.reads).result <- nil
	s.until("the third", func() bool { return data.set != nil })
	if data.path != "third.zip" || s.settings[dataKey] != "third.zip" {
		t.Errorf("in use is %q", data.path)
	}
}

// TestLanguageChangesWhileTheMachineIsTried: Fyne's goroutine waits for nobody, and
// what the old page began is of no consequence any more.
func TestLanguageChangesWhileTheMachineIsTried(t *testing.T) {
	s, trainer := newPatientStage(t)
	trainer.probes = make(chan struct{})
	old := s.w.training
	old.choices.measure()
	changed := make(chan struct{})
	go func() {
		select {
		case <-changed:
		case <-time.After(10 * time.Second):
			t.Error("the window waits for the machine to be tried")
		}
		<-trainer.probes
	}()
	s.w.setLanguage("ko")
	close(changed)
	if s.w.training == old {
		t.Fatal("no new page")
	}
	s.w.session.Wait()
	for len(s.queue) > 0 {
		(<-s.queue)()
	}
	if len(old.choices.rates) > 0 {
		t.Error("the page that has gone is told what came of it")
	}
}

// TestCurveIsSavedWhileItGrows: what is written is the curve as it was.
func TestCurveIsSavedWhileItGrows(t *testing.T) {
	s := newLiveStage(t)
	s.w.tabs.choose(trainingPage)
	run := runs.Run{Folder: t.TempDir(), Network: "compact", Preset: "quick"}
	s.trainer.report(training(run, 1))
	path := filepath.Join(t.TempDir(), "curve.png")
	s.w.training.weights.saveChart(path)
	for step := range 50 {
		s.trainer.report(training(run, step+2))
		s.until("the report", func() bool { return s.w.training.report.Progress.Step == step+2 })
	}
	s.w.session.Wait()
	if !isWhole(t, path) {
		t.Error("no picture")
	}
}

// TestAWholeSessionBeside does most of what a window does, for the race detector.
func TestAWholeSessionBeside(t *testing.T) {
	s := newLiveStage(t, "가", "나")
	s.trainer.set = someSet()
	s.downloads.path = "images_background.zip"
	s.trainer.network = network(t, siamese.Compact(), 2)
	s.keeper.files["/x/letters.oneglyph"] = s.keeper.gallery.Clone()
	idle := func() bool { return !s.w.session.Occupied() && !s.w.session.ChoosingFile() }
	s.w.tabs.choose(trainingPage)
	s.until("the data", func() bool { return s.w.training.data.set != nil })
	s.until("the machine to be tried", func() bool { return len(s.w.training.choices.rates) > 0 })
	run := runs.Run{Folder: t.TempDir(), Network: "compact", Preset: "quick", Best: 0.9}
	go func() {
		for step := range 20 {
			s.trainer.report(training(run, step+1))
		}
	}()
	s.until("the steps", func() bool { return s.w.training.report.Progress.Step == 20 })
	s.w.training.weights.use.OnTapped()
	s.until("other weights", func() bool { return s.weights.used == s.trainer.network })
	go func() {
		for done := range 5 {
			s.weights.embedded(done, 4)
		}
	}()
	s.w.tabs.choose(drawPage)
	s.draw()
	generation := s.ranker.latest()
	go s.ranker.answer(model.Answer{Generation: generation})
	s.name.SetText("다")
	s.register()
	s.w.session.OpenFile("/x/letters.oneglyph")
	s.until("the gallery", idle)
	s.dialogs.path = "/x/other.oneglyph"
	s.w.session.SaveAs()
	s.until("the save", func() bool { return idle() && s.keeper.document.Path == "/x/other.oneglyph" })
	s.w.setLanguage("ko")
	s.w.setLanguage("en")
	s.w.session.Leave()
	s.until("the end", func() bool { return s.closed })
	if got := s.keeper.files["/x/other.oneglyph"]; got == nil || got.Len() != 2 {
		t.Error("not saved")
	}
}

// TestTheLatestWeightsAreUsed: two are asked for, the first comes last. It is what
// was asked for last that is in use.
func TestTheLatestWeightsAreUsed(t *testing.T) {
	s := newLiveStage(t)
	b := s.w.training.weights
	first, second := network(t, siamese.Compact(), 2), network(t, siamese.Compact(), 3)
	late := make(chan struct{})
	find := func(m *siamese.Model, wait <-chan struct{}) func(context.Context) (*siamese.Model, string, error) {
		return func(context.Context) (*siamese.Model, string, error) {
			if wait != nil {
				<-wait
			}
			return m, "", nil
		}
	}
	b.prepare("first", "", nil, find(first, late))
	b.prepare("second", "", nil, find(second, nil))
	s.until("the second", func() bool { return s.weights.used == second })
	close(late)
	s.w.session.Wait()
	for len(s.queue) > 0 {
		(<-s.queue)()
	}
	if s.weights.used != second || b.doing != "" {
		t.Errorf("the first took its place; still at work: %q", b.doing)
	}
}
