package runs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestLeftoversOfAKilledProgram are gone once the next one looks at the runs, from
// whatever file it was writing.
func TestLeftoversOfAKilledProgram(t *testing.T) {
	runs := t.TempDir()
	r := Run{Started: time.Now(), Status: Unfinished}
	lock, err := r.create(runs)
	if err != nil {
		t.Fatal(err)
	}
	if err := lock.Close(); err != nil {
		t.Fatal(err)
	}
	files := []string{"checkpoint.safetensors", "checkpoint.safetensors.best", "best.safetensors", "weights.safetensors", "log.csv", "own.zip", "run.json"}
	for _, name := range files {
		for _, ending := range []string{"-1234.tmp", "-1234.oneglyph.tmp"} {
			if err := os.WriteFile(r.file("."+name+ending), []byte("half"), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	Open(runs).Close()
	if left, _ := filepath.Glob(filepath.Join(r.Folder, ".*")); len(left) > 0 {
		t.Errorf("left: %q", left)
	}
}

// TestAFailedRunKeepsNothingLarge: only what it was and why it failed.
func TestAFailedRunKeepsNothingLarge(t *testing.T) {
	r := Run{Started: time.Now(), Status: Unfinished}
	lock, err := r.create(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	for _, path := range []string{r.ownData(), r.olderBest(), r.BestSoFar()} {
		if err := os.WriteFile(path, []byte("large"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	r, err = new(Trainer).failed(r, os.ErrInvalid)
	if err == nil || r.Status != Failed {
		t.Errorf("it is %s, %v", r.Status, err)
	}
	entries, _ := os.ReadDir(r.Folder)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if got := strings.Join(names, " "); got != "lock run.json" {
		t.Errorf("it keeps %s", got)
	}
}
