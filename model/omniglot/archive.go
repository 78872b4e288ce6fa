package omniglot

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path"
	"strings"
	"sync/atomic"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/foreign"
)

// Limits on what an archive may hold. Omniglot whole has 32,460 pictures of
// some 200 bytes, its strokes are files of a few kilobytes.
const (
	maxArchive     = 64 << 20
	maxFile        = 1 << 20
	maxEntries     = 150_000
	maxDepth       = 16
	maxPictureSide = 4 * model.Side
	maxUnpacked    = 512 << 20   // bytes of all files that are read
	maxPixels      = 500_000_000 // of all pictures, half as many again as Omniglot has
)

// ErrTooLarge says that a file is far larger than any of Omniglot's.
var ErrTooLarge = foreign.ErrTooLarge

// Archive is a zip file or a folder of many small files, in the way that
// Omniglot is distributed. It is only ever read, within limits, and what it
// holds is named by slash-separated paths. It may be used by several goroutines.
type Archive struct {
	path  string
	files files
	file  *os.File // nil for a folder

	unpacked, pixels atomic.Int64 // so far
}

// files are what an archive holds.
type files interface {
	// list returns the names of the regular files that end in ext.
	list(ctx context.Context, ext string) ([]string, error)
	open(name string) (io.ReadCloser, error)
}

// OpenArchive opens a zip file or a folder.
func OpenArchive(path string) (*Archive, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("omniglot: open: %w", err)
	}
	if info.IsDir() {
		return &Archive{path: path, files: folder{path, info}}, nil
	}
	f, size, err := foreign.Open(path, maxArchive) // which bounds its table of contents too, read at once
	if err != nil {
		return nil, fmt.Errorf("omniglot: %w", err)
	}
	a, err := newZip(path, f, size)
	if err != nil {
		f.Close()
		return nil, err
	}
	a.file = f
	return a, nil
}

func newZip(path string, r io.ReaderAt, size int64) (*Archive, error) {
	files, err := readZip(r, size)
	if err != nil {
		return nil, fmt.Errorf("omniglot: open %s: %w", path, err)
	}
	return &Archive{path: path, files: files}, nil
}

// Close closes the zip file.
func (a *Archive) Close() error {
	if a.file == nil {
		return nil
	}
	return a.file.Close()
}

// Files lists, in order, the regular files whose names end in ext. In a folder,
// links are followed. What operating systems leave behind (__MACOSX and names that
// begin with a dot) is passed over.
func (a *Archive) Files(ctx context.Context, ext string) ([]string, error) {
	found, err := a.files.list(ctx, ext)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("omniglot: list %s: %w", a.path, err)
	}
	return found, nil
}

// leftBehind reports whether a file is none of the data set's, by its name, without its
// folders.
func leftBehind(base string) bool { return base == "__MACOSX" || strings.HasPrefix(base, ".") }

func hasExt(name, ext string) bool { return strings.EqualFold(path.Ext(name), ext) }

// ReadFile reads one file of at most a megabyte.
func (a *Archive) ReadFile(name string) ([]byte, error) {
	data, err := a.read(name)
	if err != nil {
		return nil, fmt.Errorf("omniglot: read %s: %s: %w", a.path, name, cause(err)) // which need not name the entry once more
	}
	return data, nil
}

func (a *Archive) read(name string) ([]byte, error) {
	f, err := a.files.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := foreign.ReadAll(f, maxFile) // a zip's stated size may lie
	if a.unpacked.Add(int64(len(data))) > maxUnpacked {
		return nil, fmt.Errorf("%w: more than %d MB in all", ErrTooLarge, maxUnpacked>>20)
	}
	return data, err
}

// Picture reads one PNG, of at most four times Omniglot's side.
func (a *Archive) Picture(name string) (image.Image, error) {
	data, err := a.ReadFile(name)
	if err != nil {
		return nil, err
	}
	img, err := a.decode(data)
	if err != nil {
		return nil, fmt.Errorf("omniglot: read %s: %s: %w", a.path, name, err)
	}
	return img, nil
}

func (a *Archive) decode(data []byte) (image.Image, error) {
	config, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if config.Width > maxPictureSide || config.Height > maxPictureSide {
		return nil, fmt.Errorf("%w: %d×%d pixels, at most %d×%d are read", ErrTooLarge,
			config.Width, config.Height, maxPictureSide, maxPictureSide)
	}
	if a.pixels.Add(int64(config.Width)*int64(config.Height)) > maxPixels {
		return nil, fmt.Errorf("%w: more than %d million pixels in all", ErrTooLarge, maxPixels/1_000_000)
	}
	return png.Decode(bytes.NewReader(data))
}
