package atomicfile

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// A temporary file is .NAME-RANDOM.oneglyph.tmp, locked by the process that writes
// it: one that nobody has locked was left by a process that is no more, and may be
// taken away by any other. Version 0.1.0 wrote .NAME-RANDOM.tmp.
const (
	ending    = ".oneglyph.tmp"
	oldEnding = ".tmp"
)

// abandoned is the age from which a temporary file counts as left behind where
// locks say nothing: no file takes as long to be written.
const abandoned = time.Hour

// maxBase bounds what a temporary file's name takes of its target's, which may be
// as long as names can be.
const maxBase = 200

// owned is a process's claim on a temporary file; nil where there are no locks.
type owned struct{ lock *flock.Flock }

// create makes the temporary file of a path.
func create(path string, perm fs.FileMode) (*os.File, owned, error) {
	folder, base := filepath.Split(path)
	for {
		name := folder + "." + short(base) + "-" + strconv.FormatUint(uint64(rand.Uint32()), 10) + ending
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_RDWR, perm)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, owned{}, err
		}
		claim, ok := own(name)
		if ok {
			return f, claim, nil
		}
		f.Close() // it has been swept before it was locked
	}
}

// short cuts a name, not within a character.
func short(base string) string {
	if len(base) <= maxBase {
		return base
	}
	return strings.ToValidUTF8(base[:maxBase], "")
}

// own locks a temporary file that was just made. Where there are no locks it is
// owned without.
func own(name string) (claim owned, ok bool) {
	if runtime.GOOS == "windows" { // where a lock keeps its holder from writing, too
		return owned{}, true
	}
	lock := flock.New(name, flock.SetFlag(os.O_RDONLY))
	locked, err := lock.TryLock()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return owned{}, false
	case err != nil:
		_ = lock.Close()
		return owned{}, true
	case !locked:
		return owned{}, false
	}
	held, err := lock.Stat()
	there, gone := os.Stat(name)
	if err != nil || gone != nil || !os.SameFile(held, there) {
		_ = lock.Close()
		return owned{}, false
	}
	return owned{lock}, true
}

func (o owned) release() {
	if o.lock != nil {
		_ = o.lock.Close()
	}
}

var swept sync.Map // folders

// sweepOnce sweeps a folder when the process first writes there.
func sweepOnce(folder string) {
	if _, done := swept.LoadOrStore(folder, true); !done {
		Sweep(folder)
	}
}

// Sweep takes away the temporary files in a folder whose owners are no more.
func Sweep(folder string) {
	for _, name := range temporaries(folder, func(name string) bool { return strings.HasSuffix(name, ending) }) {
		sweep(name)
	}
}

func sweep(name string) {
	lock := flock.New(name, flock.SetFlag(os.O_RDONLY))
	defer func() { _ = lock.Close() }()
	if runtime.GOOS != "windows" {
		locked, err := lock.TryLock()
		if err == nil {
			if locked {
				os.Remove(name)
			}
			return
		}
	}
	if info, err := os.Lstat(name); err == nil && time.Since(info.ModTime()) > abandoned {
		os.Remove(name)
	}
}

// RemoveLeftovers takes away what was left next to a file when the program was
// killed while writing it. Nobody else may be writing it now.
func RemoveLeftovers(path string) {
	folder, base := filepath.Split(path)
	isOf := func(name string) bool {
		random, ours := strings.CutPrefix(name, "."+short(base)+"-")
		random, whole := strings.CutSuffix(random, ending)
		if !whole {
			random, whole = strings.CutSuffix(random, oldEnding)
		}
		return ours && whole && random != "" && strings.Trim(random, "0123456789") == ""
	}
	for _, name := range temporaries(filepath.Clean(folder), isOf) {
		os.Remove(name)
	}
}

func temporaries(folder string, ours func(name string) bool) (paths []string) {
	entries, _ := os.ReadDir(folder) // one that cannot be read has nothing to be taken
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") && e.Type().IsRegular() && ours(e.Name()) {
			paths = append(paths, filepath.Join(folder, e.Name()))
		}
	}
	return paths
}
