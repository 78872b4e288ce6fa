package confusion

import (
	"math"

	"github.com/oneglyph/oneglyph/model/siamese"
)

// falseAlarms is the calibration's share of drawings of unregistered characters that
// may be so like a registered class that a person is asked. Registering a character
// twice is rare and a question is in the way. At 5 % a third to nine tenths of such
// drawings are found, depending on the alphabet, and 2 to 3 % of new characters of
// another alphabet are asked about, 7 to 13 % of those of the same alphabet.
// TestFalseAlarms counts, docs/judging.md has the table.
const falseAlarms = 0.05

// Alike is the similarity from which a drawing is so like a registered class that
// it may be meant as one of it, in a gallery of as many classes as the strictness is
// of: the most lenient measured threshold that falseAlarms or fewer of the drawings of
// unregistered characters reach. Where nothing was measured it lies halfway, in the
// similarity's log-odds, between the default threshold and 0.99.
func Alike(s siamese.Strictness) float64 {
	found, alike := false, 0.0
	for _, l := range s.Levels {
		if l == (siamese.Level{}) {
			continue
		}
		if within := l.FalseAccept <= falseAlarms*1.0001; within && (!found || l.Threshold < alike) {
			found, alike = true, l.Threshold
		}
	}
	if !found {
		odds := func(p float64) float64 { return math.Log(p / (1 - p)) }
		t := math.Min(math.Max(s.Threshold, 0.01), 0.99)
		alike = 1 / (1 + math.Exp(-(odds(t)+odds(0.99))/2))
	}
	return math.Max(alike, s.Threshold)
}
