package evaluate

import (
	"math"
	"testing"
)

// TestInterval compares with values reckoned elsewhere: R's prop.test without
// correction and the published example of 394 of 400.
func TestInterval(t *testing.T) {
	for _, c := range []struct {
		tally     Tally
		low, high float64
	}{
		{Tally{394, 400}, 0.968, 0.993},
		{Tally{0, 10}, 0, 0.2775},
		{Tally{10, 10}, 0.7225, 1},
		{Tally{5, 10}, 0.2366, 0.7634},
		{Tally{1, 1}, 0.2065, 1},
		{Tally{}, 0, 1},
	} {
		low, high := c.tally.Interval()
		if math.Abs(low-c.low) > 5e-4 || math.Abs(high-c.high) > 5e-4 {
			t.Errorf("%v: %.4f to %.4f, want %.4f to %.4f", c.tally, low, high, c.low, c.high)
		}
	}
	if low, high := (Tally{60, 60}).Interval(); high != 1 || low >= 1 {
		t.Errorf("all right: %v to %v", low, high)
	}
	if got := (Tally{1, 2}).Plus(Tally{3, 4}); got != (Tally{4, 6}) {
		t.Errorf("sum %v", got)
	}
}

// TestIntervalHolds: of true accuracies drawn from, nearly 19 in 20 lie within.
func TestIntervalHolds(t *testing.T) {
	const n, p = 200, 0.955
	// The exact distribution of the count, not a sample of it.
	inside, prob := 0.0, math.Pow(1-p, n)
	for k := 0; k <= n; k++ {
		if low, high := (Tally{k, n}).Interval(); low <= p && p <= high {
			inside += prob
		}
		prob *= float64(n-k) / float64(k+1) * p / (1 - p)
	}
	if inside < 0.92 || inside > 0.98 {
		t.Errorf("holds with a probability of %.3f", inside)
	}
}
