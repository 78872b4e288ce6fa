package atomicfile

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/foreign"
)

func content(t *testing.T, path string) string {
	t.Helper()
	data, err := foreign.ReadFile(path, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// names lists a folder.
func names(t *testing.T, folder string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestWriteIsWholeOrNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := WriteBytes(path, []byte("old")); err != nil {
		t.Fatal(err)
	}
	trouble := errors.New("trouble")
	err := Write(path, func(w io.Writer) error {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil {
			return err
		}
		return trouble
	})
	if !errors.Is(err, trouble) || content(t, path) != "old" {
		t.Errorf("%v, and the file holds %q", err, content(t, path))
	}
	if err := WriteBytes(path, []byte("new")); err != nil || content(t, path) != "new" {
		t.Errorf("%v, and the file holds %q", err, content(t, path))
	}
	if left := names(t, filepath.Dir(path)); len(left) != 1 {
		t.Errorf("left behind: %q", left)
	}
	if err := WriteBytes(filepath.Join(path, "below"), nil); err == nil {
		t.Error("a file below a file")
	}
	if _, err := foreign.ReadFile(path+"none", 1<<20); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

// TestReplacingAFolder fails, and nothing stays beside it.
func TestReplacingAFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "folder")
	if err := os.MkdirAll(filepath.Join(path, "full"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := WriteBytes(path, nil); err == nil {
		t.Error("a file took a folder's place")
	}
	if left := names(t, filepath.Dir(path)); len(left) != 1 {
		t.Errorf("left behind: %q", left)
	}
}

// TestPermissions: a new file is there for all to read, and of one that is replaced
// they stay what they were.
func TestPermissions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	mode := func() fs.FileMode {
		t.Helper()
		if err := WriteBytes(path, nil); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode()
	}
	if got := mode(); got&0o644 != 0o644 {
		t.Errorf("a new file is %v", got)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := mode(); got != info.Mode() { // Windows shows 0666
		t.Errorf("%v became %v", info.Mode(), got)
	}
}

// TestReadWhileWritten: whoever reads finds the one content or the other, and
// neither is kept from its work. On Windows both are, without patience.
func TestReadWhileWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	contents := [2][]byte{bytes.Repeat([]byte("a"), 1<<17), bytes.Repeat([]byte("b"), 1<<10)}
	if err := WriteBytes(path, contents[0]); err != nil {
		t.Fatal(err)
	}
	for i := range 100 {
		var reading sync.WaitGroup
		reading.Go(func() {
			if data, err := foreign.ReadFile(path, 1<<20); err != nil || !bytes.Equal(data, contents[0]) && !bytes.Equal(data, contents[1]) {
				t.Errorf("%v, %d bytes", err, len(data))
			}
		})
		if err := WriteBytes(path, contents[1-i%2]); err != nil {
			t.Error(err)
		}
		reading.Wait()
	}
}

// abandon leaves a temporary file as a process does that is killed.
func abandon(t *testing.T, path string) Temp {
	t.Helper()
	temp, err := Beside(path, func(io.Writer) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	temp.owned.release()
	return temp
}

func TestRemoveLeftovers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file[1]")
	for _, name := range []string{path, path + "2", path + "-2"} {
		abandon(t, name)
	}
	old := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"-123.tmp") // version 0.1.0's
	if err := os.WriteFile(old, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	RemoveLeftovers(path)
	if left := names(t, filepath.Dir(path)); len(left) != 2 { // the other files'
		t.Errorf("left: %q", left)
	}
}

// TestSweep: what a killed process left goes, what one is writing stays, and so
// does what only looks alike.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	left := abandon(t, filepath.Join(dir, "left"))
	written, err := Beside(filepath.Join(dir, "written"), func(io.Writer) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(dir, ".other-1.tmp")
	if err := os.WriteFile(foreign, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "windows" { // where only age tells
		long := time.Now().Add(-2 * abandoned)
		if err := os.Chtimes(left.name, long, long); err != nil {
			t.Fatal(err)
		}
	}
	Sweep(dir)
	if got := names(t, dir); len(got) != 2 {
		t.Errorf("there are %q", got)
	}
	if err := written.Replace(filepath.Join(dir, "written")); err != nil {
		t.Error(err)
	}
}

// TestErrorsNameTheTarget, with the same words each time: not a temporary file's
// name, which is another one at every attempt.
func TestErrorsNameTheTarget(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "folder") // in the way of renaming
	if err := os.MkdirAll(filepath.Join(folder, "full"), 0o777); err != nil {
		t.Fatal(err)
	}
	full := errors.New("no space left")
	for name, try := range map[string]func() error{
		"no folder": func() error { return WriteBytes(filepath.Join(dir, "none", "file"), nil) },
		"renaming": func() error {
			temp, err := Beside(filepath.Join(dir, "file"), func(io.Writer) error { return nil })
			if err != nil {
				return err
			}
			return temp.Replace(folder)
		},
		"writing": func() error {
			return Write(filepath.Join(dir, "file"), func(w io.Writer) error {
				return About(filepath.Join(dir, "file"), &fs.PathError{Op: "write", Path: "random", Err: full})
			})
		},
	} {
		first, second := try(), try()
		if first == nil || first.Error() != second.Error() || strings.Contains(first.Error(), ending) || !strings.Contains(first.Error(), dir) {
			t.Errorf("%s: %v, then %v", name, first, second)
		}
	}
}

// TestLongNames: a temporary file's name is longer than its target's, and that may
// be as long as names can be.
func TestLongNames(t *testing.T) {
	for _, name := range []string{strings.Repeat("a", 255), strings.Repeat("가", 85)} {
		path := filepath.Join(t.TempDir(), name)
		if err := WriteBytes(path, []byte("x")); err != nil || content(t, path) != "x" {
			t.Errorf("%d bytes: %v", len(name), err)
		}
	}
}
