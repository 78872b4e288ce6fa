package confusion

import (
	"math"
	"testing"

	"github.com/oneglyph/oneglyph/model/siamese"
)

func TestAlike(t *testing.T) {
	levels := [5]siamese.Level{
		{Threshold: 0.3, FalseAccept: 0.4},
		{Threshold: 0.6, FalseAccept: 0.2},
		{Threshold: 0.8, FalseAccept: 0.1},
		{Threshold: 0.95, FalseAccept: 0.05},
		{Threshold: 0.99, FalseAccept: 0.01},
	}
	for name, c := range map[string]struct {
		s    siamese.Strictness
		want float64
	}{
		"measured":                   {siamese.Strictness{Threshold: 0.5, Levels: levels}, 0.95},
		"not above the default":      {siamese.Strictness{Threshold: 0.97, Levels: levels}, 0.97},
		"measured at laxer ones":     {siamese.Strictness{Threshold: 0.5, Levels: [5]siamese.Level{{Threshold: 0.6, FalseAccept: 0.2}}}, 0.9087},
		"not measured":               {siamese.Strictness{Threshold: 0.5}, 0.9087},
		"not measured, at the limit": {siamese.Strictness{Threshold: 1}, 1},
	} {
		if got := Alike(c.s); math.Abs(got-c.want) > 1e-4 {
			t.Errorf("%s: %.4f, want %.4f", name, got, c.want)
		}
	}
}
