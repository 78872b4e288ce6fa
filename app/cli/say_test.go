package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/oneglyph/oneglyph/model/foreign"
	"github.com/oneglyph/oneglyph/model/omnitest"
)

// evil is a name that would colour a terminal, turn what follows and break a line.
// Files can have it on every system but Windows.
const evil = "한글\x1b[31m\u202e\u009b2J\n\t\x7fé"

const evilShown = `한글\x1b[31m\u202e\u009b2J\n\t\x7fé`

// checkShown fails where a terminal would obey what was printed.
func checkShown(t *testing.T, what, printed string) {
	t.Helper()
	for line := range strings.Lines(printed) {
		if line = strings.TrimSuffix(line, "\n"); foreign.Text(line) != line {
			t.Errorf("%s: %q", what, line)
		}
	}
}

func TestNamesAreShownAndNotObeyed(t *testing.T) {
	dir := t.TempDir()
	picture := sketchPNG(t, 1)
	set := omnitest.Files{}
	for i := range 4 {
		for drawer := range 3 {
			set[fmt.Sprintf("%s/character%d/%04d_%02d.png", evil, i, i, drawer+1)] = sketchPNG(t, i)
		}
	}
	data, task := filepath.Join(dir, "data.zip"), filepath.Join(dir, "task.zip")
	run := strings.NewReplacer("\n", "", "\t", "", "\u009b", "").Replace(evil) // the labels' fields are divided by space
	write := func(path string, f omnitest.Files) {
		if err := os.WriteFile(path, f.Zip(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write(data, set)
	write(task, omnitest.Files{
		run + "/training/a.png": picture, run + "/training/b.png": sketchPNG(t, 2), run + "/test/a.png": picture,
		run + "/class_labels.txt": []byte(run + "/test/a.png " + run + "/training/a.png\n"),
	})
	for _, args := range [][]string{
		{"eval", "--data", data, "--ways", "2", "--episodes", "2"},
		{"eval", "--data", data, "--ways", "2", "--episodes", "2", "--json"},
		{"eval", "--task", task},
		{"eval", "--task", task, "--json"},
	} {
		out := succeed(t, args...)
		checkShown(t, fmt.Sprint(args), out)
		var result evaluation
		switch strings.Contains(out, "{") {
		case true:
			if err := json.Unmarshal([]byte(out), &result); err != nil || result.Groups[0].Name != evil && result.Groups[0].Name != run {
				t.Errorf("%q: %v, %+v", args, err, result.Groups)
			}
		case false:
			if !strings.Contains(out, `\x1b[31m\u202e`) {
				t.Errorf("%q: %q", args, out)
			}
		}
	}
	for _, args := range [][]string{
		{evil},
		{"--" + evil},
		{"rank", "--project", evil, evil},
		{"register", "--project", filepath.Join(dir, "p"), "--name", evil, evil},
		{"eval", "--data", evil + "\xff"},
		{"eval", "--ways", evil, "--data", data},
		{"starter", "--project", filepath.Join(dir, "p"), "--data", data, "--alphabet", "none" + evil},
		{"train", "--data", data, "--architecture", evil, "--out", "x"},
		{"train", "--data", data, "--steps", "1", "--out", filepath.Join(dir, evil, evil)},
		{"export", "embeddings", "--project", evil, evil},
	} {
		status, stdout, stderr := call(args...)
		checkShown(t, fmt.Sprintf("%q", args), stdout+stderr)
		if status == 0 || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%q: status %d, %q", args, status, stderr)
		}
	}
}

func sketchPNG(t *testing.T, n int) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sketch.png")
	sketch(t, path, n, 0)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestErrorsAreOneLine(t *testing.T) {
	inner := errors.New("a\x1bb")
	for _, c := range []struct {
		err  error
		want string
	}{
		{inner, `a\x1bb`},
		{fmt.Errorf("file %s: %w", evil, inner), "file " + evilShown + `: a\x1bb`},
		{errors.Join(inner, nil, errors.New("two\nlines")), `a\x1bb; two\nlines`},
		{fmt.Errorf("it: %w; go on", errors.Join(inner, context.Canceled)), `it: a\x1bb; interrupted; go on`},
		{fmt.Errorf("%w and %w", inner, errors.Join(inner)), `a\x1bb and a\x1bb`},
	} {
		if got := oneLine(c.err); got != c.want {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
	long := oneLine(errors.New(strings.Repeat("한\x00", 1_000_000)))
	if len(long) > maxLine+10 || !utf8.ValidString(long) {
		t.Errorf("%d bytes", len(long))
	}
}

// Whatever is printed goes through say and sayJSON, but for the program's own words.
func TestAllPrintingIsShown(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	direct := regexp.MustCompile(`(Fprint(f|ln)?|NewEncoder|Write)\((env\.)?std(out|err)`)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range bytes.Split(data, []byte("\n")) {
			if !strings.HasSuffix(file, "_test.go") && direct.Match(line) {
				t.Errorf("%s:%d: %s", file, i+1, line)
			}
		}
	}
}
