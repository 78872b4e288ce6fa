package train

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// Options are what a run works with.
type Options struct {
	Recipe Recipe
	Set    *omniglot.Set // alphabets to learn from
	Held   *omniglot.Set // alphabets to validate and calibrate on; nil: neither
	// Calibration is taken over rather than fitted; nil: it is fitted.
	Calibration *siamese.Calibration
	// From begins with a trained network's parameters; nil: with random ones.
	From *siamese.Model
	// Resume goes on from a checkpoint; the recipe must be the one it began with.
	Resume *siamese.Checkpoint
	// Checkpoint is the file that the state is saved to at the start, now and
	// then, and when the run ends, unless it diverged; empty: none.
	Checkpoint string
	// Best is the file that the network of the best validation is kept in, which
	// Resume reads; empty: it is kept in memory.
	Best string
	// The least time between two checkpoints (0: a minute) and between two
	// validations (0: 30 s). Those of a large network are further apart, so that
	// they cost a sixth of the time at most. Less than 0: after every step.
	SaveEvery, Every time.Duration
	Threads          int // 0: all processors
	Trials           int // of one validation; 0: 2,000
	// Memory is how many bytes the run may take; 0: what is free.
	Memory int64
	// Progress is called after every step, on the run's goroutine as are the
	// next two. No checkpoint is of a step that it has not been told of.
	Progress func(Progress)
	// Improved is called after each validation that was the best so far.
	Improved func(Scores)
	// Asked is given one of validation's trials every few seconds.
	Asked func(Asked)
	// Saved is called after each checkpoint with its step and its share of the run.
	Saved func(step int, share float64)
}

// Progress says where a run stands.
type Progress struct {
	Step      int
	Share     float64       // of the run, 0 to 1
	Trained   time.Duration // training time, validation left out
	Left      time.Duration // likewise
	Loss      float64       // this step's
	Rate      float64       // images a second, of late
	Validated bool          // Scores is new
	Scores                  // of the last validation; 0 before the first
}

// The notes that are kept with weights and checkpoints.
const (
	recipeKey  = "recipe"
	stepKey    = "trained_steps"
	trainedKey = "trained_ns"
	// AccuracyKey is the note of the held-out accuracy, 0 to 1.
	AccuracyKey = "held_out_accuracy"
	// LakeLikeKey is the note of the accuracy on runs built like Lake's, 0 to 1.
	LakeLikeKey = "lake_like_accuracy"
	// HeldOutKey is the note of the alphabets held out.
	HeldOutKey = "held_out_alphabets"
)

// goodEvery is the number of steps between copies to return to.
const goodEvery = 50

// Run trains a network and returns it calibrated, see Ready. When ctx is cancelled
// it returns the network as it stands together with ctx's error; when training
// diverges, a good one of shortly before and siamese.ErrDiverged. The network is
// nil only when the run could not begin.
func Run(ctx context.Context, o Options) (*siamese.Model, error) {
	s, err := begin(&o)
	if err != nil {
		return nil, err
	}
	defer s.learner.Close()
	if err := s.save(); err != nil { // rather now than when there is something to lose
		return nil, err
	}
	err = s.train(ctx)
	if errors.Is(err, siamese.ErrDiverged) {
		return s.good, err // the last checkpoint is worth more than this state
	}
	last := s.model()
	if err := errors.Join(err, s.save()); err != nil {
		return last, err
	}
	return s.better(ctx, last)
}

// session is a training run's state.
type session struct {
	Options
	start      *siamese.Model // for its notes
	learner    *siamese.Learner
	validation *Validation
	painter    *painter
	taken      int // steps
	trained    time.Duration
	scores     Scores         // of the last validation
	speed      float64        // images a second, smoothed
	best       *best          // nil: nothing is held out
	good       *siamese.Model // for when training diverges: a step was taken from it, with a finite loss
	asked      int            // trials shown

	validating, saving, asking interval
}

// train takes steps to the end of the recipe.
func (s *session) train(ctx context.Context) error {
	for s.share() < 1 && !s.stale() {
		if err := ctx.Err(); err != nil {
			return err
		}
		began := time.Now()
		s.painter.paint(s.learner.Pictures(), s.learner.Labels(), s.taken)
		var before *siamese.Model
		if s.taken%goodEvery == 0 {
			before = s.model()
		}
		loss, _, err := s.learner.Step(s.Recipe.next(s.taken, s.share()))
		if err != nil {
			return fmt.Errorf("train: step %d: %w", s.taken+1, err)
		}
		if before != nil {
			s.good = before
		}
		s.taken++
		took := max(time.Since(began), time.Microsecond) // some clocks are coarse
		s.trained += took

		p := s.progress(loss, took)
		if s.validation != nil && (s.validationDue() || p.Share >= 1) {
			p.Validated, err = s.validate(ctx)
		}
		p.Scores = s.scores
		if s.Progress != nil { // also when ctx has ended: the step is taken
			s.Progress(p)
		}
		if err == nil {
			err = s.ask(ctx)
		}
		if err == nil && s.saving.due() {
			err = s.save()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// share is how much of the run is done, 0 to 1.
func (s *session) share() float64 { return s.Recipe.progress(s.taken, s.trained) }

// stale reports whether the best network is so long ago that the run may end.
func (s *session) stale() bool {
	patience := s.Recipe.Patience * max(s.Recipe.Epoch, 1)
	return patience > 0 && s.best.known() && s.taken-s.best.taken >= patience
}

// progress describes where the run stands after a step, but for its scores.
func (s *session) progress(loss float64, took time.Duration) Progress {
	now := float64(s.Recipe.Batch()) / took.Seconds()
	if s.speed == 0 {
		s.speed = now
	}
	s.speed += 0.05 * (now - s.speed)
	p := Progress{Step: s.taken, Share: s.share(), Trained: s.trained, Loss: loss, Rate: s.speed}
	if p.Share > 0 {
		p.Left = time.Duration(float64(s.trained) * (1 - p.Share) / p.Share)
	}
	return p
}

// model is the network as it stands, with the run's notes.
func (s *session) model() *siamese.Model { return s.noted(s.learner.Model(s.start)) }

func (s *session) noted(m *siamese.Model) *siamese.Model {
	m = m.
		WithInfo(recipeKey, s.Recipe.String()).
		WithInfo(stepKey, strconv.Itoa(s.taken)).
		WithInfo(trainedKey, strconv.FormatInt(int64(s.trained), 10))
	if s.validation != nil {
		m = noteScores(m, s.scores).WithInfo(HeldOutKey, namesOf(s.Held))
	}
	return m
}

// save writes the checkpoint.
func (s *session) save() error {
	defer s.saving.done(time.Now())
	if s.Checkpoint == "" {
		return nil
	}
	if err := s.learner.Save(s.Checkpoint, s.noted(s.start)); err != nil {
		return err
	}
	if s.Saved != nil {
		s.Saved(s.taken, s.share())
	}
	return nil
}
