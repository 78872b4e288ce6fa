package app

import (
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/ui"
)

func TestStops(t *testing.T) {
	levels := [5]siamese.Level{
		{Threshold: 0.2, FalseAccept: 0.2, FalseReject: 0.01},
		{Threshold: 0.4, FalseAccept: 0.1, FalseReject: 0.03},
		{Threshold: 0.6, FalseAccept: 0.05, FalseReject: 0.05},
		{Threshold: 0.8, FalseAccept: 0.02, FalseReject: 0.1},
		{Threshold: 0.9, FalseAccept: 0.01, FalseReject: 0.2},
	}
	own := func(c siamese.Strictness) (ui.Stop, int) {
		t.Helper()
		stops := stopsOf(c)
		if !slices.IsSortedFunc(stops, func(a, b ui.Stop) int {
			if a.Threshold < b.Threshold {
				return -1
			}
			return 1
		}) {
			t.Errorf("stops are %v", stops)
		}
		i := slices.IndexFunc(stops, func(s ui.Stop) bool { return s.Own })
		if i < 0 || stops[i].Threshold != c.Threshold {
			t.Fatalf("%v is not among %v", c.Threshold, stops)
		}
		return stops[i], i
	}
	if s, i := own(siamese.Strictness{Threshold: 0.5, Levels: levels}); i != 2 || !s.Measured || !s.Estimated || s.FalseAccept < 0.07 || s.FalseAccept > 0.08 {
		t.Errorf("between two levels it is stop %d, %+v", i, s)
	}
	if s, i := own(siamese.Strictness{Threshold: 0.6, Levels: levels}); i != 2 || s.Estimated || s.FalseAccept != 0.05 {
		t.Errorf("at a level it is stop %d, %+v", i, s)
	}
	if s, i := own(siamese.Strictness{Threshold: 0.95, Levels: levels}); i != 5 || s.Measured {
		t.Errorf("beyond the levels it is stop %d, %+v", i, s)
	}
	for _, threshold := range []float64{0.72, 0.0001, 0.9999} {
		if s, i := own(siamese.Strictness{Threshold: threshold}); i != 2 || s.Measured {
			t.Errorf("without levels it is stop %d, %+v", i, s)
		}
	}
}
