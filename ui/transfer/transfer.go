// Package transfer brings pictures and starter sets into the open gallery, and takes
// drawings, sheets, rankings and embeddings out of it.
package transfer

import (
	"fyne.io/fyne/v2"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/ui/shell"
)

// Deps is what transfer works with besides the session.
type Deps struct {
	Embedder  Embedder  // nil: embeddings cannot be exported
	Alphabets Alphabets // nil: there are none to add

	Ranking func() []model.Match     // of the drawing on the pad; empty: none
	OverPad func(fyne.Position) bool // reports whether a place in the window is on the pad
	Compare func(model.Scan)         // puts a picture's ink on the pad
}

// Transfer brings pictures and alphabets into the gallery, and writes what the window
// shows for other programs.
type Transfer struct {
	session   *shell.Session
	embedder  Embedder
	alphabets Alphabets
	ranking   func() []model.Match
	overPad   func(fyne.Position) bool
	compare   func(model.Scan)
}

// New returns a transfer.
func New(session *shell.Session, deps Deps) *Transfer {
	return &Transfer{
		session: session, embedder: deps.Embedder, alphabets: deps.Alphabets,
		ranking: deps.Ranking, overPad: deps.OverPad, compare: deps.Compare,
	}
}
