package confusion

import "math"

// The probability that a new drawing of a class with one example is taken for
// another class is foretold from how like that example is to the rivals':
// σ(crowdScale·ln(Σ exp(crowdSharpness·z)) + crowdShift), the sum over all rivals,
// with z = ln(s/(1−s)) of the calibrated similarity s of the two. Rivals that were
// held to be independent would count too much in large galleries and too little in
// small ones. The three numbers have the greatest likelihood of 174,420 drawings asked of
// galleries of 5 to 150 characters from Omniglot's splits A, B and C, each answered
// by a network that had learnt none of them (TestFitOfRivals); docs/judging.md has
// what is foretold so, and what happens.
const (
	crowdSharpness = 0.738
	crowdScale     = 0.513
	crowdShift     = -3.1
)

// rivalry is a rival's part of the sum.
func rivalry(similarity float64) float64 {
	const edge = 1e-12 // beyond which a similarity is rounded to 0 or 1
	s := math.Min(math.Max(similarity, edge), 1-edge)
	return math.Pow(s/(1-s), crowdSharpness)
}

// taken is the probability that a drawing is taken for one of the rivals whose parts
// sum up to crowd; without any rival it is 0.
func taken(crowd float64) float64 {
	if crowd == 0 {
		return 0
	}
	return 1 / (1 + math.Exp(-(crowdScale*math.Log(crowd) + crowdShift)))
}

// oneMore turns the errors of a class's examples, each asked of the n−1 others, into
// those of new drawings, which all n will answer: so much less are they on held-out
// characters of two and of five examples (TestForetold).
func oneMore(n int) float64 { return float64(n-1) / float64(n) }
