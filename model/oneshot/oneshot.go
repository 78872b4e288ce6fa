// Package oneshot answers and asks the one-shot question: of which class, each
// known by an example or a few, is this drawing? It owns the gallery of the
// registered classes and its ranking, and the evaluation of anything that
// compares drawings, on trials drawn from a data set and on Lake's task, beside
// the baselines that need no learning.
//
// It knows of networks only what its interfaces say.
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

// Embedder turns a glyph into an embedding. The result may be overwritten by
// the next call.
type Embedder interface {
	Embed(model.Glyph) (model.Embedding, error)
}
