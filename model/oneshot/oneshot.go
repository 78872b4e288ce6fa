// Package oneshot answers the one-shot question: of which class, each known by one
// example or a few, is this drawing? It owns the index of the support set's
// embeddings and its ranking.
//
// It knows of networks only what Metric says.
package oneshot

import "github.com/oneglyph/oneglyph/model"

// Metric compares embeddings of one length.
type Metric interface {
	// Dim is the embeddings' length.
	Dim() int
	// Logits compares a query with n embeddings, given as n rows of Dim in
	// support, and writes how alike each is into dst, of length n.
	Logits(dst []float32, query model.Embedding, support []float32)
	// Similarity turns a logit into the calibrated probability, 0 to 1, that
	// two drawings are of the same class.
	Similarity(logit float32) float64
}
