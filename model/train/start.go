package train

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"time"

	"github.com/oneglyph/oneglyph/model/siamese"
)

// begin checks the options and makes the learner.
func begin(o *Options) (*session, error) {
	if err := o.Recipe.check(); err != nil {
		return nil, err
	}
	if err := o.Recipe.fits(o.Set); err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	if o.Memory == 0 {
		o.Memory = FreeMemory()
	}
	if err := o.Recipe.Fits(o.Memory); err != nil {
		return nil, err
	}
	if o.Recipe.Patience > 0 && o.Held == nil {
		return nil, errors.New("train: to stop when accuracy no longer rises takes alphabets held out")
	}
	if o.Resume != nil && !reflect.DeepEqual(o.Resume.Model.Architecture(), o.Recipe.Architecture) {
		return nil, fmt.Errorf("train: the checkpoint is of another network: %+v", o.Resume.Model.Architecture())
	}
	if o.From != nil && !reflect.DeepEqual(o.From.Architecture(), o.Recipe.Architecture) {
		return nil, fmt.Errorf("train: the weights to begin with are of another network: %+v", o.From.Architecture())
	}
	if o.Every == 0 {
		o.Every = 30 * time.Second
	}
	if o.SaveEvery == 0 {
		o.SaveEvery = time.Minute
	}
	s := &session{Options: *o, painter: newPainter(o.Recipe, o.Set, o.Threads)}
	s.validating, s.saving = newInterval(o.Every, 5), newInterval(o.SaveEvery, 5)
	s.asking = interval{every: askEvery, rest: 20} // the first at once
	var err error
	if s.best, err = bestOf(o); err != nil {
		return nil, err
	}
	switch {
	case o.Resume != nil:
		s.start = o.Resume.Model
		err = s.resume()
	case o.From != nil:
		s.start, err = o.From.WithInfo(AccuracyKey, "").WithInfo(LakeLikeKey, "").WithInfo(HeldOutKey, "").WithCalibration(siamese.Calibration{Scale: 1, Threshold: 0.5})
	default:
		s.start, err = o.Recipe.start()
	}
	if err != nil {
		return nil, err
	}
	if _, err := s.start.WithCalibration(siamese.Calibration{Scale: 1, Views: o.Recipe.Views}); err != nil {
		return nil, err // as the end of the run would
	}
	if o.Held != nil {
		if s.validation, err = NewValidation(o.Held, o.Trials); err != nil {
			return nil, fmt.Errorf("train: %w", err)
		}
	}
	if s.learner, err = siamese.NewLearner(s.start, o.Recipe.loss(), o.Recipe.Batch(), o.Threads); err != nil {
		return nil, err
	}
	if o.Resume != nil {
		s.learner.Restore(o.Resume)
	}
	s.start = s.learner.Borrow(s.start) // from here on for its notes alone
	s.good = s.model()
	return s, nil
}

// ResumeRecipe returns the recipe that a checkpoint's run began with.
func ResumeRecipe(c *siamese.Checkpoint) (Recipe, error) {
	r, err := recipeOf(c.Model)
	if err != nil {
		return Recipe{}, fmt.Errorf("train: the checkpoint's recipe: %w", err)
	}
	return r, nil
}

// RecipeOf returns the recipe that a network was trained by, as it notes; without a
// note it is the default.
func RecipeOf(m *siamese.Model) Recipe {
	r, err := recipeOf(m)
	if err != nil {
		return Default(m.Architecture())
	}
	return r
}

func recipeOf(m *siamese.Model) (Recipe, error) {
	var r Recipe
	err := json.Unmarshal([]byte(m.Info(recipeKey)), &r)
	r.Architecture = m.Architecture()
	return r, err
}

// ResumeStep returns the number of steps that a checkpoint's run had taken.
func ResumeStep(c *siamese.Checkpoint) (int, error) {
	step, err := strconv.Atoi(c.Model.Info(stepKey))
	if err != nil || step < 0 {
		return 0, fmt.Errorf("train: the checkpoint's step: %q", c.Model.Info(stepKey))
	}
	return step, nil
}

// resume reads a checkpoint's place in the run.
func (s *session) resume() error {
	var err error
	if s.taken, err = ResumeStep(s.Resume); err != nil {
		return err
	}
	ns, err := strconv.ParseInt(s.start.Info(trainedKey), 10, 64)
	if err != nil || ns < 0 {
		return fmt.Errorf("train: the checkpoint's time: %q", s.start.Info(trainedKey))
	}
	s.trained = time.Duration(ns)
	s.scores = Scores{AccuracyOf(s.start), LakeLikeOf(s.start)} // none without alphabets held out
	return nil
}
