package evaluate

import "math"

// Tally counts right answers.
type Tally struct{ Correct, Trials int }

// Accuracy is the share of right answers, 0 to 1, and 0 when nothing was asked.
func (t Tally) Accuracy() float64 {
	if t.Trials == 0 {
		return 0
	}
	return float64(t.Correct) / float64(t.Trials)
}

// z is the normal distribution's quantile of 97.5 %.
const z = 1.959963984540054

// Interval returns the bounds, 0 to 1, that hold the true accuracy with a
// confidence of 95 %: Wilson's score interval (Wilson 1927, Probable inference, the
// law of succession, and statistical inference, J. Am. Stat. Assoc. 22), which
// stays within 0 and 1 and holds for shares near them, unlike the mean ± 1.96
// deviations. When nothing was asked it is 0 to 1.
func (t Tally) Interval() (low, high float64) {
	if t.Trials == 0 {
		return 0, 1
	}
	n, p := float64(t.Trials), t.Accuracy()
	centre := (p + z*z/(2*n)) / (1 + z*z/n)
	reach := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	low, high = max(centre-reach, 0), min(centre+reach, 1)
	if t.Correct == 0 { // exactly, whatever the roots round to
		low = 0
	}
	if t.Correct == t.Trials {
		high = 1
	}
	return low, high
}

// Plus is both counts together.
func (t Tally) Plus(u Tally) Tally { return Tally{t.Correct + u.Correct, t.Trials + u.Trials} }

func (t *Tally) count(correct bool) {
	t.Trials++
	if correct {
		t.Correct++
	}
}
