package app

import (
	"errors"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model/gallery"
)

// hold is a document with its lock, or none.
type hold struct {
	path string
	lock *galleryLock // nil: another program has it, or nobody can write there
}

// take locks another document, or keeps this lock where that is the same file's.
// Errors: gallery.ErrInUse.
func (h hold) take(path string) (hold, error) {
	if h.lock != nil && h.lock.isOf(path) && h.lock.current() {
		return hold{path, h.lock}, nil
	}
	lock, err := lockGallery(path)
	if errors.Is(err, gallery.ErrInUse) {
		return hold{path: path}, err
	}
	return hold{path, lock}, nil // a file in a folder that cannot be written to is open to all
}

// release gives the lock back, unless the other hold has the same.
func (h hold) release(other hold) {
	if h.lock != nil && h.lock != other.lock {
		h.lock.release()
	}
}

// hold takes over a document's lock and lets go of the one before.
func (k *Keeper) hold(next hold) {
	if next.lock != nil && !next.lock.guarded() && next.path != k.document.path {
		k.say(unguarded(next.path))
	}
	k.document.release(next)
	k.document = next
}

// unguarded warns of a file in a folder that knows no locks.
func unguarded(path string) string {
	return lang.L("Files cannot be locked where {{.File}} is: change it in one window or program at a time.", map[string]any{"File": path})
}
