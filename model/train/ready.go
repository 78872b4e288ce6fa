package train

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// Ready returns a trained network calibrated for use, with the accuracy that it has
// then noted. Without alphabets held out it is calibrated
// on those that it learnt, which makes it too sure of itself; where even those are too
// small, and where Calibration is given, nothing is measured.
func Ready(ctx context.Context, o Options, m *siamese.Model) (*siamese.Model, error) {
	if o.Calibration != nil {
		return m.WithCalibration(*o.Calibration)
	}
	by := o.Held
	if by == nil {
		by = o.Set
	}
	v, err := NewValidation(by, o.Trials)
	if errors.Is(err, omniglot.ErrTooFew) {
		return m, nil
	}
	if err != nil {
		return nil, err
	}
	c, scores, err := v.Calibrate(ctx, m, o.Recipe.Views, o.Threads)
	if err != nil || o.Held == nil {
		return c, err
	}
	return noteScores(c, scores).WithInfo(HeldOutKey, namesOf(o.Held)), nil
}

// namesOf lists a set's alphabets, as the note of those held out does.
func namesOf(s *omniglot.Set) string { return strings.Join(s.AlphabetNames(), ", ") }

// better returns the last network ready for use or, should the best one of before be
// better still, that.
func (s *session) better(ctx context.Context, last *siamese.Model) (*siamese.Model, error) {
	m := last
	if s.Recipe.Patience > 0 && s.best.known() {
		best, err := s.best.network()
		if err != nil {
			return last, err
		}
		m = best
	}
	ready, err := Ready(ctx, s.Options, m)
	if err != nil {
		return m, err
	}
	if !s.best.known() || AccuracyOf(ready) >= s.best.accuracy {
		return ready, nil
	}
	best, err := s.best.network()
	if err == nil {
		best, err = Ready(ctx, s.Options, best)
	}
	if err == nil && AccuracyOf(best) > AccuracyOf(ready) { // otherwise the end is good enough
		return best, nil
	}
	return ready, ctx.Err()
}

// AccuracyOf reads the note of a network's held-out accuracy; 0: none.
func AccuracyOf(m *siamese.Model) float64 {
	a, _ := strconv.ParseFloat(m.Info(AccuracyKey), 64)
	return a
}

// LakeLikeOf reads the note of a network's accuracy on runs built like Lake's; 0: none.
func LakeLikeOf(m *siamese.Model) float64 {
	a, _ := strconv.ParseFloat(m.Info(LakeLikeKey), 64)
	return a
}

func noteScores(m *siamese.Model, s Scores) *siamese.Model {
	m = m.WithInfo(AccuracyKey, formatAccuracy(s.Any))
	if s.LakeLike > 0 {
		m = m.WithInfo(LakeLikeKey, formatAccuracy(s.LakeLike))
	}
	return m
}

func formatAccuracy(a float64) string { return strconv.FormatFloat(a, 'f', 4, 64) }
