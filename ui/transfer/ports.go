package transfer

import (
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

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
