package omniglot

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/oneglyph/oneglyph/model/foreign"
)

// zipped are a zip file's regular files by their names, made slash-separated and
// relative whatever wrote them.
type zipped map[string]*zip.File

func readZip(r io.ReaderAt, size int64) (zipped, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, err
	}
	if len(z.File) > maxEntries {
		return nil, fmt.Errorf("%w: %d entries", ErrTooLarge, len(z.File))
	}
	all := make(zipped, len(z.File))
	for _, f := range z.File {
		name := strings.ReplaceAll(f.Name, `\`, "/") // some programs of Windows separate folders so
		if strings.HasSuffix(name, "/") {
			continue
		}
		if depth := strings.Count(name, "/"); depth > maxDepth {
			return nil, fmt.Errorf("%w: an entry %d folders deep", ErrTooLarge, depth)
		}
		name = path.Clean("/" + name)[1:] // whatever it climbs to, it stays inside
		if name == "" || slices.ContainsFunc(strings.Split(name, "/"), leftBehind) {
			continue
		}
		if all[name] != nil {
			return nil, fmt.Errorf("%s: duplicate entries", name)
		}
		all[name] = f
	}
	if err := foreign.Disjoint(slices.Collect(maps.Values(all)), size); err != nil {
		return nil, err
	}
	return all, nil
}

func (z zipped) list(_ context.Context, ext string) ([]string, error) {
	var found []string
	for _, name := range slices.Sorted(maps.Keys(z)) {
		mode := z[name].Mode()
		if mode&fs.ModeSymlink != 0 && (hasExt(name, ext) || path.Ext(name) == "") { // without one it may lead to a folder
			return nil, fmt.Errorf("%s: a link; pack the files themselves (zip -r without -y)", name)
		}
		if mode.IsRegular() && hasExt(name, ext) {
			found = append(found, name)
		}
	}
	return found, nil
}

func (z zipped) open(name string) (io.ReadCloser, error) {
	f := z[name]
	if f == nil {
		return nil, fs.ErrNotExist
	}
	if !f.Mode().IsRegular() {
		return nil, foreign.ErrNotRegular
	}
	return f.Open()
}
