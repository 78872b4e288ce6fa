package store

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/gofrs/flock"

	"github.com/oneglyph/oneglyph/model/atomicfile"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// Lock makes this process the only one to write a gallery's file, until it
// is released or the process ends. It goes by the file that a name leads to, so
// that all names of a file share one. It is a hidden file next to that, since the
// file itself is replaced at each save.
type Lock struct {
	path string       // of the gallery's file
	name string       // of the lock's
	lock *flock.Flock // nil where the folder knows no locks
}

// lockGallery locks a gallery's file. In a folder that knows no locks the result is
// not guarded. Errors: gallery.ErrInUse, and why the lock's file cannot be made.
func lockGallery(path string) (*Lock, error) {
	target, name, err := lockNames(path)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	for try := 0; ; try++ {
		lock := flock.New(name, flock.SetPermissions(0o666))
		ok, err := lock.TryLock()
		var opening *fs.PathError
		switch {
		case errors.Is(err, fs.ErrNotExist) && try < maxLockTries && isFolder(filepath.Dir(name)):
			continue // some file systems say so of one that is just being removed
		case errors.As(err, &opening):
			return nil, fmt.Errorf("lock %s: %w", path, err)
		case err != nil:
			_ = lock.Close()
			os.Remove(name) // nobody can hold it
			return &Lock{path: target, name: name}, nil
		case !ok:
			return nil, fmt.Errorf("%s: %w", path, gallery.ErrInUse)
		case isCurrent(lock, name):
			gallery.RemoveLeftovers(target) // of those who had the lock and were killed
			return &Lock{target, name, lock}, nil
		}
		_ = lock.Unlock() // its owner removed the file in between
	}
}

// maxLockTries bounds how often a lock's file is tried that is there and is not.
const maxLockTries = 100

func lockNames(path string) (target, lock string, err error) {
	if target, err = atomicfile.Resolve(path); err != nil {
		return "", "", err
	}
	return target, filepath.Join(filepath.Dir(target), "."+filepath.Base(target)+".lock"), nil
}

// Guarded reports whether the lock keeps others out.
func (l *Lock) Guarded() bool { return l.lock != nil }

// current reports whether the lock still keeps out whoever asks for it now: not after
// its folder was removed or another one mounted there.
func (l *Lock) current() bool { return l.lock == nil || isCurrent(l.lock, l.name) }

// isOf reports whether a name leads to the file that is locked.
func (l *Lock) isOf(path string) bool {
	target, err := atomicfile.Resolve(path)
	return err == nil && (target == l.path || atomicfile.Same(target, l.path))
}

// Release unlocks the file.
func (l *Lock) Release() {
	if l.lock == nil {
		return
	}
	if isCurrent(l.lock, l.name) {
		os.Remove(l.name) // while still locked, so that nobody else's is removed
	}
	_ = l.lock.Unlock()
	if runtime.GOOS == "windows" { // where no file that is open, by anybody, can be removed
		os.Remove(l.name)
	}
}

// LockPatience is how long to wait for a lock that nobody passes on. A command
// holds it for a moment only; a killed program holds its own until the system has
// taken its memory back, which takes a while for one that trained.
const LockPatience = 5 * time.Second

// awaitLock is lockGallery that waits for others, as long as it takes, and gives
// up once the same one has held the lock for all of the patience.
func awaitLock(path string, patience time.Duration) (*Lock, error) {
	var last fs.FileInfo
	for end := time.Now().Add(patience); ; time.Sleep(time.Duration(5+rand.IntN(20)) * time.Millisecond) {
		l, err := lockGallery(path)
		if !errors.Is(err, gallery.ErrInUse) {
			return l, err
		}
		if _, name, err := lockNames(path); err == nil {
			// Each holder makes a new file.
			if info, err := os.Stat(name); err == nil && (last == nil || !os.SameFile(info, last) || !info.ModTime().Equal(last.ModTime())) {
				last, end = info, time.Now().Add(patience)
			}
		}
		if time.Now().After(end) {
			return nil, err
		}
	}
}

// isCurrent reports whether the locked file is still the one that the name leads
// to.
func isCurrent(lock *flock.Flock, name string) bool {
	held, err := lock.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(name)
	return err == nil && os.SameFile(held, there)
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
