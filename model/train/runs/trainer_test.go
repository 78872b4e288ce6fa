package runs

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omnitest"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train"
)

func TestMain(m *testing.M) {
	if folder := os.Getenv("RETRAIN_VICTIM"); folder != "" {
		beKilled(folder)
	}
	os.Exit(m.Run())
}

// tiny is a network that learns within a second.
func tiny() siamese.Architecture {
	a := siamese.Architecture{Name: "tiny", Input: 16, PositiveAlpha: true}
	for range 3 {
		a.Layers = append(a.Layers, siamese.Layer{Filters: 16, Kernel: 3, Pad: 1, Pool: 2, BatchNorm: true})
	}
	return a
}

// small is a choice of a run of so many steps on a small data set.
func small(data string, steps int) RunConfig {
	r := train.Default(tiny())
	r.Steps, r.Duration = steps, 0
	r.Classes, r.Alphabets = 10, 1
	r.Rate, r.Views = 5e-3, 2
	return RunConfig{Data: data, Preset: Custom, Recipe: r, LeaveOneCore: true}
}

// newTrainer validates and saves at every step, so that nothing depends on the
// clock.
func newTrainer(folder string) *Trainer {
	t := Open(filepath.Join(folder, "runs"))
	t.every, t.saveEvery, t.trials = -1, -1, 40
	return t
}

// stage is a folder with data in it, and what a trainer over it reports.
type stage struct {
	*Trainer
	t       *testing.T
	data    string
	reports chan Report
}

func newStage(t *testing.T) *stage {
	t.Helper()
	folder := t.TempDir()
	data := filepath.Join(folder, "set.zip")
	if err := omnitest.WriteZip(data, 20, 3, "Alpha", "Beta", "Gamma"); err != nil {
		t.Fatal(err)
	}
	s := &stage{t: t, data: data}
	s.open(folder)
	return s
}

func (s *stage) open(folder string) {
	s.Trainer = newTrainer(folder)
	s.reports = make(chan Report, 100_000)
	reports := s.reports
	s.OnReport(func(r Report) { reports <- r })
	<-reports // of how things stood
	s.t.Cleanup(s.Trainer.Close)
}

// again opens another trainer over the same folder, as another start of the
// program does.
func (s *stage) again() {
	s.Trainer.Close()
	s.open(filepath.Dir(s.data))
}

// until waits for a report of a kind.
func (s *stage) until(what string, wanted func(Report) bool) Report {
	s.t.Helper()
	patience := time.After(2 * time.Minute)
	for {
		select {
		case r := <-s.reports:
			if wanted(r) {
				return r
			}
			if r.Err != nil {
				s.t.Fatalf("waiting for %s: %v", what, r.Err)
			}
		case <-patience:
			s.t.Fatalf("no report of %s", what)
		}
	}
}

func (s *stage) start(c RunConfig) {
	s.t.Helper()
	if err := s.Start(c); err != nil {
		s.t.Fatal(err)
	}
}

func idle(r Report) bool { return r.Phase == Idle && r.Run.Folder != "" }

func past(step int) func(Report) bool {
	return func(r Report) bool { return r.Phase == Training && r.Progress.Step >= step }
}

// curve is a run's log without the times, which no two runs share.
func curve(t *testing.T, r Run) []Point {
	t.Helper()
	points, err := r.Curve()
	if err != nil {
		t.Fatal(err)
	}
	for i := range points {
		points[i].Trained = 0
	}
	return points
}

func weights(t *testing.T, r Run) *siamese.Model {
	t.Helper()
	m, err := siamese.Open(r.Weights())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// sameCurve fails where two curves differ. A validation that a pause cut short
// may be missing.
func sameCurve(t *testing.T, what string, got, want []Point, cutShort int) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d points, undisturbed %d", what, len(got), len(want))
		return
	}
	for i, p := range got {
		if p.Accuracy == 0 && cutShort > 0 {
			cutShort--
			p.Accuracy, p.LakeLike = want[i].Accuracy, want[i].LakeLike
		}
		if p != want[i] {
			t.Errorf("%s: %+v, undisturbed %+v", what, p, want[i])
		}
	}
}

const steps = 30

// TestUndisturbedPausedAndKilledRunsAreTheSame: however often a run is paused,
// resumed and killed with its program, its curve and its network are those of a
// run that nobody disturbed.
func TestUndisturbedPausedAndKilledRunsAreTheSame(t *testing.T) {
	s := newStage(t)
	s.start(small(s.data, steps))
	r := s.until("the end", idle).Run
	if r.Status != Done || r.Share != 1 || exists(r.Checkpoint()) {
		t.Fatalf("%+v", r)
	}
	want, network := curve(t, r), weights(t, r)
	if len(want) != steps || want[0].Accuracy == 0 || want[0].LakeLike == 0 || r.LakeLike != train.LakeLikeOf(network) || network.Info(train.HeldOutKey) != "Beta" || train.AccuracyOf(network) != r.Best {
		t.Fatalf("%d points %+v, held out %q, best %g", len(want), want[0], network.Info(train.HeldOutKey), r.Best)
	}

	s.start(small(s.data, steps))
	s.until("some steps", past(3))
	s.Pause()
	paused := s.until("the pause", idle).Run
	if found, ok := s.Unfinished(); !ok || found.Folder != paused.Folder || !(found.Share > 0 && found.Share < 1) {
		t.Fatalf("unfinished: %+v, %t", found, ok)
	}
	s.again()
	if err := s.Resume(paused.Folder); err != nil {
		t.Fatal(err)
	}
	finished := s.until("its end", idle).Run
	sameCurve(t, "paused and resumed", curve(t, finished), want, 1)
	if finished.Status != Done || weights(t, finished).Fingerprint() != network.Fingerprint() {
		t.Errorf("paused and resumed, %s: another network", finished.Status)
	}

	victim := exec.Command(os.Args[0])
	victim.Env = append(os.Environ(), "RETRAIN_VICTIM="+filepath.Dir(s.data))
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	var cut Run
	for end := time.Now().Add(time.Minute); len(cut.Folder) == 0 || len(curve(t, cut)) < 5; {
		if time.Now().After(end) {
			t.Fatal("the other process does not train")
		}
		time.Sleep(time.Millisecond) // polling for another process's work
		if all := s.Runs(); len(all) > 2 {
			cut = all[0]
		}
	}
	if err := victim.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = victim.Wait() // killed
	s.again()
	found, ok := s.Unfinished()
	if !ok || found.Folder != cut.Folder {
		t.Fatalf("after the kill: %+v, %t", found, ok)
	}
	// What the log says of steps after the checkpoint is of no worth.
	f, err := os.OpenFile(cut.Log(), os.O_APPEND|os.O_WRONLY, 0)
	if err == nil {
		_, err = f.WriteString("29,1,1234,\n30,1,12")
		_ = f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Resume(found.Folder); err != nil {
		t.Fatal(err)
	}
	finished = s.until("its end", idle).Run
	sameCurve(t, "killed and resumed", curve(t, finished), want, 0)
	if finished.Status != Done || weights(t, finished).Fingerprint() != network.Fingerprint() {
		t.Errorf("killed and resumed, %s: another network", finished.Status)
	}
}

// beKilled trains, in a process of its own, until it is killed. Its run would
// take no longer than the others.
func beKilled(folder string) {
	t := newTrainer(folder)
	t.OnReport(func(r Report) {
		if r.Progress.Step >= 12 {
			select {} // the kill may be late
		}
	})
	if err := t.Start(small(filepath.Join(folder, "set.zip"), steps)); err != nil {
		panic(err)
	}
	select {}
}

func TestStopKeepsTheBest(t *testing.T) {
	s := newStage(t)
	for _, paused := range []bool{false, true} {
		s.start(small(s.data, 1_000_000))
		s.until("some steps", past(10))
		if paused {
			s.Pause()
			s.until("the pause", idle)
		}
		s.Stop()
		r := s.until("the end", func(r Report) bool { return idle(r) && r.Run.Status == Stopped }).Run
		best := 0.0
		for _, p := range curve(t, r) {
			best = max(best, p.Accuracy)
		}
		m := weights(t, r)
		if r.Best != train.AccuracyOf(m) || r.Best == 0 || m.Calibration().Scale == 1 {
			t.Errorf("paused %t: best %g, its weights note %g, calibrated %+v", paused, r.Best, train.AccuracyOf(m), m.Calibration())
		}
		// One view's accuracy and several views' differ a little.
		if r.Best < best-0.3 {
			t.Errorf("paused %t: the best was %g, kept is %g", paused, best, r.Best)
		}
		if _, ok := s.Unfinished(); ok {
			t.Error("a stopped run is unfinished")
		}
	}
}

// TestBestSoFar: the best network of a run that is not at its end can be used.
func TestBestSoFar(t *testing.T) {
	s := newStage(t)
	s.start(small(s.data, 1_000_000))
	folder := s.until("some steps", past(5)).Run.Folder
	m, err := s.Network(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	if train.AccuracyOf(m) == 0 || m.Calibration().Scale == 1 {
		t.Errorf("accuracy %g, %+v", train.AccuracyOf(m), m.Calibration())
	}
	s.until("the run going on", past(s.until("a step", past(1)).Progress.Step+1))
}

func TestRunsThatBeginElsewhere(t *testing.T) {
	s := newStage(t)
	c := small(s.data, 3)
	var err error
	if c.From, err = siamese.New(c.Recipe.Architecture, 99); err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		own := UserClass{Name: "own"}
		for j := range 2 {
			g, err := model.FromStrokes([]model.Stroke{{{X: 0, Y: 0}, {X: 1, Y: float32(i + j)}, {X: 0.5, Y: 1}}})
			if err != nil {
				t.Fatal(err)
			}
			own.Glyphs = append(own.Glyphs, g)
		}
		c.Own = append(c.Own, own)
	}
	s.start(c)
	r := s.until("the end", idle).Run
	if r.From != c.From.Fingerprint() || r.Own != 2 || r.Status != Done {
		t.Errorf("%+v", r)
	}
	started := curve(t, r)[0].Loss
	s.start(small(s.data, 3))
	if noise := curve(t, s.until("the end", idle).Run)[0].Loss; noise == started {
		t.Error("given weights make no difference")
	}
	o, err := s.options(t.Context(), &r, train.Recipe{}, nil)
	if err != nil || o.Set.Alphabets[0].Name == ownAlphabet || o.Held.Characters() != 20 {
		t.Errorf("once done the own drawings are no more: %v", err)
	}
}

func TestTroubleIsReported(t *testing.T) {
	s := newStage(t)
	if err := s.Start(RunConfig{}); err == nil {
		t.Error("a run without data")
	}
	missing := small(filepath.Join(t.TempDir(), "none.zip"), 3)
	s.start(missing)
	r := s.until("the failure", func(r Report) bool { return r.Err != nil })
	if !strings.Contains(r.Err.Error(), "none.zip") || r.Run.Status != Failed {
		t.Errorf("%v, %+v", r.Err, r.Run)
	}
	diverging := small(s.data, 300)
	diverging.Recipe.Rate, diverging.Recipe.Warmup = 1e25, 0
	s.start(diverging)
	r = s.until("divergence", func(r Report) bool { return r.Err != nil })
	if !errors.Is(r.Err, siamese.ErrDiverged) || r.Run.Status != Stopped || !r.Run.HasWeights() {
		t.Errorf("%v, %+v", r.Err, r.Run)
	}
	s.start(small(s.data, 1_000_000))
	s.until("some steps", past(2))
	if err := s.Start(small(s.data, 3)); !errors.Is(err, ErrBusy) {
		t.Errorf("two at once: %v", err)
	}
	if err := s.Delete(s.Runs()[0].Folder); !errors.Is(err, ErrBusy) {
		t.Errorf("deleted under way: %v", err)
	}
}

func TestDeleteTakesOnlyRuns(t *testing.T) {
	s := newStage(t)
	if err := s.Delete(filepath.Dir(s.data)); err == nil {
		t.Error("a folder that is no run's was deleted")
	}
	s.start(small(s.data, 1))
	r := s.until("the end", idle).Run
	if err := s.Delete(r.Folder); err != nil || len(s.Runs()) != 0 {
		t.Errorf("%v, left: %v", err, s.Runs())
	}
}

func TestReportsAreFew(t *testing.T) {
	s := newStage(t)
	began := time.Now()
	s.start(small(s.data, 200))
	n := 0
	for !idle(s.until("a report", func(Report) bool { return true })) {
		n++
	}
	if most := 20 + int(time.Since(began)/reportEvery); n > most {
		t.Errorf("%d reports in %s", n, time.Since(began))
	}
}

func TestDataIsReadOnce(t *testing.T) {
	s := newStage(t)
	a, err := s.Data(context.Background(), s.data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := s.Data(context.Background(), s.data, nil); err != nil || a != b {
		t.Errorf("read anew: %v", err)
	}
}
