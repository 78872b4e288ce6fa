package omniglot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/oneglyph/oneglyph/model/foreign"
)

// folder is an unpacked archive. People make subsets and splits of links, which
// are followed: to pictures, to characters and to whole alphabets, wherever they
// are.
type folder struct {
	root string
	info fs.FileInfo
}

func (f folder) list(ctx context.Context, ext string) ([]string, error) {
	var found []string
	err := f.walk(ctx, ext, func(name string, _ fs.DirEntry) error {
		found = append(found, name)
		return nil
	})
	return found, err
}

func (f folder) open(name string) (io.ReadCloser, error) {
	file, _, err := foreign.Open(filepath.Join(f.root, filepath.FromSlash(name)), maxFile)
	return file, err
}

// walk visits in order the regular files whose names end in ext.
func (f folder) walk(ctx context.Context, ext string, visit func(name string, d fs.DirEntry) error) error {
	w := walker{folder: f, ctx: ctx, ext: ext, visit: visit}
	return w.enter(".", []fs.FileInfo{f.info})
}

type walker struct {
	folder
	ctx     context.Context
	ext     string
	visit   func(name string, d fs.DirEntry) error
	entries int
}

// enter walks one folder; led is those that led there and itself.
func (w *walker) enter(dir string, led []fs.FileInfo) error {
	if len(led) > maxDepth+1 {
		return fmt.Errorf("%w: more than %d folders deep", ErrTooLarge, maxDepth)
	}
	entries, err := os.ReadDir(filepath.Join(w.root, filepath.FromSlash(dir)))
	if err != nil {
		return err
	}
	for _, d := range entries {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if w.entries++; w.entries > maxEntries {
			return fmt.Errorf("%w: more than %d entries", ErrTooLarge, maxEntries)
		}
		if leftBehind(d.Name()) {
			continue
		}
		if err := w.take(path.Join(dir, d.Name()), d, led); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) take(name string, d fs.DirEntry, led []fs.FileInfo) error {
	if !d.IsDir() && !d.Type().IsRegular() {
		info, err := os.Stat(filepath.Join(w.root, filepath.FromSlash(name)))
		if err != nil {
			if !hasExt(name, w.ext) && path.Ext(name) != "" {
				return nil // whatever it was, it is none of the files looked for
			}
			return fmt.Errorf("%s: a link that leads nowhere: %w", name, cause(err))
		}
		d = fs.FileInfoToDirEntry(info)
	}
	if d.IsDir() {
		info, err := d.Info()
		if err != nil {
			return err
		}
		if slices.ContainsFunc(led, func(above fs.FileInfo) bool { return os.SameFile(above, info) }) {
			return nil // a link back to where it came from shows nothing new
		}
		return w.enter(name, append(slices.Clip(led), info))
	}
	if d.Type().IsRegular() && hasExt(name, w.ext) {
		return w.visit(name, d)
	}
	return nil
}

// cause is an error without the path that it names.
func cause(err error) error {
	var in *fs.PathError
	if errors.As(err, &in) {
		return in.Err
	}
	return err
}

// Stamp returns a text that becomes another one when a file, or any picture in a
// folder, is added, replaced or taken away.
func Stamp(ctx context.Context, path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("omniglot: open: %w", err)
	}
	if !info.IsDir() {
		return fmt.Sprint(info.Size(), info.ModTime().UnixNano()), nil
	}
	h := sha256.New()
	err = folder{path, info}.walk(ctx, ".png", func(name string, d fs.DirEntry) error {
		info, err := d.Info()
		if err == nil {
			fmt.Fprintf(h, "%q %d %d\n", name, info.Size(), info.ModTime().UnixNano())
		}
		return err
	})
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if err != nil {
		return "", fmt.Errorf("omniglot: list %s: %w", path, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
