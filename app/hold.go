package app

import "errors"

// hold is the lock of a document, or of none.
type hold struct {
	path   string
	unlock func() // nil while another program has it
}

// take gives another document's lock, or this one where that is the same and
// held. Errors: ErrInUse.
func (h hold) take(path string) (hold, error) {
	if h.path == path && h.unlock != nil {
		return h, nil
	}
	unlock, err := lockDocument(path)
	return hold{path, unlock}, err
}

// release gives the lock back, unless another hold is the same lock's.
func (h hold) release(but hold) {
	if h.unlock != nil && (h.path != but.path || but.unlock == nil) {
		h.unlock()
	}
}

// hold takes over a document's lock and lets go of the one before.
func (k *Keeper) hold(lock hold) {
	k.document.release(lock)
	k.document = lock
}

// lockDocument locks a document where that can be done: a file in a folder that
// cannot be written to is open to all.
func lockDocument(path string) (unlock func(), err error) {
	unlock, err = lockProject(path)
	if err != nil && !errors.Is(err, ErrInUse) {
		return func() {}, nil
	}
	return unlock, err
}
