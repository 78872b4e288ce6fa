package app

import (
	"fmt"
	"os"
	"path/filepath"

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
			}, nil
		}
		_ = lock.Unlock() // its owner removed the file in between
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
