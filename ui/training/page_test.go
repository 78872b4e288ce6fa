package training

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train"
	"github.com/oneglyph/oneglyph/model/train/runs"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	"github.com/oneglyph/oneglyph/ui/uitest"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

func TestRetrainFromTheFirstRunToItsUse(t *testing.T) {
	s := newRetrainStage(t)
	tab := s.Page
	if got := tab.data.summary.Text; !strings.Contains(got, "1 alphabets, 2 characters") {
		t.Errorf("the data: %q", got)
	}
	if got := tab.choices.estimate.Text; !strings.Contains(got, "3 min") || !strings.Contains(got, "1,000") {
		t.Errorf("the estimate: %q", got)
	}
	tab.startOrResume()
	if len(s.Trainer.Started) != 1 {
		t.Fatal("nothing was started")
	}
	c := s.Trainer.Started[0]
	if c.Data != "images_background.zip" || c.Preset != "quick" || c.From != nil || !c.LeaveOneCore || c.Own != nil {
		t.Errorf("%+v", c)
	}

	run := runs.Run{Folder: t.TempDir(), Network: "compact", Preset: "quick", Best: 0.876, Started: time.Now()}
	s.Trainer.Report(uitest.TrainingReport(run, 1200))
	if got := fmt.Sprint(tab.figures.all); got != "[{Step 1,200} {Pictures/s 1,234} {Elapsed 1:05} {Time left 2:00} {Best 87.6 %}]" {
		t.Errorf("the figures: %s", got)
	}
	if tab.pause.Disabled() || tab.stop.Disabled() || !tab.start.Disabled() || tab.weights.use.Text != "Use the best so far" || tab.chart.chart == nil {
		t.Error("the page is not that of training")
	}
	tab.pause.OnTapped()
	run.Status, run.Share = runs.Unfinished, 0.614
	s.Trainer.All = []runs.Run{run}
	s.Trainer.Report(runs.Report{Run: run})
	if want := "Resume run of " + run.Started.Format("15:04") + ", 61 %"; tab.start.Text != want {
		t.Errorf("%q, want %q", tab.start.Text, want)
	}
	tab.startOrResume()
	tab.stop.OnTapped()
	s.AnswerQuestion("End run")
	if got := fmt.Sprint(s.Trainer.Asked); got != fmt.Sprint([]string{"Pause", run.Folder, "Stop"}) {
		t.Errorf("asked for %s", got)
	}

	run.Status = runs.Done
	s.Trainer.All = []runs.Run{run}
	s.Trainer.Report(runs.Report{Run: run})
	s.Trainer.Made = uitest.Network(t, siamese.Compact(), 2).WithInfo(train.AccuracyKey, "0.9000").WithInfo(train.HeldOutKey, "Latin")
	s.Trainer.Measured = 0.85
	tab.weights.use.OnTapped()
	if s.Weights.Used != s.Trainer.Made || s.Weights.Kept != s.Trainer.Made {
		t.Fatal("its weights are not in use")
	}
	if got := tab.weights.inUse.Text; !strings.Contains(got, "90.0 %") || !strings.Contains(got, "85.0 %") || !strings.Contains(got, "trained on these") {
		t.Errorf("in use: %q", got)
	}
	s.Weights.Embedded(3, 7)
	if got := tab.weights.inUse.Text; !strings.Contains(got, "3 of 7") {
		t.Errorf("while embedding: %q", got)
	}
	s.Weights.Embedded(7, 7)
	tab.weights.back.OnTapped()
	if s.Weights.Used != nil || s.Weights.Kept != nil || s.Weights.Keeps != 2 || tab.weights.back.Visible() {
		t.Error("not back to the built-in weights")
	}
}

// TestStartPressedTwice: the second press comes before the page has heard of the
// first. No question may lie over the page then, which takes all other keys.
func TestStartPressedTwice(t *testing.T) {
	s := newRetrainStage(t)
	s.Page.startOrResume()
	s.Trainer.Busy = true
	s.Page.startOrResume()
	if s.Session.Question() != nil || len(s.Trainer.Started) != 1 {
		t.Errorf("%d started, a question: %v", len(s.Trainer.Started), s.Session.Question() != nil)
	}
}

func TestWhatIsChosenIsTrained(t *testing.T) {
	s := newRetrainStage(t, "가")
	tab := s.Page
	if tab.choices.own.Visible() {
		t.Error("a class of one drawing can be learnt")
	}
	if _, err := s.Keeper.Opened.AddExample(s.Class("가").ID, s.Class("가").Examples[0]); err != nil {
		t.Fatal(err)
	}
	tab.choices.refresh()
	tab.choices.own.SetChecked(true)
	tab.choices.begins.SetSelectedIndex(1)
	tab.choices.spare.SetChecked(false)
	tab.choices.preset.SetSelectedIndex(len(tab.choices.presets) - 1)
	tab.choices.custom.duration.SetText("0,5")
	tab.choices.custom.distortion.SetText("50")
	tab.startOrResume()
	c := s.Trainer.Started[0]
	if c.Preset != runs.Custom || c.Recipe.Duration != 30*time.Second || c.From != s.Weights.Own || c.LeaveOneCore || len(c.Own) != 1 || len(c.Own[0].Glyphs) != 2 {
		t.Errorf("%+v", c)
	}
	if half := train.DefaultDistortion.Rotation / 2; c.Recipe.Rotation != half {
		t.Errorf("rotation %g, want %g", c.Recipe.Rotation, half)
	}
	tab.choices.custom.rate.SetText("fast")
	tab.startOrResume()
	if len(s.Trainer.Started) != 1 || s.Session.Question() == nil {
		t.Error("a learning rate of \"fast\"")
	}
	s.Session.Question().Leave()
	// Koch's network cannot begin with the weights of another.
	tab.choices.custom.rate.SetText("0.001")
	tab.choices.network.SetSelectedIndex(1)
	tab.startOrResume()
	if c := s.Trainer.Started[1]; c.From != nil || c.Recipe.Architecture.Name != "koch" {
		t.Errorf("%+v", c)
	}
}

// TestEachChoiceIsMeasured: how long a run takes is known of whatever network is
// chosen, but nothing is measured while a run is under way.
func TestEachChoiceIsMeasured(t *testing.T) {
	s := newRetrainStage(t)
	c := s.Page.choices
	c.network.SetSelectedIndex(1)
	if got := c.estimate.Text; !strings.Contains(got, "1,000") {
		t.Errorf("Koch's network: %q", got)
	}
	s.Trainer.Report(uitest.TrainingReport(runs.Run{Folder: "x"}, 1))
	c.spare.SetChecked(false)
	if got := c.estimate.Text; strings.Contains(got, "1,000") {
		t.Errorf("while training, all cores: %q", got)
	}
}

func TestDownloadTroubleIsToldPlainly(t *testing.T) {
	said := map[string]bool{}
	for _, err := range []error{omniglot.ErrOffline, omniglot.ErrProxy, omniglot.ErrUntrusted, omniglot.ErrMissing, omniglot.ErrRefused, omniglot.ErrBusy, omniglot.ErrServer, omniglot.ErrStalled, omniglot.ErrBrokenOff, omniglot.ErrHash} {
		said[downloadProblem(fmt.Errorf("omniglot: download: %w", err))] = true
	}
	if len(said) != 10 {
		t.Errorf("%d messages for 10 troubles", len(said))
	}
	s := newStage(t)
	s.Shown()
	if size := fmt.Sprintf("%d MB", omniglot.Background().Size/1e6); !strings.Contains(s.Page.data.summary.Text, size) {
		t.Errorf("%q does not say %s", s.Page.data.summary.Text, size)
	}
	s.Downloads.Err = omniglot.ErrOffline
	s.Page.data.fetch()
	if s.Session.Question() == nil || s.Page.data.bar.Visible() || s.Page.data.download.Disabled() {
		t.Error("a failed download is not told, or cannot be tried again")
	}
}

// TestEpisodeTellsRightFromWrong: the right one has the accent, whatever was
// chosen, and a wrong choice has a frame of its own.
func TestEpisodeTellsRightFromWrong(t *testing.T) {
	s := newRetrainStage(t)
	v := s.Page.episode
	trial := evaluate.Trial{Answer: 1}
	for range 5 {
		trial.Support = append(trial.Support, []model.Glyph{{}})
	}
	frames := func() (all []fyne.ThemeColorName) {
		for _, tile := range v.support[:5] {
			all = append(all, tile.Frame)
		}
		return all
	}
	r := runs.Report{Phase: runs.Training, Asked: &train.Asked{Step: 7, Trial: trial, Choice: 1}}
	s.Trainer.Report(r)
	if got := frames(); got[1] != uitheme.ColorAccent || got[0] != "" || v.support[5].Visible() || !strings.Contains(v.verdict.Text, "right") {
		t.Errorf("right: %q, %q", got, v.verdict.Text)
	}
	r.Asked = &train.Asked{Step: 8, Trial: trial, Choice: 3}
	s.Trainer.Report(r)
	if got := frames(); got[1] != uitheme.ColorAccent || got[3] == "" || got[3] == uitheme.ColorAccent || !strings.Contains(v.verdict.Text, "wrong") {
		t.Errorf("wrong: %q, %q", got, v.verdict.Text)
	}
}

func TestChartReadsItsPoints(t *testing.T) {
	s := newRetrainStage(t)
	s.Trainer.Report(uitest.TrainingReport(runs.Run{Folder: "x"}, 10))
	c := s.Page.chart
	c.point(fyne.NewPos(c.Size().Width-20, 10))
	if text, _, ok := c.reading(); !ok || text != "0:10 · step 10 · 50.0 %" {
		t.Errorf("%q, %t", text, ok)
	}
	c.point(fyne.NewPos(c.Size().Width-20, c.Size().Height-20))
	if text, _, _ := c.reading(); text != "0:10 · step 10 · loss 3.000" {
		t.Errorf("%q", text)
	}
	c.MouseOut()
	if _, _, ok := c.reading(); ok {
		t.Error("values without a pointer")
	}
}

func TestWhatIsExported(t *testing.T) {
	s := newRetrainStage(t)
	folder := t.TempDir()
	run := runs.Run{Folder: folder}
	if err := os.WriteFile(run.Log(), []byte("step\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	s.Trainer.Report(uitest.TrainingReport(run, 10))
	b := s.Page.weights
	for i, name := range []string{"w.safetensors", "n.onnx", "c.png", "l.csv"} {
		s.Dialogs.Path = filepath.Join(folder, name)
		b.menu()[[]int{1, 2, 4, 5}[i]].Action()
	}
	if m, err := siamese.Open(filepath.Join(folder, "w.safetensors")); err != nil || m.Fingerprint() != s.Weights.Own.Fingerprint() {
		t.Errorf("the weights: %v", err)
	}
	for _, name := range []string{"n.onnx", "n-similarity.onnx", "c.png", "l.csv"} {
		if info, err := os.Stat(filepath.Join(folder, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	other := uitest.Network(t, siamese.Architecture{Name: "other", Input: 16, Layers: []siamese.Layer{{Filters: 4, Kernel: 3, Pool: 2}}}, 5)
	s.Dialogs.Path = filepath.Join(folder, "other.safetensors")
	if err := other.Save(s.Dialogs.Path); err != nil {
		t.Fatal(err)
	}
	b.menu()[0].Action()
	if s.Weights.Used == nil || s.Weights.Used.Fingerprint() != other.Fingerprint() {
		t.Error("loaded weights are not in use")
	}
	s.Dialogs.Path = filepath.Join(folder, "l.csv")
	b.menu()[0].Action()
	if s.Session.Question() == nil {
		t.Error("a log was loaded as weights, and nobody was told")
	}
}

// TestOneMinute: the preset is of smaller pictures, so that it cannot begin with weights
// of larger ones.
func TestOneMinute(t *testing.T) {
	s := newRetrainStage(t)
	c := s.Page.choices
	s.Weights.Own = uitest.Network(t, siamese.Compact(), 1)
	c.refresh()
	if c.begins.Disabled() {
		t.Error("quick cannot begin with the weights in use")
	}
	c.begins.SetSelectedIndex(1)
	c.preset.SetSelected("One minute")
	if !c.begins.Disabled() || c.begins.SelectedIndex() != 0 {
		t.Error("it would begin with weights of larger pictures")
	}
	config, err := c.choice("set.zip")
	if err != nil || config.Preset != "minute" || config.From != nil || config.Recipe.Architecture.Input == siamese.Compact().Input || config.Recipe.Duration >= time.Minute {
		t.Errorf("%+v, %v", config, err)
	}
}

// TestBothMeasuresAreTold: the accuracy by any two people, and that of runs like
// Lake's beside it, the moment it passed people's included; a run that another program
// trains is said to be.
func TestBothMeasuresAreTold(t *testing.T) {
	s := newRetrainStage(t)
	run := runs.Run{Folder: "x", Network: "compact", Preset: "quick", Status: runs.Done, Best: 0.886, LakeLike: 0.96}
	curve := []runs.Point{{Step: 1, Trained: 30 * time.Second, Accuracy: 0.8, LakeLike: 0.95}, {Step: 2, Trained: 65 * time.Second, Accuracy: 0.886, LakeLike: 0.957}}
	s.Trainer.Report(runs.Report{Run: run, Curve: curve})
	for _, want := range []string{"88.6 %", "96.0 %", "1:05"} {
		if got := s.Page.state.Text; !strings.Contains(got, want) {
			t.Errorf("%q does not say %s", got, want)
		}
	}
	if got := runLine(run); !strings.Contains(got, "88.6 %") || !strings.Contains(got, "96.0 %") {
		t.Errorf("among the runs: %q", got)
	}
	curve[1].LakeLike, run.LakeLike = 0.955, 0
	s.Trainer.Report(runs.Report{Phase: runs.Loading})
	s.Trainer.Report(runs.Report{Run: run, Curve: curve})
	if got := s.Page.state.Text; strings.Contains(got, "1:05") || strings.Contains(got, "Lake") {
		t.Errorf("%q: nobody was passed, and nothing like Lake's measured", got)
	}
	run.Status, run.Elsewhere = runs.Unfinished, true
	s.Trainer.Report(runs.Report{Phase: runs.Loading})
	s.Trainer.Report(runs.Report{Run: run, Curve: curve})
	if got := s.Page.state.Text; !strings.Contains(got, "another program") {
		t.Errorf("%q", got)
	}
	if got := runLine(run); !strings.Contains(got, "another program") {
		t.Errorf("among the runs: %q", got)
	}
}

func TestTroubleOfARunStands(t *testing.T) {
	s := newRetrainStage(t)
	run := runs.Run{Folder: "x", Network: "compact", Preset: "quick", Status: runs.Failed}
	s.Trainer.Report(runs.Report{Run: run, Err: errors.New("the disk is full")})
	if got := s.Page.state.Text; !strings.Contains(got, "the disk is full") {
		t.Errorf("%q", got)
	}
	// At another start nothing but the run itself knows of it.
	for _, status := range []runs.Status{runs.Failed, runs.Unfinished, runs.Stopped} {
		run.Status, run.Problem = status, "the disk is full"
		s.Trainer.All = []runs.Run{run}
		s.Trainer.Report(runs.Report{Phase: runs.Loading})
		s.Trainer.Report(runs.Report{Run: run})
		if got := s.Page.state.Text; !strings.Contains(got, "the disk is full") {
			t.Errorf("%s, after a restart: %q", status, got)
		}
		if got := runLine(run); !strings.Contains(got, "the disk is full") {
			t.Errorf("%s, among the runs: %q", status, got)
		}
	}
}

// TestARunIsNotEndedByOneKey: Stop and its key ask first, about the run that they
// mean, and end no other that has come in its place meanwhile.
func TestARunIsNotEndedByOneKey(t *testing.T) {
	s := newRetrainStage(t)
	paused := runs.Run{Folder: "paused", Status: runs.Unfinished, Share: 0.9}
	s.Trainer.All = []runs.Run{paused}
	s.Trainer.Report(runs.Report{Run: paused})
	s.Key(fyne.KeyDelete)
	if s.Session.Question() == nil || len(s.Trainer.Asked) > 0 {
		t.Fatalf("a paused run: asked for %v", s.Trainer.Asked)
	}
	s.Key(fyne.KeyReturn) // a hurried hand's
	s.Key(fyne.KeyEscape)
	if s.Session.Question() != nil || len(s.Trainer.Asked) > 0 {
		t.Fatalf("left, but asked for %v", s.Trainer.Asked)
	}
	s.Key(fyne.KeyDelete)
	if s.AnswerQuestion("End run"); fmt.Sprint(s.Trainer.Asked) != "[Stop]" {
		t.Errorf("asked for %v", s.Trainer.Asked)
	}

	s.Trainer.Asked = nil
	under := runs.Run{Folder: "under way"}
	s.Trainer.Report(uitest.TrainingReport(under, 5))
	s.Key(fyne.KeyDelete)
	if s.Key(fyne.KeyReturn); fmt.Sprint(s.Trainer.Asked) != "[Pause]" {
		t.Errorf("Enter asks for %v", s.Trainer.Asked)
	}
	s.Trainer.Asked = nil
	s.Key(fyne.KeyDelete)
	under.Status = runs.Done
	s.Trainer.Report(runs.Report{Run: under}) // it comes to its end by itself
	if s.AnswerQuestion("End run"); len(s.Trainer.Asked) > 0 {
		t.Errorf("another run was ended: %v", s.Trainer.Asked)
	}
}

// TestARunIsNotDeletedByOneClick, and once it is, the list is without it.
func TestARunIsNotDeletedByOneClick(t *testing.T) {
	s := newRetrainStage(t)
	s.Trainer.All = []runs.Run{{Folder: "a", Status: runs.Done, Best: 0.9}}
	showRuns(s.Page)
	list := s.Session.Question()
	bin := func() {
		for _, b := range uitest.Over[*uiwidget.TipButton](s.Stage) {
			if b.Label == "Delete" {
				b.OnTapped()
				return
			}
		}
		t.Fatal("no bin")
	}
	bin()
	if len(s.Trainer.Asked) > 0 || s.Session.Question() == list {
		t.Fatalf("asked for %v", s.Trainer.Asked)
	}
	s.Key(fyne.KeyReturn)
	s.Key(fyne.KeyEscape)
	if s.Session.Question() != list || len(s.Trainer.Asked) > 0 {
		t.Fatalf("left, but asked for %v", s.Trainer.Asked)
	}
	bin()
	s.AnswerQuestion("Delete")
	if fmt.Sprint(s.Trainer.Asked) != "[Delete a]" || s.Session.Question() != list {
		t.Errorf("asked for %v", s.Trainer.Asked)
	}
	for _, b := range uitest.Over[*uiwidget.TipButton](s.Stage) {
		if b.Label == "Delete" {
			t.Error("it is still listed")
		}
	}
	s.Trainer.Fails = errors.New("the disk is read-only")
	s.Key(fyne.KeyEscape)
	showRuns(s.Page)
	bin()
	s.AnswerQuestion("Delete")
	if s.Session.Question() == nil || s.Session.Question().Title != "Could not delete" {
		t.Error("a failure is not told")
	}
}

// TestChoicesSayWhatIsUnderWay: a run of another day comes back with the page.
func TestChoicesSayWhatIsUnderWay(t *testing.T) {
	s := newRetrainStage(t)
	run := runs.Run{Folder: t.TempDir(), Network: "koch", Preset: "full", Status: runs.Unfinished}
	s.Trainer.Report(uitest.TrainingReport(run, 10))
	c := s.Page.choices
	if c.architecture().Name != "koch" || c.presetChosen() != "full" || c.spare.Checked {
		t.Errorf("%s, %s, leaving a core: %v", c.network.Selected, c.preset.Selected, c.spare.Checked)
	}
}

// TestStepsLeaveTheWeightsAlone: a run's steps are reported ten times a second, and
// change nothing about which weights are in use.
func TestStepsLeaveTheWeightsAlone(t *testing.T) {
	s := newRetrainStage(t)
	run := runs.Run{Folder: "x", Network: "compact", Preset: "quick", Best: 0.5}
	s.Trainer.Report(uitest.TrainingReport(run, 1))
	s.Weights.Embedded(3, 7)
	before := s.Weights.Looks
	for step := range 100 {
		s.Trainer.Report(uitest.TrainingReport(run, step+2))
	}
	if n := s.Weights.Looks - before; n > 0 {
		t.Errorf("looked at %d times in 100 steps", n)
	}
	if got := s.Page.weights.inUse.Text; !strings.Contains(got, "3 of 7") {
		t.Errorf("how far the embedding is gives way to %q", got)
	}
	run.Best = 0.6
	if s.Trainer.Report(uitest.TrainingReport(run, 200)); s.Weights.Looks == before {
		t.Error("a better network is not heard of")
	}
}

// TestCustomFollowsTheChoice: Custom begins with what was chosen for the network,
// never with another network's numbers.
func TestCustomFollowsTheChoice(t *testing.T) {
	s := newRetrainStage(t)
	c := s.Page.choices
	custom := len(c.presets) - 1
	for _, preset := range c.presets {
		for i, network := range c.networks {
			c.preset.SetSelectedIndex(slices.Index(c.presets, preset))
			c.network.SetSelectedIndex(i)
			want, err := runs.Recipe(runs.Custom, network)
			if err != nil {
				t.Fatal(err)
			}
			if preset != runs.Custom {
				c.preset.SetSelectedIndex(custom)
			}
			if got, err := c.recipe(); err != nil || got.Classes != want.Classes || got.Rate != want.Rate || got.Drawings != want.Drawings {
				t.Errorf("%s, %s, then Custom: %d characters at rate %g, want %d at %g (%v)", preset, network.Name, got.Classes, got.Rate, want.Classes, want.Rate, err)
			}
		}
	}
	c.network.SetSelectedIndex(0)
	c.custom.classes.SetText("50")
	c.custom.rate.SetText("0.001")
	c.refresh()
	if got, err := c.recipe(); err != nil || got.Classes != 50 || got.Rate != 0.001 {
		t.Errorf("what was typed is lost: %+v, %v", got, err)
	}
}

// TestMemoryBoundsARun: what does not fit into the memory that is free is not
// started, and the card says what does.
func TestMemoryBoundsARun(t *testing.T) {
	s := newRetrainStage(t)
	c := s.Page.choices
	if got := c.estimate.Text; !strings.Contains(got, " GB of memory") {
		t.Errorf("the card says %q", got)
	}
	s.Trainer.Free = 2e9
	c.network.SetSelectedIndex(1)
	c.preset.SetSelectedIndex(len(c.presets) - 1)
	c.custom.classes.SetText("1000")
	most := train.Default(c.architecture()).MostClasses(mostClasses, s.Trainer.Free)
	limit := fmt.Sprintf("2 to %d, for the memory", most)
	if got := c.estimate.Text; most < 20 || !strings.Contains(got, limit) {
		t.Errorf("%d fit, the card says %q", most, got)
	}
	s.Page.startOrResume()
	if len(s.Trainer.Started) > 0 || s.Session.Question() == nil {
		t.Fatal("started all the same")
	}
	s.Session.Question().Leave()
	c.custom.classes.SetText(fmt.Sprint(most))
	s.Page.startOrResume()
	if len(s.Trainer.Started) != 1 || s.Trainer.Started[0].Recipe.Classes != most {
		t.Errorf("what fits is not started: %q", c.estimate.Text)
	}
	s.Trainer.Started = nil
	for _, preset := range c.presets { // also Custom: not even two characters fit
		s.Trainer.Free = 5e8
		c.preset.SetSelectedIndex(slices.Index(c.presets, preset))
		if got := c.estimate.Text; !strings.Contains(got, "0.5 GB are free") {
			t.Errorf("%s: the card says %q", preset, got)
		}
		if s.Page.startOrResume(); len(s.Trainer.Started) > 0 {
			t.Errorf("%s: started all the same", preset)
		} else {
			s.Session.Question().Leave()
		}
	}
}

// newRetrainStage shows the page with a data set chosen.
func newRetrainStage(t *testing.T, names ...string) *stage {
	t.Helper()
	s := newStage(t, names...)
	s.Trainer.Set = uitest.SomeSet()
	s.Downloads.Fetched = "images_background.zip"
	s.Weights.Own = uitest.Network(t, siamese.Compact(), 1)
	s.Shown()
	return s
}

// TestARunUnderWayElsewhere: what cannot be done with it is said in the page's words.
func TestARunUnderWayElsewhere(t *testing.T) {
	if got := problem(fmt.Errorf("runs: some folder: %w", runs.ErrElsewhere)); got != "Another program is training this run." {
		t.Errorf("%q", got)
	}
}
