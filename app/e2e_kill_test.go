package app

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/app/store"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/omnitest"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train/runs"
)

var kills = flag.Int("kills", 8, "TestKilledInARealWindow: how many times to kill the program")

// TestKilledInARealWindow kills the window while somebody draws, registers and
// trains in it, and the command that trains, with SIGKILL at any moment. The next
// start finds no lock, and settings, gallery, runs and checkpoints whole.
//
//	go test ./app -run TestKilledInARealWindow -kills 80 -v # 20 of each
func TestKilledInARealWindow(t *testing.T) {
	if testing.Short() {
		t.Skip("a real window takes half a minute: not with -short")
	}
	s, binary, data := newScreen(t), buildProgram(t), t.TempDir()
	set := filepath.Join(t.TempDir(), "set.zip")
	if err := omnitest.WriteZip(set, 20, 3, "Alpha", "Beta", "Gamma"); err != nil {
		t.Fatal(err)
	}
	settings, err := json.Marshal(map[string]string{"training data": set})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(data, "settings.json"), settings, 0o666); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(18, uint64(*kills)))
	soon := func(most time.Duration) time.Duration { return time.Duration(r.Int64N(int64(most))) }
	times := max(*kills/4, 1)

	classes := 0
	for i := range times {
		p := start(t, s, binary, data) // which fails where another window has the lock
		for n, end := 0, time.Now().Add(soon(6*time.Second)); time.Now().Before(end); n++ {
			s.press(t, "alt+1")
			s.draw(t, []int{150, 150, 200 + r.IntN(200), 300, 400, 200 + r.IntN(200)})
			s.typeText(t, fmt.Sprint("k", i, " ", n))
			s.press(t, "Return", "alt+7", "Return")
		}
		_ = p.Process.Kill()
		<-p.ended
		if strings.Contains(p.stderr.String(), "goroutine ") {
			t.Errorf("window %d: %s", i, p.stderr.String())
		}
		classes = max(classes, wholeAfterAKill(t, data))
	}
	if classes == 0 {
		t.Error("nothing was ever registered")
	}
	start(t, s, binary, data).quit(t, s)
	for _, pattern := range []string{".*.tmp", ".*.lock"} {
		if left, _ := filepath.Glob(filepath.Join(data, pattern)); len(left) > 0 {
			t.Errorf("left behind after a start: %v", left)
		}
	}

	out := filepath.Join(t.TempDir(), "w.safetensors")
	for i := range times {
		c := exec.Command(binary, "--data-dir", data, "train", "--data", set, "--steps", "2000", "--out", out)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(soon(7 * time.Second))
		_ = c.Process.Kill()
		_ = c.Wait()
		wholeAfterAKill(t, data)
		if _, err := os.Stat(out); err == nil {
			t.Errorf("train %d: weights before the end", i)
		}
	}
	t.Logf("%d windows and %d trainings killed; %d classes registered", times, times, classes)
}

// wholeAfterAKill looks at what a killed window left, and counts its classes.
func wholeAfterAKill(t *testing.T, data string) (classes int) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(data, "settings.json"))
	if err != nil || !json.Valid(text) {
		t.Errorf("settings %q, %v", text, err)
	}
	if path := store.GalleryPath(data); exists(path) {
		p, err := gallery.Open(context.Background(), path)
		if err != nil {
			t.Fatal(err)
		}
		classes = p.Len()
	}
	folders, _ := filepath.Glob(filepath.Join(data, "training", "runs", "*"))
	trainer := runs.Open(filepath.Join(data, "training", "runs"))
	defer trainer.Close()
	runs := trainer.Runs()
	if len(runs) != len(folders) {
		t.Errorf("%d runs in %d folders", len(runs), len(folders))
	}
	for _, run := range runs {
		if path := run.Checkpoint(); exists(path) {
			if _, err := siamese.OpenCheckpoint(path); err != nil {
				t.Error(err)
			}
		}
	}
	return classes
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
