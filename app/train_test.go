package app

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
	data, out := trainingSet(t), filepath.Join(t.TempDir(), "out.safetensors")
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
	status := Main([]string{"train", "--data", data, "--steps", "1000000", "--out", out}, &bytes.Buffer{}, stderr, nil)
	checkpoint := checkpointOf(out)
	if last := stderr.all.String(); status != 1 || !strings.Contains(last, "interrupted; go on with --resume "+checkpoint) {
		t.Fatalf("status %d, %q", status, last)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("half-trained weights were written")
	}
	for _, args := range [][]string{{"--steps", "5"}, {"--seed", "9"}, {"--architecture", "koch"}, {"--holdout"}} {
		status, _, stderr := call(append([]string{"train", "--data", data, "--out", out, "--resume", checkpoint}, args...)...)
		if status != 1 || !strings.Contains(stderr, checkpoint) || !strings.Contains(stderr, "began") {
			t.Errorf("resumed with %q: status %d, %q", args, status, stderr)
		}
	}
}
