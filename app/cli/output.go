package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/foreign"
)

// output is a command's care for the file that it writes.
type output struct {
	Force bool `help:"Replace the file even if what is there is of another kind."`
}

var (
	errBeingRead = errors.New("it is what is being read, name another file to write")
	errOtherKind = errors.New("it exists and is of another kind, --force replaces it")
)

// check refuses a file that is being read, and one that something else is in than
// what is to be written. It writes nothing.
func (o output) check(path string, k kind, reads ...string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return nil // what can be written there, a pipe or a device, keeps nothing
	}
	if err != nil {
		return err
	}
	for _, read := range reads {
		if atomicfile.Same(path, read) {
			return fmt.Errorf("%s: %w", path, errBeingRead)
		}
	}
	if o.Force || info.Size() == 0 {
		return nil
	}
	f, _, err := foreign.Open(path, info.Size())
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 512)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.ErrUnexpectedEOF {
		return fmt.Errorf("%s: %w", path, err)
	}
	if !k(path, head[:n]) {
		return fmt.Errorf("%s: %w", path, errOtherKind)
	}
	return nil
}

// kind reports, by a file's name and beginning, whether it holds what a command writes.
type kind func(path string, head []byte) bool

func pngFile(_ string, head []byte) bool { return bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")) }

func npyFile(_ string, head []byte) bool { return bytes.HasPrefix(head, []byte("\x93NUMPY")) }

// csvFile is any text of that extension.
func csvFile(path string, head []byte) bool {
	return strings.EqualFold(filepath.Ext(path), ".csv") && !bytes.ContainsRune(head, 0) || bytes.HasPrefix(head, []byte("rank,name,"))
}

// weightsFile is a file of safetensors: eight bytes of length, then JSON.
func weightsFile(_ string, head []byte) bool { return len(head) > 8 && head[8] == '{' }

// checkTarget finds out before half an hour of training what would keep its
// result from being written.
func checkTarget(out string) error {
	if info, err := os.Stat(out); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s: %w", out, foreign.ErrNotRegular)
	}
	target, err := atomicfile.Resolve(out)
	if err != nil {
		return fmt.Errorf("%s: cannot be written: %w", out, err)
	}
	probe, err := atomicfile.Beside(target, func(io.Writer) error { return nil })
	if err != nil {
		return fmt.Errorf("%s: cannot be written: %w", out, err)
	}
	probe.Discard()
	return nil
}
