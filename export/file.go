// Package export writes what the program holds in forms that others read: a
// drawing as PNG and SVG, the gallery as a sheet of all its characters, a ranking
// as CSV, and the embeddings as CSV and NPY.
package export

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// ToFile lets a function write a file: beside its place first, then renamed, so
// that a file of the name is replaced whole or not at all. Errors name the file.
func ToFile(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*.tmp")
	if err != nil {
		return fmt.Errorf("export: write %s: %w", path, err)
	}
	defer func() {
		f.Close() // unless it is closed
		if err != nil {
			os.Remove(f.Name())
			err = fmt.Errorf("export: write %s: %w", path, err)
		}
	}()
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	buffered := bufio.NewWriterSize(f, 1<<16)
	if err := write(buffered); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
