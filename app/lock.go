package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/gofrs/flock"

	"oneglyph/ui"
)

// ErrInUse says that another running Oneglyph has the project open.
var ErrInUse = ui.ErrInUse

// lockProject makes this process the only one to write a project's file, until
// unlock is called or the process ends. The lock is a hidden file beside it,
// since the file itself is replaced at each save.
func lockProject(path string) (unlock func(), err error) {
	name := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".lock")
	for {
		lock := flock.New(name, flock.SetPermissions(0o666))
		ok, err := lock.TryLock()
		if err != nil {
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
		if !ok {
			return nil, fmt.Errorf("%s: %w", path, ErrInUse)
		}
		if isCurrent(lock, name) {
			return func() {
				os.Remove(name) // while still locked, so that nobody else's is removed
				_ = lock.Unlock()
				if runtime.GOOS == "windows" { // where no file that is open, by anybody, can be removed
					os.Remove(name)
				}
			}, nil
		}
		_ = lock.Unlock() // its owner removed the file in between
	}
}

// lockPatience is how long the window waits for a lock. A killed program holds its
// own until the system has taken its memory back, which for one that trained
// takes a moment.
const lockPatience = 2 * time.Second

// openKeeperSoon is OpenKeeper that waits for another program's lock.
func openKeeperSoon(dir string, patience time.Duration) (*Keeper, error) {
	for end := time.Now().Add(patience); ; time.Sleep(patience / 40) {
		k, err := OpenKeeper(dir)
		if !errors.Is(err, ErrInUse) || time.Now().After(end) {
			return k, err
		}
	}
}

// isCurrent says whether the locked file is still the one that the name leads
// to.
func isCurrent(lock *flock.Flock, name string) bool {
	held, err := lock.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(name)
	return err == nil && os.SameFile(held, there)
}
