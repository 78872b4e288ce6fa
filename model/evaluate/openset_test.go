package evaluate

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/oneglyph/oneglyph/model"
)

// scripted answers trial after trial by given scores.
func scripted(rows ...[]float64) Scorer {
	at := -1
	return ScorerFunc(func(model.Glyph, []model.Glyph) ([]float64, error) {
		at++
		return rows[at], nil
	})
}

func TestOpenSet(t *testing.T) {
	trials := questions(6, 2, 1)
	answers := []int{0, 1, 0, 1, Unknown, Unknown}
	for i := range trials {
		trials[i].Answer = answers[i]
	}
	scorer := scripted(
		[]float64{9, 1}, // right
		[]float64{7, 3}, // another class
		[]float64{4, 0}, // right, but refused
		[]float64{2, 8}, // right
		[]float64{6, 5}, // unknown, accepted
		[]float64{1, 2}, // unknown, refused
	)
	r, err := OpenSet(t.Context(), trials, scorer, func(s float64) bool { return s >= 5 }, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Tally != (Tally{3, 6}) || r.Refused != (Tally{1, 4}) || r.Accepted != (Tally{1, 2}) {
		t.Errorf("%v, refused %v, accepted %v", r.Tally, r.Refused, r.Accepted)
	}
	// Known 4, 7, 8, 9; unknown 2, 6: seven of eight pairs in order.
	if got := r.AUROC(); got != 7.0/8 {
		t.Errorf("AUROC %v", got)
	}
	if got := r.AcceptedAt(0); got != 0.5 { // all from 4 on
		t.Errorf("%v accepted with none refused", got)
	}
	if got := r.AcceptedAt(0.25); got != 0 { // from 7 on
		t.Errorf("%v accepted with a quarter refused", got)
	}
	// A recogniser that tells nothing apart.
	r, err = OpenSet(t.Context(), trials, constant(1), func(float64) bool { return true }, nil)
	if err != nil || r.AUROC() != 0.5 || r.AcceptedAt(0.1) != 1 || r.Refused.Correct != 0 {
		t.Errorf("constant: %v, %v, AUROC %v", r, err, r.AUROC())
	}
	if _, err := OpenSet(t.Context(), trials, constant(math.NaN()), func(float64) bool { return true }, nil); !errors.Is(err, ErrScores) {
		t.Errorf("not a number: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := OpenSet(ctx, trials, constant(1), func(float64) bool { return true }, func(int, int) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if got := (OpenResult{}).AUROC(); got != 0.5 {
		t.Errorf("of nothing %v", got)
	}
}
