package train

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/oneglyph/oneglyph/model/siamese"
)

// ResumeRecipe returns the recipe that a checkpoint's run began with.
func ResumeRecipe(c *siamese.Checkpoint) (Recipe, error) {
	var r Recipe
	if err := json.Unmarshal([]byte(c.Model.Info(recipeKey)), &r); err != nil {
		return Recipe{}, fmt.Errorf("train: the checkpoint's recipe: %w", err)
	}
	r.Architecture = c.Model.Architecture()
	return r, nil
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
func (r *run) resume() error {
	var err error
	if r.step, err = ResumeStep(r.Resume); err != nil {
		return err
	}
	ns, err := strconv.ParseInt(r.start.Info(trainedKey), 10, 64)
	if err != nil || ns < 0 {
		return fmt.Errorf("train: the checkpoint's time: %q", r.start.Info(trainedKey))
	}
	r.trained = time.Duration(ns)
	r.accuracy, _ = strconv.ParseFloat(r.start.Info(AccuracyKey), 64) // none without alphabets held out
	return nil
}
