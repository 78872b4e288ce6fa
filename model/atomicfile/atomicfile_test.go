package atomicfile

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"
)

func content(t *testing.T, path string) string {
	t.Helper()
	data, err := Read(path)
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
	if _, err := Read(path + "none"); !errors.Is(err, fs.ErrNotExist) {
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

func TestPermissions(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("it has others")
	}
	path := filepath.Join(t.TempDir(), "file")
	for _, want := range []fs.FileMode{0o644, 0o600} {
		if err := WriteBytes(path, nil); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode() != want {
			t.Errorf("%v, %v, want %v", info.Mode(), err, want)
		}
		if err := os.Chmod(path, 0o600); err != nil {
			t.Fatal(err)
		}
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
	var writing sync.WaitGroup
	done := make(chan struct{})
	writing.Go(func() {
		defer close(done)
		for i := range 100 {
			if err := WriteBytes(path, contents[i%2]); err != nil {
				t.Error(err)
			}
		}
	})
	for reading := true; reading; {
		select {
		case <-done:
			reading = false
		default:
		}
		if data, err := Read(path); err != nil || !bytes.Equal(data, contents[0]) && !bytes.Equal(data, contents[1]) {
			t.Errorf("%v, %d bytes", err, len(data))
		}
		time.Sleep(5 * time.Millisecond) // whoever looks without a pause wears any patience out
	}
	writing.Wait()
}

func TestRemoveLeftovers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	for _, name := range []string{path, path + "2"} {
		if _, err := Beside(name, func(io.Writer) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	RemoveLeftovers(path)
	if left := names(t, filepath.Dir(path)); len(left) != 1 {
		t.Errorf("left: %q", left)
	}
}
