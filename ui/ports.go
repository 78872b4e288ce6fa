package ui

import (
	"time"

	"oneglyph/model"
	"oneglyph/model/edit"
	"oneglyph/model/project"
)

// Answer is a ranking of the registered classes against one drawing.
type Answer struct {
	// Generation is the number that the query carried. An answer that is older
	// than one already shown, or that belongs to a drawing or a set of classes
	// that is no more, is dropped. One query may be answered again, when more
	// of the gallery is there; the later answer then takes the earlier's place.
	Generation uint64
	// Matches holds one match per class, the best first.
	Matches []model.Match
	// Threshold is the calibrated similarity below which a match is none.
	Threshold float64
	// Elapsed is the time from taking up the query to its answer.
	Elapsed time.Duration
	// Err is set when the network failed, and then Matches is empty.
	Err error
}

// Ranker compares drawings with the registered examples on a goroutine of its
// own. Every method returns at once.
type Ranker interface {
	// Query asks for a ranking; of several waiting queries only the latest is
	// answered.
	Query(generation uint64, g model.Glyph)
	Register(c model.ClassID, e project.Example)
	// Load registers many examples. Queries are answered meanwhile.
	Load([]edit.Placed)
	RemoveExample(e model.ExampleID)
	// Move makes an example another class's.
	Move(e model.ExampleID, c model.ClassID)
	// Reset forgets all that was registered and loads other examples.
	Reset([]edit.Placed)
	// Describe names the network, for example "compact".
	Describe() (network string)
	// OnAnswer sets the function that receives the answers. It is called on the
	// inference goroutine.
	OnAnswer(func(Answer))
}

// Keeper owns the project's file.
type Keeper interface {
	Project() *project.Project
	// Changed says that the project was edited; it reaches the disk within a
	// second.
	Changed()
	// Notice tells what happened while the project was opened, and is empty
	// when all went well.
	Notice() string
	// OnError sets the function that hears of failed saves, and is given nil
	// when a save succeeds after a failed one. It is called on the saving
	// goroutine.
	OnError(func(error))
}

// Embedder gives what the network in use makes of drawings.
type Embedder interface {
	// Embed returns at once; done is called on the inference goroutine with an
	// embedding for each glyph.
	Embed(glyphs []model.Glyph, done func([]model.Embedding, error))
}

// Alphabets are those of a data set, for somebody to begin with. Names and Load
// return at once and answer on a goroutine of their own.
type Alphabets interface {
	// AtHand tells whether the data set is there.
	AtHand() bool
	Names(done func([]string, error))
	// Load gives each character of an alphabet by one drawing.
	Load(alphabet string, done func([]NamedExample, error))
}

// Settings are the preferences that outlive a session. fyne.Preferences
// satisfies it.
type Settings interface {
	FloatWithFallback(key string, fallback float64) float64
	SetFloat(key string, value float64)
	StringWithFallback(key, fallback string) string
	SetString(key, value string)
}

// Deps is what a Window works with. The Ranker knows the project's examples
// already.
type Deps struct {
	Ranker    Ranker
	Keeper    Keeper
	Settings  Settings
	Build     Build
	Trainer   Trainer
	Weights   Weights
	Downloads Downloads
	Exporter  Exporter
	Chooser   Chooser // nil: Fyne's own dialogs
	// Embedder and Alphabets may be nil: then what needs them is not offered.
	Embedder  Embedder
	Alphabets Alphabets
}
