// Package inspect looks inside the siamese network while it compares: what both
// twins see of a pair of drawings and make of it layer by layer, the sum that the
// logit is, term by term and by the place on the paper that each comes from, the ink
// that speaks for and against a match, where two drawings differ, the embedding's
// numbers that tell a gallery's classes apart, and the gallery's embeddings in the
// plane. All of it is the network's own arithmetic: package siamese runs the graph,
// and the sums here come out at what a ranking shows.
package inspect
