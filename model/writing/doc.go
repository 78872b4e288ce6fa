// Package writing cuts a row of writing into characters: strokes of a pen as they
// come, or boxes of ink that were found on a page. It looks at boxes and the gaps
// between them, and where a recognizer says how well a group of strokes passes for a
// character it knows, at that too. Lengths are in any unit: only their proportions
// count. Writing runs from left to right.
//
// What is a character is chosen by a generative model of a row. Characters are about
// as large as each other, the gaps between them are alike, and gaps within one are
// small: a dynamic program finds the likeliest cuts, over a few hypotheses of how
// widely the row is spaced. Cutting too finely first and letting a recognizer help to
// choose is Burges et al. 1992, Shortest path segmentation: a method for training a
// neural network to recognize character strings.
package writing
