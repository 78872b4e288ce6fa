package train

import (
	"context"
	"runtime"
	"time"
)

// interval says when something is due that is done now and then, and that may cost
// some share of the time at most.
type interval struct {
	every time.Duration // at least; less than 0: always due
	rest  time.Duration // how many times as long as it took
	next  time.Time
}

func newInterval(every time.Duration, rest int) interval {
	return interval{every, time.Duration(rest), time.Now().Add(every)}
}

func (i *interval) due() bool { return i.every < 0 || !time.Now().Before(i.next) }

// done takes in when it began, now that it is done.
func (i *interval) done(began time.Time) {
	now := time.Now()
	i.next = now.Add(max(i.every, i.rest*now.Sub(began)))
}

// askEvery is the least time between two trials that are shown.
const askEvery = 3 * time.Second

// validationDue reports whether it is time to: after each epoch where there are such.
func (s *session) validationDue() bool {
	if s.Recipe.Epoch > 0 {
		return s.taken%s.Recipe.Epoch == 0
	}
	return s.validating.due()
}

// validate measures the network as it stands.
func (s *session) validate(ctx context.Context) (done bool, err error) {
	defer s.validating.done(time.Now())
	m := s.model()
	scores, err := s.validation.Score(ctx, m, s.Threads)
	if err != nil {
		return false, err
	}
	s.scores = scores
	better, err := s.best.offer(noteScores(m, scores), scores.Any, s.taken)
	if better && s.Improved != nil {
		s.Improved(scores)
	}
	return err == nil, err
}

// ask shows a trial when the next is due.
func (s *session) ask(ctx context.Context) error {
	if s.Asked == nil || s.validation == nil || !s.asking.due() {
		return nil
	}
	defer s.asking.done(time.Now())
	a, err := s.validation.Ask(ctx, s.learner.Borrow(s.start), s.asked, s.Threads)
	if err != nil {
		return err
	}
	a.Step = s.taken
	s.asked++
	s.Asked(a)
	// An encoder of koch's is a hundred megabytes. Left alone, the heap would double
	// before they are collected.
	runtime.GC()
	return nil
}
