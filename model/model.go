// Package model holds the plain types that the whole program speaks in: the
// Glyph that a network sees, the Stroke that a pen leaves, the Embedding that a
// twin makes of a glyph, and the Answer, a Match for each class, that a gallery
// gives to a drawing. It depends on the standard library alone.
package model

import (
	"errors"
	"time"
)

// ErrEmpty says that a drawing or a picture holds no ink.
var ErrEmpty = errors.New("no ink: the drawing is empty")

// Point is a position of the pen in any unit; y grows downwards.
type Point struct{ X, Y float32 }

// Stroke is the pen's path from touching the paper to leaving it. A stroke of
// one point is a dot.
type Stroke []Point

// Embedding is what one twin of the siamese network makes of a glyph: the
// vector h of Koch et al. 2015, of the network's embedding length.
type Embedding []float32

// ClassID and ExampleID name a class and one of its examples for as long as a
// gallery lives; neither is ever given out twice in it.
type (
	ClassID   int64
	ExampleID int64
)

// Match is one class's answer to a query: the class's best example and how
// alike the two are.
type Match struct {
	Class   ClassID
	Example ExampleID
	// Turned is by how many degrees to the left the example was turned to match, to
	// the right below 0; 0 as it was drawn. See Turns.
	Turned int
	// Logit is b − Σⱼ αⱼ·|h₁ⱼ − h₂ⱼ|, less the penalty of an example that was turned:
	// the ranking's order.
	Logit float32
	// Similarity is the calibrated σ of the logit, in 0..1.
	Similarity float64
}

// Answer is a ranking of the registered classes against one drawing.
type Answer struct {
	// Generation is the number that the query carried. One query may be answered
	// again when more of the gallery is embedded; the later answer then takes the
	// earlier's place.
	Generation uint64
	// Matches holds one match per class, the best first.
	Matches []Match
	// Threshold is the calibrated similarity below which the best match is none.
	Threshold float64
	// Alike is the similarity from which the best match is so like the drawing that
	// they may be meant to be the same.
	Alike float64
	// Elapsed is the time from taking up the query to its answer.
	Elapsed time.Duration
	// Err is set when the network failed, and then Matches is empty.
	Err error
}
