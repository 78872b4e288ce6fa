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

// Choice is what a person chooses for a run.
type Choice struct {
	Data   string // Omniglot: a zip file or a folder
	Preset string // of train.Presets, or Custom
	Recipe train.Recipe
	From   *siamese.Model // the weights to begin with; nil: random ones
	Own    []Own          // classes of one's own, learnt beside the data's
	Spare  bool           // leave one core to everything else
}

// Own is a class from somebody's gallery. Only those of at least two drawings
// can be learnt from.
type Own struct {
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

// Pictures is the number of them in one step of a recipe.
func Pictures(r train.Recipe) int {
	if r.Pairs > 0 {
		return 2 * r.Pairs
	}
	return r.Classes * r.Drawings
}

var errNoData = errors.New("runs: no data set is chosen")

func (c Choice) check() error {
	if c.Data == "" {
		return errNoData
	}
	return c.Recipe.Fits(train.FreeMemory())
}

// Threads is the number of cores that a run takes.
func Threads(spare bool) int {
	if n := runtime.GOMAXPROCS(0); spare && n > 1 {
		return n - 1
	}
	return runtime.GOMAXPROCS(0)
}
