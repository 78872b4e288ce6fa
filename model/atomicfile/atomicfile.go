// Package atomicfile writes files of which a name leads, at any moment, to the old
// content or to the new, each whole: beside first, flushed to the disk, then
// renamed. Links are followed and stay links; pipes and devices are written
// through. Windows refuses to replace a file that another program is looking at,
// an indexer or a virus scanner; there Write and Rename are patient for two
// seconds.
package atomicfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/rogpeppe/go-internal/robustio"
)

// Write lets a function fill the file that a name leads to. Where one is replaced,
// its permissions stay; a new one obeys the umask. Errors are the function's and
// the system's, about path and never about a temporary file; then the old file is
// as it was.
func Write(path string, fill func(io.Writer) error) error {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		return through(path, info.Mode(), fill)
	}
	target, err := Resolve(path)
	if err != nil {
		return err
	}
	if isHandle(target) {
		return through(path, 0, fill)
	}
	temp, err := Beside(target, fill)
	if err != nil {
		return err
	}
	return temp.Replace(target)
}

// WriteBytes writes a file of these bytes.
func WriteBytes(path string, data []byte) error {
	return Write(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// Temp is a file that is whole and on the disk, but has no name that lasts. It is
// to be ended by Replace or Discard.
type Temp struct {
	name  string
	owned owned
}

// Beside does the first half of Write: it fills a new file in the folder of path,
// which is no link, with the permissions of what path leads to. After an error
// there is none.
func Beside(path string, fill func(io.Writer) error) (Temp, error) {
	perm, exact := fs.FileMode(0o666), false
	if info, err := os.Stat(path); err == nil {
		perm, exact = info.Mode().Perm(), true
	}
	return beside(path, perm, exact, fill)
}

// beside leaves the umask out of it where the permissions are exact.
func beside(path string, perm fs.FileMode, exact bool, fill func(io.Writer) error) (Temp, error) {
	sweepOnce(filepath.Dir(path))
	f, owned, err := create(path, perm)
	if err != nil {
		return Temp{}, About(path, err)
	}
	t := Temp{f.Name(), owned}
	if exact {
		// The umask has only taken permissions away, and a disk that knows none
		// is no reason not to save.
		_ = f.Chmod(perm)
	}
	if err := fillAndSync(f, path, fill); err != nil {
		f.Close()
		t.Discard()
		return Temp{}, err
	}
	if err := f.Close(); err != nil {
		t.Discard()
		return Temp{}, About(path, err)
	}
	return t, nil
}

func fillAndSync(f *os.File, path string, fill func(io.Writer) error) error {
	buffered := bufio.NewWriterSize(writer{f, path}, 1<<16)
	if err := fill(buffered); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return err
	}
	err := f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil // a disk that knows no flushing
	}
	return About(path, err)
}

// Replace renames the file for good, over one that has the name already. After an
// error the temporary file is gone.
func (t Temp) Replace(path string) error {
	if err := Rename(t.name, path); err != nil {
		t.Discard()
		return About(path, err)
	}
	t.owned.release()
	return nil
}

// Discard takes the file away.
func (t Temp) Discard() {
	os.Remove(t.name)
	t.owned.release()
}

// Copy makes a file of the content and permissions of another, with the same
// promises as Write. Neither is a link.
func Copy(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	info, err := source.Stat()
	if err != nil {
		return err
	}
	temp, err := beside(to, info.Mode().Perm(), true, func(w io.Writer) error {
		_, err := io.Copy(w, source)
		return err
	})
	if err != nil {
		return err
	}
	return temp.Replace(to)
}

// Rename renames a file, over one that has the name already.
func Rename(from, to string) error {
	if err := robustio.Rename(from, to); err != nil {
		return err
	}
	// Some systems cannot make a renaming last; the file is whole either way.
	if folder, err := os.Open(filepath.Dir(to)); err == nil {
		_ = folder.Sync()
		folder.Close()
	}
	return nil
}

// writer says of its errors which file they are about.
type writer struct {
	f    *os.File
	path string
}

func (w writer) Write(b []byte) (int, error) {
	n, err := w.f.Write(b)
	return n, About(w.path, err)
}

// About makes an error of the system one about a path, whichever file on the way
// there it was about. Said again it has the same text.
func About(path string, err error) error {
	var onPath *fs.PathError
	var onTwo *os.LinkError
	switch {
	case errors.As(err, &onPath):
		return &fs.PathError{Op: onPath.Op, Path: path, Err: onPath.Err}
	case errors.As(err, &onTwo):
		return &fs.PathError{Op: "replace", Path: path, Err: onTwo.Err}
	case err != nil:
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}
