package atomicfile

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"oneglyph/model/foreign"
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

func TestRemoveLeftovers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file[1]")
	for _, name := range []string{path, path + "2", path + "-2"} {
		if _, err := Beside(name, func(io.Writer) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	RemoveLeftovers(path)
	if left := names(t, filepath.Dir(path)); len(left) != 2 { // the other files'
		t.Errorf("left: %q", left)
	}
}
