package runs

import "github.com/oneglyph/oneglyph/model/train"

// Phase is what a trainer is at.
type Phase int

const (
	Idle     Phase = iota // nothing is under way; a run may be unfinished
	Loading               // reading the data
	Training              //
	Ending                // validating, calibrating and saving
)

// Report says where things stand. What it points to never changes.
type Report struct {
	Phase    Phase
	Loaded   float64        // while Loading, 0 to 1
	Run      Run            // the one under way, or the last; zero: none yet
	Progress train.Progress // of its latest step
	Curve    []Point
	Asked    *train.Asked // the latest trial shown; nil: none yet
	Err      error        // why the last run or attempt came to no good end
}
