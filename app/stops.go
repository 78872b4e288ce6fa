package app

import (
	"cmp"
	"math"
	"slices"

	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/ui"
)

// stopsOf lists the degrees of strictness for the window, the network's own
// threshold among them.
func stopsOf(c siamese.Strictness) []ui.Stop {
	own := ui.Stop{Threshold: c.Threshold, Own: true}
	if c.Levels == [len(c.Levels)]siamese.Level{} {
		return unmeasured(own)
	}
	stops := []ui.Stop{}
	for _, l := range c.Levels {
		stops = append(stops, ui.Stop{Threshold: l.Threshold, Measured: true, Classes: c.Classes, FalseAccept: l.FalseAccept, FalseReject: l.FalseReject})
	}
	byThreshold := func(a, b ui.Stop) int { return cmp.Compare(a.Threshold, b.Threshold) }
	slices.SortStableFunc(stops, byThreshold)
	at, there := slices.BinarySearchFunc(stops, own, byThreshold)
	if there {
		stops[at].Own = true
		return stops
	}
	if at > 0 && at < len(stops) {
		own = between(own, stops[at-1], stops[at])
	}
	return slices.Insert(stops, at, own)
}

// between fills in a stop's rates, which lie as far between those of its neighbours
// as its threshold does.
func between(s, lenient, strict ui.Stop) ui.Stop {
	share := (s.Threshold - lenient.Threshold) / (strict.Threshold - lenient.Threshold)
	s.Measured, s.Estimated, s.Classes = true, true, lenient.Classes
	s.FalseAccept = lenient.FalseAccept + share*(strict.FalseAccept-lenient.FalseAccept)
	s.FalseReject = lenient.FalseReject + share*(strict.FalseReject-lenient.FalseReject)
	return s
}

// unmeasured makes stops around the only threshold that is known, as far from
// each other as one unit of the similarity's logit.
func unmeasured(own ui.Stop) (stops []ui.Stop) {
	const edge = 1e-9
	t := min(max(own.Threshold, edge), 1-edge)
	for offset := -2.0; offset <= 2; offset++ {
		if offset == 0 {
			stops = append(stops, own)
			continue
		}
		stops = append(stops, ui.Stop{Threshold: 1 / (1 + math.Exp(-math.Log(t/(1-t))-offset))})
	}
	return stops
}
