package runs

import (
	"errors"
	"runtime"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train"
)

// Custom is the preset of a recipe that was put together by hand.
const Custom = "custom"

// RunConfig is what is chosen for a run.
type RunConfig struct {
	Data   string // Omniglot: a zip file or a folder
	Preset string // of train.Presets, or Custom
	Recipe train.Recipe
	From   *siamese.Model // the weights to begin with; nil: random ones
	Own    []UserClass    // classes of one's own, learnt along with the data's
	// Split says which alphabets are held out: one of Omniglot's splits, A, B or C, or
	// NoSplit; empty: a fitting one.
	Split string
	// Calibration is taken over rather than fitted; nil: it is fitted.
	Calibration *siamese.Calibration
	// Resume is the checkpoint of a run without a folder, to go on from by Recipe.
	Resume       *siamese.Checkpoint
	LeaveOneCore bool // to everything else
}

// NoSplit holds nothing out.
const NoSplit = "none"

// UserClass is a class from somebody's gallery. Only those of at least two drawings
// can be learnt from.
type UserClass struct {
	Name   string
	Glyphs []model.Glyph
}

// Recipe returns a preset's recipe for a network; Custom begins as quick.
func Recipe(preset string, a siamese.Architecture) (train.Recipe, error) {
	if preset == Custom {
		preset = "quick"
	}
	return train.Preset(preset, a)
}

var errNoData = errors.New("runs: no data set is chosen")

func (c RunConfig) check() error {
	if c.Data == "" {
		return errNoData
	}
	return c.Recipe.Fits(train.FreeMemory())
}

// threads is the number of cores that a run takes.
func threads(leaveOne bool) int {
	if n := runtime.GOMAXPROCS(0); leaveOne && n > 1 {
		return n - 1
	}
	return runtime.GOMAXPROCS(0)
}
