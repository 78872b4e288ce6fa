package train

import (
	"fmt"
	"strings"
	"time"

	"github.com/oneglyph/oneglyph/model/siamese"
)

// Presets lists the recipes that have a name:
//   - minute goes from noise to within one to four points of full in the data set's own
//     ink, in a minute of two cores, reading the data and calibration included;
//   - quick goes from noise to beyond people in three minutes on two cores;
//   - full makes the weights that are shipped;
//   - paper is the protocol of Koch, Zemel and Salakhutdinov 2015.
func Presets() []string { return []string{"minute", "quick", "full", "paper"} }

// Preset returns a named recipe for a network.
func Preset(name string, a siamese.Architecture) (Recipe, error) {
	r := Default(a)
	switch name {
	case "minute":
		r = minute(a)
	case "quick":
		r.Steps, r.Duration = 0, 3*time.Minute
	case "full":
	case "paper":
		r = paper(a)
	default:
		return Recipe{}, fmt.Errorf("train: no preset %q (%s)", name, strings.Join(Presets(), ", "))
	}
	return r, nil
}

// Default is the full recipe, the shipped network's.
func Default(a siamese.Architecture) Recipe {
	r := Recipe{
		Architecture: a, Seed: 1, Steps: 4000,
		Classes: 100, Alphabets: 4, Drawings: 2,
		Rate: 2e-3, Warmup: 0.02, Decay: 0.05, Clip: 5,
		Distortion: DefaultDistortion, Views: 5,
	}
	if a.Name == siamese.Koch().Name { // a picture costs some twenty times as much
		r.Steps, r.Classes, r.Alphabets, r.Rate, r.Views = 20_000, 16, 1, 1e-4, 1
	}
	return r
}

// minute is what a search over a minute's work found: smaller pictures, of which there
// are half as many again, episodes half as large, and so twice as many steps, and no
// other pens. Of the minute it leaves ten seconds of two cores to reading Omniglot (a
// second), four validations (two) and calibration (four).
func minute(a siamese.Architecture) Recipe {
	r := Default(a)
	r.Steps, r.Duration, r.Pens = 0, 50*time.Second, Pens{}
	if a.Name == siamese.Compact().Name {
		r.Architecture.Input, r.Classes, r.Alphabets = 32, 50, 2
	}
	return r
}

// paper is the protocol of section 3 of the paper. It searched for the rate, the
// momentum and the weight decay and does not say what it found; these are within
// its ranges. An epoch is its smallest set of pairs.
func paper(a siamese.Architecture) Recipe {
	const (
		pairs  = 128    // of a step
		epoch  = 30_000 // pairs
		epochs = 200    // at most
	)
	return Recipe{
		Architecture: a, Seed: 1, Steps: epochs * (epoch / pairs), Pairs: pairs, PaperStart: true,
		Rate: 1e-2, Momentum: 0.9, Decay: 1e-4,
		Epoch: epoch / pairs, Patience: 20,
		Distortion: Distortion{Rotation: 10, Scale: 0.2, Shear: 0.3, Shift: 2.0 / 105, Chance: 0.5},
		Views:      1,
	}
}
