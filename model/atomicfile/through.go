package atomicfile

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
)

var (
	errFolder   = errors.New("it is a folder")
	errSpecial  = errors.New("it is no file that can be written to")
	errNoReader = errors.New("nobody reads from this pipe")
)

// through writes to what is no file and must not become one: a pipe, a terminal,
// a device without end. What it gets is whole, or nothing.
func through(path string, mode fs.FileMode, fill func(io.Writer) error) error {
	switch {
	case mode.IsDir():
		return &fs.PathError{Op: "write", Path: path, Err: errFolder}
	case mode&fs.ModeType != 0 && mode&(fs.ModeNamedPipe|fs.ModeCharDevice) == 0: // a disk, a socket
		return &fs.PathError{Op: "write", Path: path, Err: errSpecial}
	}
	var all bytes.Buffer
	if err := fill(&all); err != nil {
		return err
	}
	// A pipe without a reader would be waited for without end.
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|nonblocking, 0)
	if errors.Is(err, syscall.ENXIO) {
		return &fs.PathError{Op: "write", Path: path, Err: errNoReader}
	}
	if err != nil {
		return err
	}
	_, err = f.Write(all.Bytes())
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}
