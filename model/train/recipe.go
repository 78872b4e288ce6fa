package train

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"oneglyph/model/omniglot"
	"oneglyph/model/siamese"
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
	Classes   int `json:"classes"`
	Alphabets int `json:"alphabets"`
	Drawings  int `json:"drawings"`
	// Turned takes each alphabet of an episode in one of the square's eight
	// symmetries, as if each were an alphabet of its own.
	Turned bool `json:"turned"`

	Rate   float64 `json:"rate"`   // the highest learning rate
	Warmup float64 `json:"warmup"` // share of the run in which it rises to that; then it falls to 0 as a cosine does
	Decay  float64 `json:"decay"`  // decoupled weight decay
	Clip   float64 `json:"clip"`   // longest gradient
	Distortion
	// Views is how many small distortions of a glyph its embedding is the mean
	// of once the network is trained.
	Views int `json:"views"`
}

// Default is the recipe of the shipped network.
func Default(a siamese.Architecture) Recipe {
	r := Recipe{
		Architecture: a, Seed: 1, Duration: 30 * time.Minute,
		Classes: 100, Alphabets: 4, Drawings: 2, Turned: true,
		Rate: 2e-3, Warmup: 0.02, Decay: 0.01, Clip: 5,
		Distortion: DefaultDistortion, Views: 5,
	}
	if a.Name == "koch" { // a picture costs some thirty times as much
		r.Classes, r.Alphabets, r.Rate, r.Views = 16, 1, 5e-5, 1
	}
	return r
}

// For lowers the recipe's episodes to what a smaller set can fill.
func (r Recipe) For(set *omniglot.Set) Recipe {
	r.Classes = min(r.Classes, set.Characters())
	return r
}

func (r Recipe) check() error {
	switch {
	case r.Steps < 0 || r.Duration < 0 || r.Steps == 0 && r.Duration == 0:
		return errors.New("train: neither a number of steps nor a duration")
	case r.Classes < 2 || r.Drawings < 2 || r.Alphabets < 1:
		return fmt.Errorf("train: episodes of %d classes × %d drawings from %d alphabets: at least 2, 2 and 1 are needed", r.Classes, r.Drawings, r.Alphabets)
	case !(r.Rate > 0) || !(r.Decay >= 0) || !(r.Clip >= 0) || !(r.Warmup >= 0 && r.Warmup < 1):
		return fmt.Errorf("train: learning rate %g, decay %g, clip %g, warmup %g: out of range", r.Rate, r.Decay, r.Clip, r.Warmup)
	}
	return r.Distortion.check()
}

// batch is the number of pictures of one step.
func (r Recipe) batch() int { return r.Classes * r.Drawings }

// progress is how much of the run is done, 0 to 1.
func (r Recipe) progress(step int, trained time.Duration) float64 {
	if r.Steps > 0 {
		return math.Min(float64(step)/float64(r.Steps), 1)
	}
	return math.Min(float64(trained)/float64(r.Duration), 1)
}

// rate is the learning rate at a share of the run: a linear rise, then half a
// cosine (Loshchilov and Hutter 2017).
func (r Recipe) rate(progress float64) float64 {
	if progress < r.Warmup {
		return r.Rate * (progress + 1e-3) / (r.Warmup + 1e-3)
	}
	return r.Rate * 0.5 * (1 + math.Cos(math.Pi*(progress-r.Warmup)/(1-r.Warmup)))
}

// String gives the recipe in JSON, as it is noted with the weights.
func (r Recipe) String() string {
	text, err := json.Marshal(r)
	if err != nil { // a NaN, which check refuses
		return err.Error()
	}
	return string(text)
}
