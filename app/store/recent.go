package store

import (
	"encoding/json"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/foreign"
)

// maxRecent bounds the list of files opened last.
const maxRecent = 10

// maxRecentFile bounds the bytes of the list's file.
const maxRecentFile = 1 << 20

// inBytes stands before a path that JSON cannot hold.
const inBytes = "file:"

// recent is the list of files opened or saved last, the latest first, a small
// file in the data folder. Nothing depends on it: what goes wrong is forgotten.
// Whether a file is still there shows when it is opened: to ask for each whenever
// the list is shown would wait for every disk and server that they are on.
type recent struct {
	path  string
	mu    sync.Mutex
	files []string
}

func openRecent(dir string) *recent {
	r := &recent{path: filepath.Join(dir, "recent.json")}
	if data, err := foreign.ReadFile(r.path, maxRecentFile); err == nil {
		_ = json.Unmarshal(data, &r.files)
	}
	for i, f := range r.files {
		if path, ok := strings.CutPrefix(f, inBytes); ok {
			r.files[i], _ = url.PathUnescape(path)
		}
	}
	return r
}

// add puts a file first.
func (r *recent) add(path string) {
	r.change(func(files []string) []string {
		files = slices.Insert(without(files, path), 0, path)
		return files[:min(len(files), maxRecent)]
	})
}

// drop forgets a file.
func (r *recent) drop(path string) {
	r.change(func(files []string) []string { return without(files, path) })
}

func (r *recent) list() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.files)
}

func without(files []string, path string) []string {
	return slices.DeleteFunc(files, func(f string) bool { return f == path })
}

func (r *recent) change(to func([]string) []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.files = to(r.files)
	written := slices.Clone(r.files)
	for i, f := range written {
		if !utf8.ValidString(f) {
			written[i] = inBytes + url.PathEscape(f)
		}
	}
	if data, err := json.Marshal(written); err == nil {
		_ = atomicfile.WriteBytes(r.path, append(data, '\n'))
	}
}
