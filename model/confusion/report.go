package confusion

import (
	"math"

	"github.com/oneglyph/oneglyph/model"
)

// Report is what Judge found.
type Report struct {
	Classes, Examples int
	// Compared is the number of examples that were compared with all others: all
	// of them, or in a large gallery a sample. What follows is of these.
	Compared int
	// LeftOut is the leave-one-out test of the classes of two examples or more, and
	// SeveralErrors the share, 0 to 1, of new drawings of these that it lets one
	// expect to be taken for another class: fewer than in the test, which asks one
	// example less than there will be.
	LeftOut       Tally
	SeveralErrors float64
	// Single is the number of classes of one example, which cannot be left out, and
	// SingleErrors the share of new drawings of these that is expected to be taken for
	// another class, by how like the classes are.
	Single       int
	SingleErrors float64
	// Pairs are the pairs of classes that are most alike, the most alike first, at
	// most maxPairs.
	Pairs []Pair
	// Outliers are the examples that seem not to belong to their class, the worst
	// first, at most maxOutliers; OutliersFound counts all.
	Outliers      []Outlier
	OutliersFound int
}

// Tally counts a leave-one-out test: each example of a class of two or more is
// asked against all the others.
type Tally struct {
	Classes int // that have two examples or more
	Asked   int
	Right   int // the best of the others is of its own class, and of no other
	Refused int // of these, those that are less alike than a match has to be
}

// Accuracy is the share of right answers with the 95 % interval of Wilson (1927):
// z = 1.96. It is 0, 0, 1 when nothing was asked.
func (t Tally) Accuracy() (share, low, high float64) {
	if t.Asked == 0 {
		return 0, 0, 1
	}
	const z = 1.959964
	n := float64(t.Asked)
	p := float64(t.Right) / n
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return p, math.Max(middle-half, 0), math.Min(middle+half, 1)
}

// ExpectedErrors is the share, 0 to 1, of new drawings that are expected to be
// taken for another class, all classes being drawn equally often.
func (r Report) ExpectedErrors() float64 {
	if r.Classes == 0 {
		return 0
	}
	return (float64(r.LeftOut.Classes)*r.SeveralErrors + float64(r.Single)*r.SingleErrors) / float64(r.Classes)
}

// Pair is two classes and those of their examples that are most alike.
type Pair struct {
	A, B               model.ClassID // A < B
	ExampleA, ExampleB model.ExampleID
	Similarity         float64
}

// Outlier is an example that is nearer to another class than to the rest of its
// own, or far from that.
type Outlier struct {
	Class   model.ClassID
	Example model.ExampleID
	// Own is its similarity to the most similar of the rest of its class, and Near
	// that example.
	Own  float64
	Near model.ExampleID
	// Other is the class that it is most like of all others, by the example
	// OtherExample.
	Other           model.ClassID
	OtherExample    model.ExampleID
	OtherSimilarity float64
	// Mistaken says that Other is nearer than its own class, and otherwise it is
	// merely far from that: less alike than a match has to be.
	Mistaken bool
}
