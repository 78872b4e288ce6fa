package siamese

import (
	"math"
	"testing"
)

// TestStrictnessFollowsTheGallery: what was measured at some sizes is interpolated
// between them, kept beyond them, and of 20 classes where nothing was.
func TestStrictnessFollowsTheGallery(t *testing.T) {
	c := Calibration{Scale: 1, Threshold: 0.7, Levels: [5]Level{{Threshold: 0.6, FalseAccept: 0.3}}}
	if s := c.For(3); s.Classes != 20 || s.Threshold != 0.7 || s.Levels != c.Levels {
		t.Errorf("nothing measured: %+v", s)
	}
	c.Galleries = [4]Strictness{
		{Classes: 5, Threshold: 0.2, Levels: [5]Level{{Threshold: 0.1, FalseAccept: 0.4, FalseReject: 0.2}}},
		{Classes: 20, Threshold: 0.6, Levels: [5]Level{{Threshold: 0.5, FalseAccept: 0.2, FalseReject: 0.4}}},
	}
	for classes, want := range map[int]float64{0: 0.2, 1: 0.2, 5: 0.2, 10: 0.4, 20: 0.6, 2000: 0.6} {
		s := c.For(classes)
		if math.Abs(s.Threshold-want) > 1e-9 || s.Classes != classes {
			t.Errorf("%d classes: %+v, want a threshold of %g", classes, s, want)
		}
	}
	if l := c.For(10).Levels[0]; math.Abs(l.Threshold-0.3) > 1e-9 || math.Abs(l.FalseAccept-0.3) > 1e-9 || math.Abs(l.FalseReject-0.3) > 1e-9 {
		t.Errorf("10 classes: %+v", l)
	}
	c.Galleries[1].Classes = 4
	if c.check() == nil {
		t.Error("sizes out of order are taken")
	}
}
