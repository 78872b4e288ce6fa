package cli

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train"
	"github.com/oneglyph/oneglyph/model/train/runs"
)

// trainingSet makes a data set large enough for an episode: alphabets of 21
// characters by two drawers, those of split A among them.
func trainingSet(t *testing.T) string {
	root := filepath.Join(t.TempDir(), "images_background")
	for a, alphabet := range []string{"Armenian", "Braille", "Gujarati", "Latin", "Syriac_(Estrangelo)", "One", "Three", "Two"} {
		for c := range 21 {
			n := 21*a + c
			for d := range 2 {
				sketch(t, filepath.Join(root, alphabet, fmt.Sprintf("character%02d", c+1),
					fmt.Sprintf("%04d_%02d.png", n+1, d+1)), n, 3*d)
			}
		}
	}
	return root
}

func TestTrain(t *testing.T) {
	data := trainingSet(t)
	at := func(name string) string { return filepath.Join(t.TempDir(), name) }
	held, plot := at("held.safetensors"), at("plot.png")
	succeed(t, "train", "--data", data, "--steps", "2", "--holdout", "--seed", "3", "--out", held, "--plot", plot)
	if picture, err := os.Open(plot); err != nil {
		t.Error(err)
	} else {
		defer picture.Close()
		if size, err := png.DecodeConfig(picture); err != nil || size.Width < 1000 {
			t.Errorf("the plot: %+v, %v", size, err)
		}
	}
	m, err := siamese.Open(held)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(m.Info("held_out_alphabets"), "Braille") || m.Info(train.AccuracyKey) == "" {
		t.Errorf("notes: %q, %q", m.Info("held_out_alphabets"), m.Info(train.AccuracyKey))
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(held), "*")); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}

	all := at("all.safetensors")
	succeed(t, "train", "--data", data, "--steps", "1", "--calibration", held, "--out", all)
	n, err := siamese.Open(all)
	if err != nil {
		t.Fatal(err)
	}
	if n.Calibration() != m.Calibration() || n.Fingerprint() == m.Fingerprint() {
		t.Errorf("calibration %+v of %s, asked for %+v of %s", n.Calibration(), n.Fingerprint(), m.Calibration(), m.Fingerprint())
	}
	if out := succeed(t, "eval", "--data", data, "--weights", all, "--episodes", "5", "--json"); !strings.Contains(out, n.Fingerprint()) {
		t.Errorf("eval printed %s", out)
	}
}

func TestTrainRefusesBeforeItBegins(t *testing.T) {
	dir := t.TempDir()
	for _, out := range []string{dir, filepath.Join(dir, "missing", "out.safetensors")} {
		status, _, stderr := call("train", "--data", dir, "--steps", "1", "--out", out)
		if status != 1 || !strings.Contains(stderr, out) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("--out %s: status %d, %q", out, status, stderr)
		}
	}
}

// watchedBuffer calls seen with each text written to it.
type watchedBuffer struct {
	mu   sync.Mutex
	all  bytes.Buffer
	seen func(text string)
}

func (w *watchedBuffer) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen(string(p))
	return w.all.Write(p)
}

func TestInterruptedTrainingCanGoOn(t *testing.T) {
	data, out, dir := trainingSet(t), filepath.Join(t.TempDir(), "out.safetensors"), t.TempDir()
	var interrupt sync.Once
	stderr := &watchedBuffer{seen: func(text string) {
		if strings.HasPrefix(text, "training ") {
			interrupt.Do(func() {
				self, err := os.FindProcess(os.Getpid())
				if err == nil {
					err = self.Signal(os.Interrupt)
				}
				if err != nil {
					t.Skip("this system cannot interrupt a process: ", err)
				}
			})
		}
	}}
	status := Main(tested, []string{"--data-dir", dir, "train", "--data", data, "--steps", "1000000", "--out", out}, &bytes.Buffer{}, stderr)
	folders, _ := filepath.Glob(filepath.Join(dir, "training", "runs", "*"))
	if len(folders) != 1 {
		t.Fatalf("runs %q: %s", folders, stderr.all.String())
	}
	run := folders[0]
	if last := stderr.all.String(); status != 1 || !strings.Contains(last, "interrupted; go on with --resume \""+run+"\"") {
		t.Fatalf("status %d, %q", status, last)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("half-trained weights were written")
	}
	checkpoint := filepath.Join(t.TempDir(), "alone.safetensors")
	state, err := os.ReadFile(filepath.Join(run, "checkpoint.safetensors"))
	if err == nil {
		err = os.WriteFile(checkpoint, state, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"--steps", "5"}, {"--seed", "9"}, {"--architecture", "koch"}, {"--holdout"}} {
		for _, resumed := range []string{run, filepath.Join(run, "checkpoint.safetensors"), checkpoint} {
			status, _, stderr := call(append([]string{"--data-dir", dir, "train", "--data", data, "--out", out, "--resume", resumed}, args...)...)
			if status != 1 || !strings.Contains(stderr, "began") || !strings.Contains(stderr, run) && !strings.Contains(stderr, checkpoint) {
				t.Errorf("%s resumed with %q: status %d, %q", resumed, args, status, stderr)
			}
		}
	}
}

// TestOneHouseOfRuns: what the window's trainer has begun the command line goes on
// with, by its name, and the other way about; both come to what one alone comes to.
func TestOneHouseOfRuns(t *testing.T) {
	data, dir := trainingSet(t), t.TempDir()
	recipe, err := train.Preset("full", siamese.Compact())
	if err != nil {
		t.Fatal(err)
	}
	recipe.Steps, recipe.Classes, recipe.Alphabets = 6, 10, 1
	folder := filepath.Join(dir, "training", "runs")
	// pausedAt is a window's trainer that has paused a run.
	paused := func(begin func(*runs.Trainer) error) runs.Run {
		t.Helper()
		trainer := runs.Open(folder)
		defer trainer.Close()
		var once sync.Once
		trainer.OnReport(func(r runs.Report) {
			if r.Phase == runs.Training && r.Progress.Step >= 1 {
				once.Do(trainer.Pause)
			}
		})
		if err := begin(trainer); err != nil {
			t.Fatal(err)
		}
		return trainer.Wait(t.Context()).Run
	}
	config := runs.RunConfig{Data: data, Preset: runs.Custom, Recipe: recipe}
	run := paused(func(trainer *runs.Trainer) error { return trainer.Start(config) })
	if !run.Resumable() {
		t.Fatalf("%+v", run)
	}
	out := filepath.Join(t.TempDir(), "w.safetensors")
	succeed(t, "--data-dir", dir, "train", "--resume", filepath.Base(run.Folder), "--out", out)
	trainer := runs.Open(folder)
	defer trainer.Close()
	if all := trainer.Runs(); len(all) != 1 || all[0].Status != runs.Done || all[0].Best == 0 {
		t.Errorf("in the window: %+v", all)
	}
	resumed, err := siamese.Open(out)
	if err != nil {
		t.Fatal(err)
	}

	// One that the command line begins, and the window resumes.
	succeed(t, "--data-dir", dir, "train", "--data", data, "--steps", "1", "--holdout")
	if all := trainer.Runs(); len(all) != 2 || all[0].Status != runs.Done || len(all[0].HeldOut) != 5 || !all[0].HasWeights() {
		t.Errorf("in the window: %+v", all)
	}
	if err := trainer.Start(config); err != nil {
		t.Fatal(err)
	}
	whole := trainer.Wait(t.Context()).Run
	undisturbed, err := siamese.Open(whole.Weights())
	if err != nil || undisturbed.Fingerprint() != resumed.Fingerprint() {
		t.Errorf("undisturbed %s, begun in the window and resumed here %s (%v)", undisturbed.Fingerprint(), resumed.Fingerprint(), err)
	}
}
