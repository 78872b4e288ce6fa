package recognizer_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// A program that asks is built without a C compiler, and answers the same.
func TestWithoutCgo(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles Gorgonia without cgo")
	}
	program := filepath.Join(t.TempDir(), "ask.exe")
	build := exec.Command("go", "build", "-o", program, "./testdata/ask")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	out, err := exec.Command(program, "testdata/shapes.oneglyph", "testdata/cross.png").CombinedOutput()
	if err != nil || string(out) != "×\n" {
		t.Errorf("%v: %q", err, out)
	}
}
