package train

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
)

func trained(t *testing.T, o Options) *siamese.Model {
	t.Helper()
	m, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// usable fails when a network gives anything but finite numbers.
func usable(t *testing.T, m *siamese.Model) {
	t.Helper()
	if m == nil {
		t.Fatal("no network")
	}
	e, err := siamese.NewEncoder(m)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	learnt, _ := sets(t)
	var h [2]model.Embedding
	for i := range h {
		if h[i], err = e.Embed(learnt.Alphabets[0].Characters[i].Drawings[0].Glyph()); err != nil {
			t.Fatal(err)
		}
	}
	logit := make([]float32, 1)
	m.Metric().Logits(logit, h[0], h[1])
	if v := float64(logit[0]); math.IsNaN(v) || math.IsInf(v, 0) {
		t.Errorf("a logit of %g", v)
	}
	var file bytes.Buffer
	if err := m.Write(&file); err != nil {
		t.Fatal(err)
	}
	if _, err := siamese.Read(&file); err != nil {
		t.Errorf("what was written cannot be read: %v", err)
	}
}

// TestRunLearns: the loss falls, and on an alphabet held out the network is far
// better than chance, as it soon is on drawings so simple; its reports make
// sense.
func TestRunLearns(t *testing.T) {
	learnt, held := sets(t)
	o := Options{Recipe: recipe(100), Set: learnt, Held: held, Threads: 1, Every: -1, Trials: 200}
	var reports []Progress
	o.Progress = func(p Progress) { reports = append(reports, p) }
	m := trained(t, o)
	if len(reports) != 100 {
		t.Fatalf("%d reports of 100 steps", len(reports))
	}
	var first, last float64
	for i, p := range reports {
		if p.Step != i+1 || p.Share != float64(i+1)/100 || !(p.Loss >= 0) || !(p.Rate > 0) || math.IsInf(p.Rate, 0) || p.Left < 0 {
			t.Fatalf("report %d: %+v", i, p)
		}
		if i > 0 && (p.Trained <= reports[i-1].Trained) {
			t.Fatalf("training time goes from %s to %s", reports[i-1].Trained, p.Trained)
		}
		if !p.Validated || !(p.Any > 0 && p.Any <= 1) {
			t.Fatalf("no validation: %+v", p)
		}
		if i < 5 {
			first += p.Loss / 5
		}
		if i >= 95 {
			last += p.Loss / 5
		}
	}
	end := reports[99]
	if end.Share != 1 || end.Left != 0 {
		t.Errorf("at the end %+v", end)
	}
	if last > 0.85*first {
		t.Errorf("loss from %.3f to %.3f", first, last)
	}
	t.Logf("loss %.3f to %.3f, accuracy %.3f to %.3f", first, last, reports[0].Any, end.Any)
	if end.Any < reports[0].Any-0.05 || end.Any < 0.3 {
		t.Errorf("accuracy from %.3f to %.3f", reports[0].Any, end.Any)
	}
	usable(t, m)
	if c := m.Calibration(); c.Scale == 1 || c.Threshold == 0.5 {
		t.Errorf("not calibrated: %+v", c)
	}
	// The note is of the network as it is given, over several views.
	v := validation(t, o.Trials)
	if accuracy, err := v.Accuracy(t.Context(), m, 1); err != nil || m.Info(AccuracyKey) != formatAccuracy(accuracy) {
		t.Errorf("accuracy %.4f (%v), noted as %q", accuracy, err, m.Info(AccuracyKey))
	}
	if got := m.Calibration().Views; got != o.Recipe.Views {
		t.Errorf("%d views, want %d", got, o.Recipe.Views)
	}
	if m.Info(recipeKey) != o.Recipe.String() || m.Info(stepKey) != "100" {
		t.Errorf("noted: %q, %q", m.Info(recipeKey), m.Info(stepKey))
	}
}

// TestResumedRunIsTheSame: stopped and gone on with, by whatever number of
// threads, a run of so many steps gives the very same network.
func TestResumedRunIsTheSame(t *testing.T) {
	learnt, _ := sets(t)
	o := Options{Recipe: recipe(12), Set: learnt, Threads: 1}
	want := trained(t, o).Fingerprint()
	o.Threads = 2
	if got := trained(t, o).Fingerprint(); got != want {
		t.Errorf("on two threads %s, on one %s", got, want)
	}
	for _, at := range []int{1, 7} {
		o.Checkpoint = filepath.Join(t.TempDir(), "run.checkpoint")
		ctx, stop := context.WithCancel(t.Context())
		o.Progress = func(p Progress) {
			if p.Step == at {
				stop()
			}
		}
		m, err := Run(ctx, o)
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("cancelled: %v", err)
		}
		usable(t, m)
		if got := m.Info(stepKey); got != strconv.Itoa(at) {
			t.Errorf("cancelled after step %d, the network is of step %s", at, got)
		}
		o.Progress = nil
		if o.Resume, err = siamese.OpenCheckpoint(o.Checkpoint); err != nil {
			t.Fatal(err)
		}
		if got := o.Resume.Model.Fingerprint(); got != m.Fingerprint() {
			t.Errorf("the checkpoint is %s, the network %s", got, m.Fingerprint())
		}
		if o.Recipe, err = ResumeRecipe(o.Resume); err != nil {
			t.Fatal(err)
		}
		if got := trained(t, o).Fingerprint(); got != want {
			t.Errorf("resumed after step %d: %s, undisturbed %s", at, got, want)
		}
		o.Resume = nil
	}
	o.Recipe.Seed++
	if trained(t, o).Fingerprint() == want {
		t.Error("another seed gives the same network")
	}
}

// TestCancelledFromTheStart: a run that may not take a step still gives its
// network and a checkpoint.
func TestCancelledFromTheStart(t *testing.T) {
	learnt, held := sets(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	o := Options{Recipe: recipe(1000), Set: learnt, Held: held, Trials: 10, Checkpoint: filepath.Join(t.TempDir(), "c")}
	m, err := Run(ctx, o)
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("cancelled: %v", err)
	}
	usable(t, m)
	if _, err := siamese.OpenCheckpoint(o.Checkpoint); err != nil {
		t.Error(err)
	}
}

// TestCancelledWhileCalibrating: the trained network is not lost.
func TestCancelledWhileCalibrating(t *testing.T) {
	learnt, held := sets(t)
	ctx, stop := context.WithCancel(t.Context())
	o := Options{Recipe: recipe(2), Set: learnt, Held: held, Trials: 10}
	o.Progress = func(p Progress) {
		if p.Share == 1 {
			stop()
		}
	}
	m, err := Run(ctx, o)
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("cancelled: %v", err)
	}
	usable(t, m)
}

func TestRunByTheClock(t *testing.T) {
	learnt, _ := sets(t)
	o := Options{Recipe: recipe(0), Set: learnt, Threads: 1}
	o.Recipe.Duration = 150 * time.Millisecond
	var last Progress
	o.Progress = func(p Progress) {
		if p.Share < last.Share || p.Trained+p.Left < last.Trained {
			t.Errorf("after %+v comes %+v", last, p)
		}
		last = p
	}
	trained(t, o)
	if last.Share != 1 || last.Left != 0 || last.Trained < o.Recipe.Duration {
		t.Errorf("at the end %+v", last)
	}
}

// TestDivergence: a rate beyond all reason gives ErrDiverged, a network from
// before it, and leaves the checkpoint as it was.
func TestDivergence(t *testing.T) {
	learnt, _ := sets(t)
	o := Options{Recipe: recipe(400), Set: learnt, Threads: 1, Checkpoint: filepath.Join(t.TempDir(), "c")}
	o.Recipe.Rate, o.Recipe.Warmup = 1e25, 0
	m, err := Run(t.Context(), o)
	if !errors.Is(err, siamese.ErrDiverged) {
		t.Fatalf("%v, want ErrDiverged", err)
	}
	usable(t, m)
	c, err := siamese.OpenCheckpoint(o.Checkpoint)
	if err != nil {
		t.Fatal(err)
	}
	usable(t, c.Model)
}

func TestCheckpointThatCannotBeWritten(t *testing.T) {
	learnt, _ := sets(t)
	o := Options{Recipe: recipe(1000), Set: learnt, Checkpoint: filepath.Join(t.TempDir(), "no such folder", "c")}
	o.Progress = func(p Progress) { t.Errorf("step %d is taken in vain", p.Step) }
	_, err := Run(t.Context(), o)
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(fmt.Sprint(err), o.Checkpoint) {
		t.Errorf("error %v", err)
	}
}

func TestRunsThatCannotBegin(t *testing.T) {
	learnt, held := sets(t)
	good := filepath.Join(t.TempDir(), "c")
	trained(t, Options{Recipe: recipe(1), Set: learnt, Checkpoint: good})
	c, err := siamese.OpenCheckpoint(good)
	if err != nil {
		t.Fatal(err)
	}
	few := &omniglot.Set{Alphabets: []omniglot.Alphabet{{Name: "Few", Characters: held.Alphabets[0].Characters[:3]}}}
	for name, spoil := range map[string]func(o *Options){
		"recipe":          func(o *Options) { o.Recipe.Rate = 0 },
		"views":           func(o *Options) { o.Recipe.Views = 1000 },
		"too few":         func(o *Options) { o.Set = few },
		"too few held":    func(o *Options) { o.Held = few },
		"architecture":    func(o *Options) { o.Recipe.Architecture.Layers = nil },
		"another network": func(o *Options) { o.Resume, o.Recipe.Architecture.Input = c, 24 },
	} {
		o := Options{Recipe: recipe(5), Set: learnt}
		spoil(&o)
		if m, err := Run(t.Context(), o); err == nil || m != nil {
			t.Errorf("%s: %v, %v", name, m, err)
		}
	}
	if _, err := ResumeRecipe(&siamese.Checkpoint{Model: constant(t)}); err == nil {
		t.Error("a network without a recipe gives one")
	}
}
