//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Whatever a command reads may be a pipe that nobody writes to, or a device.
func TestOnlyRegularFilesAreRead(t *testing.T) {
	dir := t.TempDir()
	good, image, pipe, zero := filepath.Join(dir, "good.oneglyph"), filepath.Join(dir, "good.png"), filepath.Join(dir, "pipe"), filepath.Join(dir, "zero")
	sketch(t, image, 1, 0)
	succeed(t, "register", "--project", good, "--name", "a", image)
	if err := syscall.Mkfifo(pipe, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/dev/zero", zero); err != nil {
		t.Fatal(err)
	}
	data := omniglotFolder(t)
	run := filepath.Join(dir, "run01")
	for _, name := range []string{"training/class01.png", "training/class02.png"} {
		sketch(t, filepath.Join(run, name), 1, 0)
	}
	if err := syscall.Mkfifo(filepath.Join(run, "class_labels.txt"), 0o666); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out.safetensors")
	commands := [][]string{{"eval", "--task", filepath.Dir(run)}}
	for _, at := range []string{pipe, zero} {
		commands = append(commands, [][]string{
			{"register", "--project", good, "--name", "b", at},
			{"register", "--project", at, "--name", "b", image},
			{"rank", "--project", good, at},
			{"rank", "--project", at, image},
			{"export", "sheet", "--project", at, filepath.Join(dir, "sheet.png")},
			{"export", "ranking", "--project", good, at, filepath.Join(dir, "ranking.csv")},
			{"starter", "--project", good, "--data", at, "--alphabet", "a"},
			{"eval", "--task", at},
			{"eval", "--data", at},
			{"eval", "--data", data, "--weights", at},
			{"train", "--data", at, "--steps", "1", "--out", out},
			{"train", "--data", data, "--steps", "1", "--out", out, "--calibration", at},
			{"train", "--data", data, "--steps", "1", "--out", out, "--resume", at},
		}...)
	}
	for _, args := range commands {
		start := time.Now()
		status, stdout, stderr := call(args...)
		if status != 1 || stdout != "" || strings.Count(stderr, "\n") != 1 {
			t.Errorf("oneglyph %q: status %d, %q, %q", args, status, stdout, stderr)
		}
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("oneglyph %q: took %v", args, d)
		}
	}
}
