// Package health is the view of how well the open gallery will work: what errors are
// to be expected, which classes are most alike, and which drawings seem not to
// belong.
package health
