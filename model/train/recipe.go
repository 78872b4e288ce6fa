package train

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// Recipe is everything that shapes a training run but the data.
type Recipe struct {
	Architecture siamese.Architecture `json:"-"`
	Seed         uint64               `json:"seed"`
	// The run ends after Steps or, where that is 0, after Duration of training
	// time. Only a number of steps gives the same network again.
	Steps    int           `json:"steps,omitempty"`
	Duration time.Duration `json:"duration,omitempty"`
	// An episode has Classes characters from few Alphabets, two or more Drawings
	// of each.
	Classes   int `json:"classes,omitempty"`
	Alphabets int `json:"alphabets,omitempty"`
	Drawings  int `json:"drawings,omitempty"`
	// With Pairs a step has so many pairs instead, half of them of the same
	// character, and the loss is their binary cross-entropy.
	Pairs int `json:"pairs,omitempty"`
	// PaperStart begins with random parameters as Koch et al. 2015 draw them.
	PaperStart bool `json:"paper_start,omitempty"`

	Rate   float64 `json:"rate"`   // the highest learning rate
	Warmup float64 `json:"warmup"` // share of the run in which it rises to that; then it falls to 0 as a cosine does
	Decay  float64 `json:"decay"`  // decoupled weight decay
	Clip   float64 `json:"clip"`   // longest gradient
	// Momentum, if not 0, is gradient descent's instead of Adam: it rises from 0.5
	// to this in the first ten epochs.
	Momentum float64 `json:"momentum,omitempty"`
	// Epoch, if not 0, is a number of steps after each of which the network is
	// validated and the rate falls by a hundredth, instead of as a cosine. The run
	// ends when Patience epochs have brought nothing, with the best network.
	Epoch    int `json:"epoch,omitempty"`
	Patience int `json:"patience,omitempty"`
	Distortion
	// Views is how many small distortions of a glyph its embedding is the mean
	// of once the network is trained.
	Views int `json:"views"`
}

// For lowers the recipe's episodes to what a smaller set can fill.
func (r Recipe) For(set *omniglot.Set) Recipe {
	if r.Pairs == 0 {
		r.Classes = min(r.Classes, max(set.CharactersWith(r.Drawings), 2)) // of fewer than two, Run says that they are too few
	}
	return r
}

func (r Recipe) check() error {
	switch {
	case r.Steps < 0 || r.Duration < 0 || r.Steps == 0 && r.Duration == 0:
		return errors.New("train: neither a number of steps nor a duration")
	case r.Pairs < 0 || r.Epoch < 0 || r.Patience < 0 || !(r.Momentum >= 0 && r.Momentum < 1):
		return fmt.Errorf("train: %d pairs, momentum %g, epochs of %d steps, patience %d: out of range", r.Pairs, r.Momentum, r.Epoch, r.Patience)
	case r.Pairs == 0 && (r.Classes < 2 || r.Drawings < 2 || r.Alphabets < 1):
		return fmt.Errorf("train: episodes of %d classes × %d drawings from %d alphabets: at least 2, 2 and 1 are needed", r.Classes, r.Drawings, r.Alphabets)
	case !(r.Rate > 0) || !(r.Decay >= 0) || !(r.Clip >= 0) || !(r.Warmup >= 0 && r.Warmup < 1):
		return fmt.Errorf("train: learning rate %g, decay %g, clip %g, warmup %g: out of range", r.Rate, r.Decay, r.Clip, r.Warmup)
	}
	return r.Distortion.check()
}

// start is the network to begin with.
func (r Recipe) start() (*siamese.Model, error) {
	if r.PaperStart {
		return siamese.NewAsInPaper(r.Architecture, r.Seed)
	}
	return siamese.New(r.Architecture, r.Seed)
}

// Batch is the number of pictures of one step.
func (r Recipe) Batch() int {
	if r.Pairs > 0 {
		return 2 * r.Pairs
	}
	return r.Classes * r.Drawings
}

// loss is what a step is taught by.
func (r Recipe) loss() siamese.Loss {
	if r.Pairs > 0 {
		return siamese.PairLoss
	}
	return siamese.EpisodeLoss
}

// progress is how much of the run is done, 0 to 1.
func (r Recipe) progress(step int, trained time.Duration) float64 {
	if r.Steps > 0 {
		return math.Min(float64(step)/float64(r.Steps), 1)
	}
	return math.Min(float64(trained)/float64(r.Duration), 1)
}

// next is how far a step goes, at a share of the run.
func (r Recipe) next(step int, share float64) siamese.StepSize {
	s := siamese.StepSize{Rate: r.rate(share), Decay: r.Decay, Clip: r.Clip}
	if r.Epoch > 0 {
		epoch := float64(step / r.Epoch)
		s.Rate = r.Rate * math.Pow(0.99, epoch) // Koch et al. 2015, 3.2
		if r.Momentum > 0 {
			s.Momentum = 0.5 + (r.Momentum-0.5)*math.Min(epoch/10, 1)
		}
	}
	return s
}

// rate is the learning rate at a share of the run: a linear rise, then half a
// cosine (Loshchilov and Hutter 2017).
func (r Recipe) rate(progress float64) float64 {
	if progress < r.Warmup {
		return r.Rate * (progress + 1e-3) / (r.Warmup + 1e-3)
	}
	return r.Rate * 0.5 * (1 + math.Cos(math.Pi*(progress-r.Warmup)/(1-r.Warmup)))
}

// String returns the recipe in JSON, as it is noted with the weights.
func (r Recipe) String() string {
	text, err := json.Marshal(r)
	if err != nil { // a NaN, which check refuses
		return err.Error()
	}
	return string(text)
}
