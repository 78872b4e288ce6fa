package app

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// maxRecent bounds the list of files opened last.
const maxRecent = 10

// recent is the list of files opened or saved last, the latest first, a small
// file in the data folder. Nothing depends on it: what goes wrong is forgotten.
type recent struct {
	path  string
	mu    sync.Mutex
	files []string
}

func openRecent(dir string) *recent {
	r := &recent{path: filepath.Join(dir, "recent.json")}
	if data, err := os.ReadFile(r.path); err == nil {
		_ = json.Unmarshal(data, &r.files)
	}
	return r
}

// add puts a file first.
func (r *recent) add(path string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.files = slices.DeleteFunc(r.files, func(f string) bool { return f == path })
	r.files = slices.Insert(r.files, 0, path)
	r.files = r.files[:min(len(r.files), maxRecent)]
	if data, err := json.Marshal(r.files); err == nil {
		temp := r.path + ".tmp"
		if os.WriteFile(temp, append(data, '\n'), 0o666) == nil {
			_ = os.Rename(temp, r.path)
		}
	}
}

// list gives the files that are still there.
func (r *recent) list() (there []string) {
	r.mu.Lock()
	files := slices.Clone(r.files)
	r.mu.Unlock()
	for _, f := range files {
		if _, err := os.Stat(f); err == nil {
			there = append(there, f)
		}
	}
	return there
}
