// Package atomicfile writes files of which a name leads, at any moment, to the old
// content or to the new, each whole: beside first, flushed to the disk, then
// renamed. Windows refuses to replace a file that another program is looking at,
// an indexer or a virus scanner; there Write and Rename are patient for two
// seconds.
package atomicfile

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/robustio"
)

// Write lets a function fill a file. Where one is replaced, its permissions stay.
// Errors are the function's and the system's; then the old file is as it was.
func Write(path string, fill func(io.Writer) error) error {
	temp, err := Beside(path, fill)
	if err != nil {
		return err
	}
	if err := Rename(temp, path); err != nil {
		os.Remove(temp)
		return err
	}
	return nil
}

// WriteBytes writes a file of these bytes.
func WriteBytes(path string, data []byte) error {
	return Write(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// Beside does the first half of Write: it fills a new file in path's folder, to
// be renamed by Rename. After an error there is none.
func Beside(path string, fill func(io.Writer) error) (temp string, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*.tmp")
	if err != nil {
		return "", err
	}
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	if err := f.Chmod(mode); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return "", err
	}
	buffered := bufio.NewWriterSize(f, 1<<16)
	if err := fill(buffered); err != nil {
		return "", err
	}
	if err := buffered.Flush(); err != nil {
		return "", err
	}
	return f.Name(), f.Sync()
}

// Rename gives a file another name, which may be that of a file that it replaces.
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

// RemoveLeftovers takes away what was left beside a file when the program was
// killed while writing it. Nobody else may be writing it now.
func RemoveLeftovers(path string) {
	folder, base := filepath.Split(path)
	entries, _ := os.ReadDir(filepath.Clean(folder)) // one that cannot be read has nothing to be taken
	for _, e := range entries {
		random, ours := strings.CutPrefix(e.Name(), "."+base+"-")
		random, whole := strings.CutSuffix(random, ".tmp")
		if ours && whole && strings.Trim(random, "0123456789") == "" {
			os.Remove(filepath.Join(folder, e.Name()))
		}
	}
}
