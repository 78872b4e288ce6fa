package siamese

import (
	"fmt"
	"math"
)

// Calibration turns logits into probabilities and says where "no match" begins.
// It is fitted on held-out pairs after training.
type Calibration struct {
	Scale float64 `json:"scale"` // similarity = σ(Scale·logit + Shift)
	Shift float64 `json:"shift"` //
	// Threshold is the similarity below which the best of 20 classes is no match.
	Threshold float64 `json:"threshold"`
	// Views is the number of small distortions of a glyph that its embedding is
	// the mean of; 0 and 1 are the glyph alone. Scale, Shift and the thresholds
	// hold for it.
	Views int `json:"views,omitempty"`
	// Levels are degrees of strictness besides Threshold, from the most lenient
	// to the strictest; all 0 where they were not measured.
	Levels [5]Level `json:"levels"`
	// Galleries says the same of galleries of other sizes, the smallest first; all
	// 0 where that was not measured.
	Galleries [4]Strictness `json:"galleries"`
}

// Strictness is where "no match" may begin in a gallery of a number of classes:
// the more there are, the likelier one of them resembles what is none of them.
type Strictness struct {
	Classes   int      `json:"classes"`
	Threshold float64  `json:"threshold"`
	Levels    [5]Level `json:"levels"`
}

// Level is one degree of strictness: with that threshold a query whose class is
// not in the gallery is taken for one that is with a probability of FalseAccept,
// and one whose class is there refused with FalseReject.
type Level struct {
	Threshold   float64 `json:"threshold"`
	FalseAccept float64 `json:"false_accept"`
	FalseReject float64 `json:"false_reject"`
}

// For returns the strictness of a gallery of a number of classes, interpolated
// between the sizes that were measured by the logarithm of the number. Beyond
// them it is the nearest size's.
func (c Calibration) For(classes int) Strictness {
	sizes := c.Galleries[:]
	for len(sizes) > 0 && sizes[len(sizes)-1].Classes == 0 {
		sizes = sizes[:len(sizes)-1]
	}
	if len(sizes) == 0 {
		return Strictness{defaultWays, c.Threshold, c.Levels}
	}
	above := 0
	for above < len(sizes)-1 && sizes[above].Classes < classes {
		above++
	}
	high := sizes[above]
	low := sizes[max(above-1, 0)]
	share := 1.0 // of the way from low to high
	if classes < high.Classes && low.Classes < high.Classes {
		share = max(math.Log(float64(max(classes, 1))/float64(low.Classes))/math.Log(float64(high.Classes)/float64(low.Classes)), 0)
	}
	mix := func(a, b float64) float64 { return a + share*(b-a) }
	s := Strictness{Classes: classes, Threshold: mix(low.Threshold, high.Threshold)}
	for i := range s.Levels {
		a, b := low.Levels[i], high.Levels[i]
		s.Levels[i] = Level{mix(a.Threshold, b.Threshold), mix(a.FalseAccept, b.FalseAccept), mix(a.FalseReject, b.FalseReject)}
	}
	return s
}

// defaultWays is the size of the galleries that Threshold and Levels hold for.
const defaultWays = 20

// check reports whether everything is in range.
func (c Calibration) check() error {
	fine := c.Scale > 0 && !math.IsInf(c.Scale, 0) && !math.IsInf(c.Shift, 0) && !math.IsNaN(c.Shift) && c.Views >= 0 && c.Views <= maxViews
	fine = fine && Strictness{0, c.Threshold, c.Levels}.check()
	before := 0
	for _, s := range c.Galleries {
		fine = fine && s.check() && (s.Classes == 0 || s.Classes > before)
		before = max(before, s.Classes)
	}
	if !fine {
		return fmt.Errorf("siamese: calibration out of range: %+v", c)
	}
	return nil
}

func (s Strictness) check() bool {
	fine := s.Classes >= 0 && share(s.Threshold)
	for _, l := range s.Levels {
		fine = fine && share(l.Threshold) && share(l.FalseAccept) && share(l.FalseReject)
	}
	return fine
}

// share reports whether a number is from 0 to 1; NaN is not.
func share(v float64) bool { return v >= 0 && v <= 1 }
