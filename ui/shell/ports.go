package shell

import (
	"context"
	"errors"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// Index is the registered examples as the network knows them. Every method returns
// at once.
type Index interface {
	Register(c model.ClassID, e gallery.Example)
	// Load registers many examples. Queries are answered meanwhile.
	Load([]gallery.ClassExample)
	RemoveExample(e model.ExampleID)
	// Move makes an example another class's.
	Move(e model.ExampleID, c model.ClassID)
	// Reset forgets all that was registered and loads other examples.
	Reset([]gallery.ClassExample)
}

// Keeper owns the gallery that is open: its working copy, which follows each
// change, and the file of its own that it may have.
type Keeper interface {
	// Gallery returns the open gallery, another one after New or Open.
	Gallery() *gallery.Gallery
	// Changed says that the gallery was edited; it reaches the disk within a
	// second.
	Changed()
	// Notice returns what happened while the gallery was opened; empty when all
	// went well.
	Notice() string
	// OnError sets the function that is called with failed saves, once for each cause,
	// and with nil when a save succeeds after a failed one. It is called on
	// the saving goroutine.
	OnError(func(error))
	// OnNotice sets the function that is called with what else happens to the
	// gallery's files after opening, on the same goroutine.
	OnNotice(func(string))
	// Flush brings to the disk what is not there yet.
	Flush() error

	// Document returns the open gallery's own file.
	Document() gallery.Document
	// New and Open put another gallery in the open one's place. If no file of
	// its own holds all of that, it is kept in one that they name.
	New() DiskTask
	// The end of Open's context gives the work up: it is not to be finished then.
	Open(ctx context.Context, path string) DiskTask
	// Save writes the gallery to its own file; SaveAs to another, its own from
	// then on.
	Save() DiskTask
	SaveAs(path string) DiskTask
	// Recent returns the files opened or saved last, the latest first.
	Recent() []string
}

// DiskTask is what the disk may take its time over. It is to be called once, on another
// goroutine than Fyne's, and then, if there is no error, finish on Fyne's; nothing may
// change the gallery in between. kept names the file that the gallery before is
// kept in, if there is one.
type DiskTask = func() (kept string, finish func(), err error)

// Dialogs ask for files by the system's own dialogs. Its methods return once the
// person has answered, and may be called on any goroutine but Fyne's.
type Dialogs interface {
	// Open asks for a file that exists, Save for one to be written; it has asked
	// before it returns a path to what exists.
	Open(FileRequest) (path string, err error)
	OpenFolder(FileRequest) (path string, err error)
	Save(FileRequest) (path string, err error)
}

var (
	// ErrCancelled says that the person chose no file.
	ErrCancelled = errors.New("no file was chosen")
	// ErrNoDialog says that the system has no dialog to show.
	ErrNoDialog = errors.New("no file dialog can be shown")
)

// FileRequest is what a file is wanted for.
type FileRequest struct {
	Title      string
	Kind       string   // what the files are, for people
	Extensions []string // without a dot; the first is added to a new file's name that has none
	Folder     string   // to begin in; empty for any
	Name       string   // proposed for a new file
	// Files lists all files that are written where one is asked for; nil: that one.
	Files func(path string) []string
}

// Settings are the preferences that outlive a session. fyne.Preferences
// satisfies it.
type Settings interface {
	FloatWithFallback(key string, fallback float64) float64
	SetFloat(key string, value float64)
	StringWithFallback(key, fallback string) string
	SetString(key, value string)
}
