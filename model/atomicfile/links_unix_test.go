//go:build unix

package atomicfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// link makes a link below dir, and the folders that it is in.
func link(t *testing.T, to, at string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(to, at); err != nil {
		t.Fatal(err)
	}
}

// TestLinksAreFollowed: whatever kind of link a name is, the file that it leads to
// is written, whether or not there is one yet, and every link stays one.
func TestLinksAreFollowed(t *testing.T) {
	for name, lay := range map[string]func(t *testing.T, dir string) (asked, target string){
		"absolute": func(t *testing.T, dir string) (string, string) {
			link(t, filepath.Join(dir, "real"), filepath.Join(dir, "l"))
			return filepath.Join(dir, "l"), filepath.Join(dir, "real")
		},
		"relative": func(t *testing.T, dir string) (string, string) {
			link(t, "../there/real", filepath.Join(dir, "here", "l"))
			_ = os.Mkdir(filepath.Join(dir, "there"), 0o777)
			return filepath.Join(dir, "here", "l"), filepath.Join(dir, "there", "real")
		},
		"chain": func(t *testing.T, dir string) (string, string) {
			link(t, "b", filepath.Join(dir, "a"))
			link(t, "sub/c", filepath.Join(dir, "b"))
			link(t, "../real", filepath.Join(dir, "sub", "c"))
			return filepath.Join(dir, "a"), filepath.Join(dir, "real")
		},
		"folder": func(t *testing.T, dir string) (string, string) {
			_ = os.MkdirAll(filepath.Join(dir, "deep", "er"), 0o777)
			link(t, "deep/er", filepath.Join(dir, "f"))
			// Below a link ".." leads to the target's folder, not to the link's.
			return dir + "/f/../real", filepath.Join(dir, "deep", "real")
		},
		"target through a folder": func(t *testing.T, dir string) (string, string) {
			_ = os.MkdirAll(filepath.Join(dir, "deep", "er"), 0o777)
			link(t, "deep/er", filepath.Join(dir, "f"))
			link(t, "f/../real", filepath.Join(dir, "l"))
			return filepath.Join(dir, "l"), filepath.Join(dir, "deep", "real")
		},
	} {
		for _, there := range []bool{true, false} {
			t.Run(name, func(t *testing.T) {
				dir, err := filepath.EvalSymlinks(t.TempDir())
				if err != nil {
					t.Fatal(err)
				}
				asked, target := lay(t, dir)
				if there {
					if err := os.WriteFile(target, []byte("old"), 0o666); err != nil {
						t.Fatal(err)
					}
				}
				if got, err := Resolve(asked); err != nil || got != target {
					t.Errorf("leads to %s, %v, want %s", got, err, target)
				}
				if err := WriteBytes(asked, []byte("new")); err != nil || content(t, target) != "new" {
					t.Errorf("%v, the target holds %q", err, content(t, target))
				}
				if info, err := os.Lstat(asked); name != "folder" && (err != nil || info.Mode()&fs.ModeSymlink == 0) {
					t.Errorf("the link became %v, %v", info, err)
				}
			})
		}
	}
}

func TestLinksInACircleAreRefused(t *testing.T) {
	dir := t.TempDir()
	link(t, "b", filepath.Join(dir, "a"))
	link(t, "a", filepath.Join(dir, "b"))
	for _, err := range []error{
		WriteBytes(filepath.Join(dir, "a"), nil),
		func() error { _, err := Resolve(filepath.Join(dir, "a")); return err }(),
	} {
		if !errors.Is(err, syscall.ELOOP) || !strings.Contains(err.Error(), filepath.Join(dir, "a")) {
			t.Errorf("got %v", err)
		}
	}
}

// TestPipesAndDevicesStay: they are written through or refused, and stay what they
// are.
func TestPipesAndDevicesStay(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o666); err != nil {
		t.Fatal(err)
	}
	isPipe := func() {
		t.Helper()
		if info, err := os.Lstat(pipe); err != nil || info.Mode()&fs.ModeNamedPipe == 0 {
			t.Fatalf("the pipe became %v, %v", info, err)
		}
	}
	if err := WriteBytes(pipe, []byte("x")); !errors.Is(err, errNoReader) {
		t.Errorf("without a reader: %v", err)
	}
	isPipe()
	read := make(chan string)
	go func() {
		data, _ := os.ReadFile(pipe)
		read <- string(data)
	}()
	long := strings.Repeat("all of it ", 1<<15) // more than a pipe holds
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		err := WriteBytes(pipe, []byte(long))
		if err == nil {
			break
		}
		if !errors.Is(err, errNoReader) || time.Now().After(end) {
			t.Fatal(err)
		}
	}
	if got := <-read; got != long {
		t.Errorf("through the pipe came %d bytes", len(got))
	}
	isPipe()
	// A link to a device, so that not even a superuser's mistake replaces it.
	null := filepath.Join(dir, "null")
	link(t, "/dev/null", null)
	if err := WriteBytes(null, []byte("x")); err != nil {
		t.Errorf("/dev/null: %v", err)
	}
	if info, err := os.Stat(null); err != nil || info.Mode()&fs.ModeCharDevice == 0 {
		t.Errorf("/dev/null became %v, %v", info, err)
	}
	if err := WriteBytes(dir, nil); !errors.Is(err, errFolder) {
		t.Errorf("a folder: %v", err)
	}
}

// TestOpenFilesAreWrittenThrough: /dev/fd/N is the file that a shell has open
// there, not a name to be replaced.
func TestOpenFilesAreWrittenThrough(t *testing.T) {
	if _, err := os.Stat("/proc/self/fd"); err != nil {
		t.Skip("the system has no folder of open files")
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	read := make(chan string)
	go func() { data, _ := io.ReadAll(r); read <- string(data) }()
	if err := WriteBytes(fdPath(w), []byte("piped")); err != nil {
		t.Error(err)
	}
	w.Close()
	if got := <-read; got != "piped" {
		t.Errorf("through the pipe came %q", got)
	}
	f, err := os.OpenFile(filepath.Join(t.TempDir(), "redirected"), os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString("said before, "); err != nil {
		t.Fatal(err)
	}
	if err := WriteBytes(fdPath(f), []byte("written")); err != nil {
		t.Error(err)
	}
	if got := content(t, f.Name()); !strings.HasSuffix(got, "written") {
		t.Errorf("the file holds %q", got)
	}
	if info, err := f.Stat(); err != nil || info.Sys().(*syscall.Stat_t).Nlink != 1 {
		t.Errorf("the file that is open is no longer the one of the name: %v", err)
	}
}

// TestNewFilesObeyTheUmask, and what is replaced keeps its permissions whatever it
// says.
func TestNewFilesObeyTheUmask(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	for umask, want := range map[int]fs.FileMode{0o077: 0o600, 0o022: 0o644, 0o002: 0o664, 0: 0o666} {
		os.Remove(path)
		mode := func() fs.FileMode {
			old := syscall.Umask(umask)
			err := WriteBytes(path, nil)
			syscall.Umask(old)
			if err != nil {
				t.Fatal(err)
			}
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			return info.Mode()
		}
		if got := mode(); got != want {
			t.Errorf("umask %03o makes %v", umask, got)
		}
		if err := os.Chmod(path, 0o660); err != nil {
			t.Fatal(err)
		}
		if got := mode(); got != 0o660 {
			t.Errorf("umask %03o makes %v of 0660", umask, got)
		}
	}
	// A copy is no more readable than what it is a copy of.
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Copy(path, path+"2"); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path + "2"); err != nil || info.Mode() != 0o600 {
		t.Errorf("the copy is %v, %v", info, err)
	}
}

func fdPath(f *os.File) string { return fmt.Sprintf("/proc/self/fd/%d", f.Fd()) }
