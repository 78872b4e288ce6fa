package foreign_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/foreign"
)

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadsARegularFile(t *testing.T) {
	path := write(t, filepath.Join(t.TempDir(), "a"), "twelve bytes")
	f, size, err := foreign.Open(path, 12)
	if err != nil || size != 12 {
		t.Fatalf("size %d, %v", size, err)
	}
	defer f.Close()
	if data, err := io.ReadAll(f); string(data) != "twelve bytes" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
	if data, err := foreign.ReadFile(path, 12); string(data) != "twelve bytes" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
}

func TestRefuses(t *testing.T) {
	dir := t.TempDir()
	large := write(t, filepath.Join(dir, "large"), "13 bytes here")
	sparse := write(t, filepath.Join(dir, "sparse"), "")
	if err := os.Truncate(sparse, 12<<30); err != nil {
		t.Fatal(err)
	}
	cases := map[string]error{
		large: foreign.ErrTooLarge, sparse: foreign.ErrTooLarge, dir: foreign.ErrNotRegular,
		filepath.Join(dir, "none"): fs.ErrNotExist,
	}
	for _, path := range special(t, dir) {
		cases[path] = foreign.ErrNotRegular
		link := path + "-link"
		if os.Symlink(path, link) == nil {
			cases[link] = foreign.ErrNotRegular
		}
	}
	for path, want := range cases {
		start := time.Now()
		_, _, err := foreign.Open(path, 12)
		var of *fs.PathError
		if !errors.Is(err, want) || !errors.As(err, &of) || of.Path != path {
			t.Errorf("%s: %v, not %v", path, err, want)
		}
		if _, err := foreign.ReadFile(path, 12); !errors.Is(err, want) {
			t.Errorf("%s: %v, not %v", path, err, want)
		}
		if d := time.Since(start); d > time.Second {
			t.Errorf("%s: took %v", path, d)
		}
	}
}

// A file may grow after it was opened, and a file of the kernel's tells no size.
func TestReadsNoFurtherThanTheLimit(t *testing.T) {
	if _, err := foreign.ReadAll(strings.NewReader("13 bytes here"), 12); !errors.Is(err, foreign.ErrTooLarge) {
		t.Error(err)
	}
	if data, err := foreign.ReadAll(strings.NewReader("twelve bytes"), 12); string(data) != "twelve bytes" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
}
