package app

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	if os.Getenv(childKey) != "" {
		serveCommands()
		return
	}
	// The developer's own data folder holds weights that would be used here.
	folder, err := os.MkdirTemp("", "oneglyph-test-*")
	if err != nil {
		panic(err)
	}
	os.Setenv("XDG_DATA_HOME", folder)
	status := m.Run()
	os.RemoveAll(folder)
	os.Exit(status)
}

// call runs a command line.
func call(args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = Main(args, &out, &errs, nil)
	return status, out.String(), errs.String()
}

// succeed runs a command line that must succeed.
func succeed(t *testing.T, args ...string) string {
	t.Helper()
	status, stdout, stderr := call(args...)
	if status != 0 {
		t.Fatalf("oneglyph %q: status %d: %s", args, status, stderr)
	}
	return stdout
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{
		{"--nonsense"},
		{"nonsense"},
		{"rank"},
		{"rank", "--project", "p"},
		{"register", "x.png"},
		{"eval"},
		{"eval", "--task", "a", "--data", "b"},
		{"eval", "--data", "b", "--ways", "1"},
		{"eval", "--data", "b", "--ways", "many"},
		{"train"},
		{"--data-dir"},
	} {
		status, stdout, stderr := call(args...)
		if status != 2 || stdout != "" || strings.Count(stderr, "\n") != 1 || !strings.HasPrefix(stderr, "oneglyph: ") {
			t.Errorf("oneglyph %q: status %d, %q, %q", args, status, stdout, stderr)
		}
	}
	if got := succeed(t, "--version"); !strings.HasPrefix(got, "oneglyph "+Version+" (") || strings.Count(got, "\n") != 1 {
		t.Errorf("version %q", got)
	}
	help := succeed(t, "--help")
	for _, word := range []string{"train", "eval", "register", "rank", "starter", "export", "--data-dir"} {
		if !strings.Contains(help, word) {
			t.Errorf("help does not mention %s", word)
		}
	}
}

func TestVersionIsThePackagesToo(t *testing.T) {
	toml, err := os.ReadFile("../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`Version = "` + Version + `"`, `ID = "` + appID + `"`} {
		if !strings.Contains(string(toml), want) {
			t.Errorf("FyneApp.toml does not say %s", want)
		}
	}
}

func TestWindowNeedsADisplay(t *testing.T) {
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	if checkDisplay() == nil {
		t.Skip("this system needs neither X nor Wayland")
	}
	dir := t.TempDir()
	status, _, stderr := call("--data-dir", dir)
	if status != 1 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "display") {
		t.Errorf("status %d, %q", status, stderr)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("left behind: %v", entries)
	}
}

func TestFyneFailureIsNoticed(t *testing.T) {
	var passed bytes.Buffer
	var cause []string
	w := windowWatch{out: &passed, failed: func(c string) { cause = append(cause, c) }}
	for _, line := range []string{
		"some hint\n", "Fyne error:  window creation error\n",
		"  Cause: APIUnavailable: GLX: Failed to find a GLX extension\n", "  At: window.go:840\n",
	} {
		fmt.Fprint(&w, line)
	}
	if len(cause) != 1 || cause[0] != "APIUnavailable: GLX: Failed to find a GLX extension" {
		t.Errorf("cause %q", cause)
	}
	if !strings.HasPrefix(passed.String(), "some hint\n") {
		t.Errorf("passed on %q", passed.String())
	}
}
