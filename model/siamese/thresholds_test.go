package siamese

import (
	"slices"
	"testing"
)

func TestThresholds(t *testing.T) {
	levels := [5]Level{
		{Threshold: 0.2, FalseAccept: 0.2, FalseReject: 0.01},
		{Threshold: 0.4, FalseAccept: 0.1, FalseReject: 0.03},
		{Threshold: 0.6, FalseAccept: 0.05, FalseReject: 0.05},
		{Threshold: 0.8, FalseAccept: 0.02, FalseReject: 0.1},
		{Threshold: 0.9, FalseAccept: 0.01, FalseReject: 0.2},
	}
	own := func(c Strictness) (Threshold, int) {
		t.Helper()
		all := c.Thresholds()
		if !slices.IsSortedFunc(all, func(a, b Threshold) int {
			if a.Similarity < b.Similarity {
				return -1
			}
			return 1
		}) {
			t.Errorf("they are %v", all)
		}
		i := slices.IndexFunc(all, func(s Threshold) bool { return s.Own })
		if i < 0 || all[i].Similarity != c.Threshold {
			t.Fatalf("%v is not among %v", c.Threshold, all)
		}
		return all[i], i
	}
	if s, i := own(Strictness{Threshold: 0.5, Levels: levels}); i != 2 || !s.Measured || !s.Estimated || s.FalseAccept < 0.07 || s.FalseAccept > 0.08 {
		t.Errorf("between two levels it is number %d, %+v", i, s)
	}
	if s, i := own(Strictness{Threshold: 0.6, Levels: levels}); i != 2 || s.Estimated || s.FalseAccept != 0.05 {
		t.Errorf("at a level it is number %d, %+v", i, s)
	}
	if s, i := own(Strictness{Threshold: 0.95, Levels: levels}); i != 5 || s.Measured {
		t.Errorf("beyond the levels it is number %d, %+v", i, s)
	}
	for _, threshold := range []float64{0.72, 0.0001, 0.9999} {
		if s, i := own(Strictness{Threshold: threshold}); i != 2 || s.Measured {
			t.Errorf("without levels it is number %d, %+v", i, s)
		}
	}
}
