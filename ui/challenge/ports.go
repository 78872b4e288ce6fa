package challenge

import (
	"context"

	"fyne.io/fyne/v2"

	play "github.com/oneglyph/oneglyph/model/challenge"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// Weights are the network that plays.
type Weights interface {
	// Current returns the network in use, and whether it is the program's own.
	Current() (m *siamese.Model, builtIn bool)
}

// Files are what trials are drawn from.
type Files interface {
	// AtHand returns the files that are there.
	AtHand() play.Files
	// FetchTask downloads Lake's task, and FetchSets the alphabets. Progress is called
	// on the caller's goroutine.
	FetchTask(ctx context.Context, progress func(omniglot.Transfer)) error
	FetchSets(ctx context.Context, progress func(omniglot.Transfer)) error
}

// Deps is what the page works with besides the session.
type Deps struct {
	Weights Weights
	Files   Files
	// QuizFile returns where the open gallery's schedule is kept; empty: nowhere.
	QuizFile func() string
	// Starter offers characters to an empty gallery.
	Starter fyne.CanvasObject
}
