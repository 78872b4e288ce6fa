package training

import (
	"context"

	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train/runs"
)

// Trainer trains a network on a goroutine of its own. runs.Trainer satisfies
// it.
type Trainer interface {
	Start(runs.RunConfig) error
	Resume(folder string) error
	Pause()
	Stop()
	Delete(folder string) error
	Runs() []runs.Run
	Unfinished() (runs.Run, bool)
	// OnReport sets the function that is called with how things stand, on the trainer's
	// goroutine and at once.
	OnReport(func(runs.Report))

	// FreeMemory returns the bytes that a run may take; 0: unknown.
	FreeMemory() int64

	// The following take seconds and belong on a goroutine of the caller's.

	// Data reads a data set.
	Data(ctx context.Context, path string, progress func(done, total int)) (*omniglot.Set, error)
	// Network returns a run's network, ready for use.
	Network(ctx context.Context, folder string) (*siamese.Model, error)
	// Accuracy measures a network on what a run holds out; 0: it holds out nothing.
	Accuracy(ctx context.Context, folder string, m *siamese.Model) (float64, error)
	// Probe returns the pictures a second that this machine trains.
	Probe(ctx context.Context, a siamese.Architecture, spare bool) (float64, error)
}

// Weights are the network in use. Their methods may be called by any goroutine
// but for Use, which belongs to Fyne's.
type Weights interface {
	// Current returns the network in use, and whether it is the program's own.
	Current() (m *siamese.Model, builtIn bool)
	// Trouble says why the network used last is not in use, and what has become of
	// its file; nil: there is no such trouble.
	Trouble() error
	// Use makes another network rank, and embeds the gallery again; nil: the
	// program's own.
	Use(m *siamese.Model)
	// Keep makes a network the one of the next start, once it has been tried; nil:
	// the program's own. It takes a moment.
	Keep(ctx context.Context, m *siamese.Model) error
	// OnEmbedded sets the function that is called with how much of the gallery is
	// embedded, on the inference goroutine.
	OnEmbedded(func(done, total int))
}

// Downloads fetches Omniglot.
type Downloads interface {
	// Path returns the background set if it is there.
	Path() (path string, there bool)
	// Fetch gets the background set and returns its path. Progress is
	// called on the caller's goroutine.
	Fetch(ctx context.Context, progress func(file string, t omniglot.Transfer)) (path string, err error)
}
