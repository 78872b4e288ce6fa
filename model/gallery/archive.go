package gallery

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/oneglyph/oneglyph/model/foreign"
)

// archive is a zip's entries by name. What is unpacked in all is bounded by what
// the drawings hold: spare is how many bytes more there may be.
type archive struct {
	entries map[string]*zip.File
	spare   int64
}

func newArchive(z *zip.Reader, size int64) (*archive, error) {
	a := &archive{make(map[string]*zip.File, len(z.File)), maxPadding}
	for _, f := range z.File {
		// Nothing is ever unpacked to disk, yet a name that would lead out of
		// the archive shows that no honest program made it.
		if !fs.ValidPath(strings.TrimSuffix(f.Name, "/")) || strings.Contains(f.Name, `\`) {
			return nil, fmt.Errorf("unsafe entry name %.80q", f.Name)
		}
		if a.entries[f.Name] != nil {
			return nil, fmt.Errorf("two entries named %.80q", f.Name)
		}
		a.entries[f.Name] = f
	}
	var unpacked []*zip.File // of those there may ever be
	for name, f := range a.entries {
		if name == manifestName || strings.HasPrefix(name, "examples/") || strings.HasPrefix(name, "thumbnails/") {
			unpacked = append(unpacked, f)
		}
	}
	return a, foreign.Disjoint(unpacked, size)
}

// pay accounts for bytes that were unpacked for so many bytes of ink. A drawing's
// text is at most four times as long as its points, when it is written without
// waste.
func (a *archive) pay(unpacked, ink int) error {
	if waste := int64(unpacked) - 4*int64(ink); waste > 0 {
		a.spare -= waste
	}
	if a.spare < 0 {
		return fmt.Errorf("%d MB are padding", maxPadding>>20)
	}
	return nil
}

// json decodes an entry of at most limit bytes and returns how many they were. A
// later version of the format is told apart from damage before anything else is
// understood.
func (a *archive) json(name string, limit int64, into any) (n int, err error) {
	data, err := a.bytes(name, limit)
	if err != nil {
		return 0, err
	}
	if name == manifestName {
		var v struct{ Version int }
		if json.Unmarshal(data, &v) == nil && v.Version > version {
			return 0, fmt.Errorf("%w: version %d of the format, this program reads up to %d", ErrNewer, v.Version, version)
		}
	}
	if err := json.Unmarshal(data, into); err != nil {
		return 0, fmt.Errorf("%s: %.200s", name, err) // it may quote all of the file
	}
	return len(data), nil
}

func (a *archive) bytes(name string, limit int64) ([]byte, error) {
	f := a.entries[name]
	if f == nil {
		return nil, fmt.Errorf("%s is missing", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer r.Close()
	data, err := foreign.ReadAll(r, limit)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return data, nil
}

// interruptible fails with the context's error once that has ended.
type interruptible struct {
	ctx context.Context
	r   io.ReaderAt
}

func (i interruptible) ReadAt(b []byte, off int64) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.r.ReadAt(b, off)
}

// meteredReader lets only so many bytes be read, so that a directory of
// millions of entries is refused before it fills the memory, and remembers
// errors that are the medium's and not the file's. A negative left means no
// limit.
type meteredReader struct {
	r    io.ReaderAt
	left int64
	err  error
}

var errDirectory = errors.New("the list of entries is too long")

func (m *meteredReader) ReadAt(b []byte, off int64) (int, error) {
	if off < 0 {
		return 0, foreign.ErrOutside
	}
	if m.left >= 0 {
		if m.left -= int64(len(b)); m.left < 0 {
			m.left = 0
			return 0, errDirectory
		}
	}
	n, err := m.r.ReadAt(b, off)
	if err != nil && err != io.EOF {
		m.err = err
	}
	return n, err
}
