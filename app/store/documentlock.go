package store

import (
	"errors"

	"github.com/oneglyph/oneglyph/model/gallery"
)

// documentLock is a document with its lock, or none.
type documentLock struct {
	path string
	lock *Lock // nil: another program has it, or nobody can write there
}

// acquire locks another document, or keeps this lock where both are the same file.
// Errors: gallery.ErrInUse.
func (d documentLock) acquire(path string) (documentLock, error) {
	if d.lock != nil && d.lock.isOf(path) && d.lock.current() {
		return documentLock{path, d.lock}, nil
	}
	lock, err := lockGallery(path)
	if errors.Is(err, gallery.ErrInUse) {
		return documentLock{path: path}, err
	}
	return documentLock{path, lock}, nil // a file in a folder that cannot be written to is open to all
}

// releaseUnless unlocks the document, unless the other has the same lock.
func (d documentLock) releaseUnless(same documentLock) {
	if d.lock != nil && d.lock != same.lock {
		d.lock.Release()
	}
}

// setDocument takes over a document's lock and releases the one before.
func (k *Keeper) setDocument(next documentLock) {
	if next.lock != nil && !next.lock.Guarded() && next.path != k.document.path {
		k.addNews(k.unguarded(next.path))
	}
	k.document.releaseUnless(next)
	k.document = next
}

// unguarded warns of a file in a folder that knows no locks.
func (k *Keeper) unguarded(path string) string {
	return k.translate("Files cannot be locked where {{.File}} is: change it in one window or program at a time.", map[string]any{"File": path})
}
