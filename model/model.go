// Package model holds the plain types that the whole program speaks in: the
// Glyph that a network sees, the Stroke that a pen leaves, the Embedding that a
// twin makes of a glyph, and the Match that a gallery answers with. It depends
// on the standard library alone.
package model

import "errors"

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
// project lives; neither is ever given out twice in it.
type (
	ClassID   int64
	ExampleID int64
)

// Match is one class's answer to a query: the class's best example and how
// alike the two are.
type Match struct {
	Class   ClassID
	Example ExampleID
	// Logit is b − Σⱼ αⱼ·|h₁ⱼ − h₂ⱼ|, the ranking's order.
	Logit float32
	// Similarity is the calibrated σ of the logit, in 0..1.
	Similarity float64
}
