package ui

import (
	"fyne.io/fyne/v2"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/ui/shell"
)

// transferDeps is what transfer works with besides the session.
type transferDeps struct {
	Embedder  Embedder  // nil: embeddings cannot be exported
	Alphabets Alphabets // nil: there are none to add

	Ranking func() []model.Match     // of the drawing on the pad; empty: none
	OverPad func(fyne.Position) bool // reports whether a place in the window is on the pad
	Compare func(model.Scan)         // puts a picture's ink on the pad
}

// transfer brings pictures and alphabets into the gallery, and writes what the window
// shows for other programs.
type transfer struct {
	session   *shell.Session
	embedder  Embedder
	alphabets Alphabets
	ranking   func() []model.Match
	overPad   func(fyne.Position) bool
	compare   func(model.Scan)
}

// newTransfer returns a transfer.
func newTransfer(session *shell.Session, deps transferDeps) *transfer {
	return &transfer{
		session: session, embedder: deps.Embedder, alphabets: deps.Alphabets,
		ranking: deps.Ranking, overPad: deps.OverPad, compare: deps.Compare,
	}
}
