package ui

import (
	"context"
	"errors"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// Ranker compares drawings with the registered examples on a goroutine of its
// own. Every method returns at once.
type Ranker interface {
	// Query asks for a ranking of the glyph that a function makes, which is called
	// on that goroutine; of several waiting queries only the latest is answered.
	Query(generation uint64, glyph func() (model.Glyph, error))
	Register(c model.ClassID, e gallery.Example)
	// Load registers many examples. Queries are answered meanwhile.
	Load([]gallery.ClassExample)
	RemoveExample(e model.ExampleID)
	// Move makes an example another class's.
	Move(e model.ExampleID, c model.ClassID)
	// Reset forgets all that was registered and loads other examples.
	Reset([]gallery.ClassExample)
	// Describe names the network, for example "compact".
	Describe() (network string)
	// Thresholds lists what can stand for "no match" in a gallery of the present
	// one's size, from lenient to strict. It is empty until a network is there.
	Thresholds() []siamese.Threshold
	// OnAnswer sets the function that receives the answers. It is called on the
	// inference goroutine. One that is older than one already shown, or that belongs
	// to a drawing or a set of classes that is no more, is to be dropped.
	OnAnswer(func(model.Answer))
}

// Keeper owns the gallery that is open: its working copy, which follows each
// change, and the file of its own that it may have.
type Keeper interface {
	// Gallery returns the open gallery, another one after New or Open.
	Gallery() *gallery.Gallery
	// Changed says that the gallery was edited; it reaches the disk within a
	// second.
	Changed()
	// Notice tells what happened while the gallery was opened, and is empty
	// when all went well.
	Notice() string
	// OnError sets the function that hears of failed saves, once of each cause,
	// and is given nil when a save succeeds after a failed one. It is called on
	// the saving goroutine.
	OnError(func(error))
	// OnNotice sets the function that hears of what else happens to the
	// gallery's files after opening, on the same goroutine.
	OnNotice(func(string))
	// Flush brings to the disk what is not there yet.
	Flush() error

	// Document tells of the open gallery's own file.
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
	// Recent lists the files opened or saved last, the latest first.
	Recent() []string
}

// DiskTask is what the disk may take its time over. It is to be called once, beside
// Fyne's goroutine, and then, if there is no error, finish on that; nothing may
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

// Embedder returns what the network in use makes of drawings.
type Embedder interface {
	// Embed returns at once; done is called on the inference goroutine with an
	// embedding for each glyph.
	Embed(glyphs []model.Glyph, done func([]model.Embedding, error))
}

// Alphabets are those of a data set, for somebody to begin with. Names and Load
// return at once and answer on a goroutine of their own.
type Alphabets interface {
	// AtHand reports whether the data set is there.
	AtHand() bool
	Names(done func([]string, error))
	// Load returns each character of an alphabet by one drawing.
	Load(alphabet string, done func([]gallery.NamedExamples, error))
}

// Settings are the preferences that outlive a session. fyne.Preferences
// satisfies it.
type Settings interface {
	FloatWithFallback(key string, fallback float64) float64
	SetFloat(key string, value float64)
	StringWithFallback(key, fallback string) string
	SetString(key, value string)
}

// Deps is what a Window works with. The Ranker knows the gallery's examples
// already.
type Deps struct {
	// Beside runs what would hold up Fyne's goroutine; nil: on one of its own.
	// Tests do it at once, where Fyne's test driver does everything else.
	Beside func(func())

	Ranker    Ranker
	Keeper    Keeper
	Settings  Settings
	Build     Build
	Trainer   Trainer
	Weights   Weights
	Downloads Downloads
	Exporter  Exporter
	Dialogs   Dialogs // nil: the window's own
	Open      string  // a gallery's file to begin with; empty: the one of last time
	// Embedder and Alphabets may be nil: then what needs them is not offered.
	Embedder  Embedder
	Alphabets Alphabets
}
