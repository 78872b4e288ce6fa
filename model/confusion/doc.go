// Package confusion judges a support set by itself: which of its classes will be
// taken for one another, how often, and which examples do not belong. It also
// owns the question whether a new drawing is too like a registered class to be
// another.
//
// It looks at embeddings alone, by the metric that ranks them.
package confusion
