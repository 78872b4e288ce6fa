package gallery

import "errors"

var (
	// ErrDamaged says that a file is no gallery, or one that can no longer be
	// read in full. SetAside keeps such a file out of the way.
	ErrDamaged = errors.New("the file is damaged or no Oneglyph gallery")
	// ErrNewer says that a file was written by a later version of the program.
	ErrNewer = errors.New("the file was made by a newer Oneglyph")
	// ErrBadName says that a class's name shows nothing, is too long or not plain
	// text.
	ErrBadName = errors.New("a name is 1 to 64 characters of plain text")
	// ErrBadText says that what is to be copied for a class is too long or not plain
	// text.
	ErrBadText = errors.New("a text to copy is at most 2,000 characters of plain text")
	// ErrNameTaken says that another class already has the name.
	ErrNameTaken = errors.New("another class has this name")
	// ErrNotFound says that no class or example has the ID.
	ErrNotFound = errors.New("no such class or example")
	// ErrLastExample says that an example is its class's only one, which goes
	// with the class alone.
	ErrLastExample = errors.New("a class keeps at least one example")
	// ErrTooLarge says that a drawing or the whole gallery is larger than a
	// file may be.
	ErrTooLarge = errors.New("more than a gallery can hold")

	// ErrInUse says that another running Oneglyph has the file open.
	ErrInUse = errors.New("it is open in another Oneglyph window")
	// ErrNoFile says that the gallery has no file of its own to save it to.
	ErrNoFile = errors.New("the gallery has no file yet")
	// ErrChangedOnDisk says that another program has written the file since it
	// was opened or saved.
	ErrChangedOnDisk = errors.New("another program has changed the file")
	// ErrOwnCopy says that a file is the program's working copy itself.
	ErrOwnCopy = errors.New("this file is the program's own working copy")
)
