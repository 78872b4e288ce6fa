// Package gallery owns the user's document: classes with their names and the texts
// to copy for them, each with one or more examples as pen strokes or as ink scanned from a picture, kept in
// a .oneglyph file that other programs can read (docs/gallery-format.md). It
// knows nothing of networks: embeddings are made from the examples.
//
// A Gallery belongs to one goroutine; Clone makes a copy for another goroutine at
// the price of its slices. Examples never change once added.
package gallery
