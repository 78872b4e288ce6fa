package training

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train/runs"
	"github.com/oneglyph/oneglyph/ui/shell"
	"github.com/oneglyph/oneglyph/ui/uitest"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// patientTrainer reads data sets, and tries how fast the machine is, for as long
// as a test wants.
type patientTrainer struct {
	uitest.Trainer
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
	return uitest.SomeSet(), nil
}

func (p *patientTrainer) Probe(ctx context.Context, _ siamese.Architecture, _ bool) (float64, error) {
	if p.probes != nil {
		p.probes <- struct{}{}
	}
	return 1000, ctx.Err()
}

func newPatientStage(t *testing.T) (*stage, *patientTrainer) {
	t.Helper()
	p := &patientTrainer{reads: make(chan *reading, 1)}
	return newLiveStage(t, p), p
}

// TestAnotherDataSetMeanwhile: while one is read another is chosen. The first
// one's end is nobody's any more: the second one's bar and Cancel stay.
func TestAnotherDataSetMeanwhile(t *testing.T) {
	s, trainer := newPatientStage(t)
	data, ended := s.Page.data, make(chan struct{}, 3)
	s.Beside = func(f func()) { go func() { f(); ended <- struct{}{} }() }
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
	s.Until("the second one's progress", func() bool { return data.bar.Value == 0.25 })
	if !data.bar.Visible() || !data.stop.Visible() || !data.busy || s.Session.Question() != nil {
		t.Error("the second one's bar and Cancel went with the first one's end")
	}
	data.stop.OnTapped()
	if second.ctx.Err() == nil {
		t.Error("Cancel does not reach the second")
	}
	second.result <- second.ctx.Err()
	s.Until("its end", func() bool { return !data.busy })
	if data.bar.Visible() || data.set != nil {
		t.Error("cancelled, but not over")
	}
	data.open("third.zip")
	(<-trainer.reads).result <- nil
	s.Until("the third", func() bool { return data.set != nil })
	if data.path != "third.zip" || s.Settings[dataKey] != "third.zip" {
		t.Errorf("in use is %q", data.path)
	}
}

// TestLanguageChangesWhileTheMachineIsTried: Fyne's goroutine waits for nobody, and
// what the old page began is of no consequence any more.
func TestLanguageChangesWhileTheMachineIsTried(t *testing.T) {
	s, trainer := newPatientStage(t)
	old := s.Page
	// The page tries the machine as it is shown; that is over before another trial, which
	// lasts until a token is taken.
	s.Until("the first trial", func() bool { return !old.choices.probing })
	clear(old.choices.rates)
	trainer.probes = make(chan struct{})
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
	old.Close()
	s.Page = s.newPage(trainer)
	s.RestoreFrom(old)
	close(changed)
	s.Session.Wait()
	for len(s.Queue) > 0 {
		(<-s.Queue)()
	}
	if len(old.choices.rates) > 0 {
		t.Error("the page that has gone is told what came of it")
	}
}

// TestCurveIsSavedWhileItGrows: what is written is the curve as it was.
func TestCurveIsSavedWhileItGrows(t *testing.T) {
	s := newLiveStage(t, nil)
	s.Shown()
	run := runs.Run{Folder: t.TempDir(), Network: "compact", Preset: "quick"}
	s.Trainer.Report(uitest.TrainingReport(run, 1))
	path := filepath.Join(t.TempDir(), "curve.png")
	s.Page.weights.saveChart(path)
	for step := range 50 {
		s.Trainer.Report(uitest.TrainingReport(run, step+2))
		s.Until("the report", func() bool { return s.Page.report.Progress.Step == step+2 })
	}
	s.Session.Wait()
	if !uitest.IsPicture(t, path) {
		t.Error("no picture")
	}
}

// TestTheLatestWeightsAreUsed: two are asked for, the first comes last. It is what
// was asked for last that is in use.
func TestTheLatestWeightsAreUsed(t *testing.T) {
	s := newLiveStage(t, nil)
	b := s.Page.weights
	first, second := uitest.Network(t, siamese.Compact(), 2), uitest.Network(t, siamese.Compact(), 3)
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
	s.Until("the second", func() bool { return s.Weights.Used == second })
	close(late)
	s.Session.Wait()
	for len(s.Queue) > 0 {
		(<-s.Queue)()
	}
	if s.Weights.Used != second || b.doing != "" {
		t.Errorf("the first took its place; still at work: %q", b.doing)
	}
}

// clock is a fake one for tips: it strikes when the test says so.
type clock struct{ strike func() }

func (c *clock) after(_ time.Duration, do func()) (stop func()) {
	c.strike = do
	return func() {}
}

func TestRunsAreTold(t *testing.T) {
	s := newStage(t)
	s.Trainer.All = append(s.Trainer.All, runs.Run{})
	showRuns(s.Page)
	for _, o := range test.LaidOutObjects(s.Session.Question().Popup) {
		if b, ok := o.(*uiwidget.TipButton); ok {
			var c clock
			b.Tips.After = c.after
			b.MouseIn(&desktop.MouseEvent{})
			c.strike()
			if !b.Tips.Layer.Visible() || b.Tips.Layer.Objects[1].(*fynecanvas.Text).Text != "Delete" {
				t.Error("the button that deletes a run is not told of")
			}
			return
		}
	}
	t.Error("a run cannot be deleted")
}

// TestAnotherLanguageKeepsWhatIsChosen: the page that is built again goes on with the
// data set, the choices and the run.
func TestAnotherLanguageKeepsWhatIsChosen(t *testing.T) {
	s := newStage(t)
	s.Trainer.Set = uitest.SomeSet()
	s.data.open("mine.zip")
	s.choices.preset.SetSelectedIndex(len(s.choices.presets) - 1)
	s.choices.custom.seed.SetText("42")
	s.choices.custom.rate.SetText("0.005")
	s.Trainer.Report(runs.Report{Phase: runs.Training, Curve: make([]runs.Point, 5), Run: runs.Run{Network: "compact", Preset: "full"}})
	old := s.Page
	old.Close()
	r := s.newPage(&s.Trainer)
	r.RestoreFrom(old)
	if r.data.path != "mine.zip" || r.data.set != s.Trainer.Set || len(r.report.Curve) != 5 || r.pause.Disabled() {
		t.Errorf("training goes on with %q, %d points, pause disabled: %v", r.data.path, len(r.report.Curve), r.pause.Disabled())
	}
	if r.choices.presetChosen() != runs.Custom || r.choices.custom.seed.Text != "42" || r.choices.custom.rate.Text != "0.005" {
		t.Errorf("chosen: %s, seed %s", r.choices.presetChosen(), r.choices.custom.seed.Text)
	}
	s.Trainer.Report(runs.Report{Phase: runs.Training, Curve: make([]runs.Point, 6)})
	if len(r.report.Curve) != 6 {
		t.Error("the page no longer hears of the run")
	}
}

// TestDialogsSayWhatTheyAreFor: none is without a title, and kinds of files are named
// in words.
func TestDialogsSayWhatTheyAreFor(t *testing.T) {
	s := newStage(t)
	s.Dialogs.Err = shell.ErrCancelled
	s.Trainer.Report(uitest.TrainingReport(runs.Run{Folder: t.TempDir(), Network: "compact", Preset: "quick"}, 1))
	asks := []func(){s.data.chooseZip, s.data.chooseSet}
	for _, item := range s.Page.weights.menu() {
		if !item.Disabled && !item.IsSeparator {
			asks = append(asks, item.Action)
		}
	}
	for i, ask := range asks {
		ask()
		select {
		case r := <-s.Dialogs.Asks:
			if r.Title == "" || len(r.Extensions) > 0 && (r.Kind == "" || strings.HasPrefix(r.Kind, ".")) {
				t.Errorf("%d: %+v", i, r)
			}
		default:
			t.Errorf("%d: no dialog", i)
		}
	}
}
