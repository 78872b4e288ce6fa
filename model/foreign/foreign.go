// Package foreign meets what came from outside: it opens files that may be of any
// kind and size, and makes text that may hold anything fit to be shown. Whatever
// reads a file that a person names, or that another program may have written,
// opens it here.
package foreign

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/rogpeppe/go-internal/robustio"
)

var (
	// ErrNotRegular says that a pipe, a device, a socket or a folder stands where
	// a file should.
	ErrNotRegular = errors.New("not a regular file")
	// ErrTooLarge says that a file has more bytes than its reader takes.
	ErrTooLarge = errors.New("too large")
)

// Open opens a regular file of at most so many bytes and returns its size. It
// never waits: a pipe without a writer, a device or a file whose content is still
// to come is refused, or fails when it is read. A reader that must not meet bytes
// that are added meanwhile reads no further than the size. Errors are of type
// *fs.PathError: ErrNotRegular, ErrTooLarge and the file system's.
func Open(path string, limit int64) (*os.File, int64, error) {
	// Asked before too: opening a device may set it to work.
	if info, err := os.Stat(path); err == nil {
		if err := accept(path, info, limit); err != nil {
			return nil, 0, err
		}
	}
	f, err := open(path)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err == nil {
		err = accept(path, info, limit)
	}
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, info.Size(), nil
}

// open is patient where Windows refuses a file that is just being replaced.
func open(path string) (*os.File, error) {
	const patience, pause = 2 * time.Second, 10 * time.Millisecond
	for start := time.Now(); ; time.Sleep(pause) {
		f, err := os.OpenFile(path, os.O_RDONLY|nonBlocking, 0)
		if err == nil || errors.Is(err, fs.ErrNotExist) || !robustio.IsEphemeralError(err) || time.Since(start) > patience {
			return f, err
		}
	}
}

func accept(path string, info fs.FileInfo, limit int64) error {
	var err error
	switch {
	case !info.Mode().IsRegular():
		err = ErrNotRegular
	case info.Size() > limit:
		err = tooLarge(limit)
	default:
		return nil
	}
	return &fs.PathError{Op: "open", Path: path, Err: err}
}

// ReadFile reads what Open opens, whole. The file may be replaced meanwhile, or
// turn out longer than its size.
func ReadFile(path string, limit int64) ([]byte, error) {
	f, _, err := Open(path, limit)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := ReadAll(f, limit)
	if errors.Is(err, ErrTooLarge) {
		return nil, &fs.PathError{Op: "read", Path: path, Err: err}
	}
	return data, err
}

// ReadAll reads to the end, which must come within so many bytes. Errors are
// ErrTooLarge and the reader's own.
func ReadAll(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, tooLarge(limit)
	}
	return data, nil
}

func tooLarge(limit int64) error {
	if limit < 1<<20 {
		return fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
	}
	return fmt.Errorf("%w: more than %d MB", ErrTooLarge, limit>>20)
}
