package cli

import (
	"io"

	"github.com/oneglyph/oneglyph/model/benchmark"
)

// evaluation is what eval prints with --json. Its figures are of all queries, in
// whatever ink; Inks has a share for each ink.
type evaluation struct {
	benchmark.Score
	Weights      string              `json:"weights,omitempty"` // the file, or "built-in"
	Fingerprint  string              `json:"fingerprint,omitempty"`
	Architecture string              `json:"architecture,omitempty"`
	Baseline     string              `json:"baseline,omitempty"`
	Source       string              `json:"source"` // the file that the trials come from
	Ways         int                 `json:"ways,omitempty"`
	Shots        int                 `json:"shots,omitempty"`
	Within       bool                `json:"within_alphabet,omitempty"`
	LakeLike     bool                `json:"lake_like,omitempty"`
	Seed         *uint64             `json:"seed,omitempty"`
	Groups       []benchmark.Group   `json:"groups"` // alphabets, or the runs of Lake's task
	Inks         []inkResult         `json:"inks,omitempty"`
	Open         *benchmark.Open     `json:"open_set,omitempty"`
	Mistakes     []benchmark.Mistake `json:"mistakes"`

	trained bool // on alphabets of the source
}

// inkResult is the share of one ink.
type inkResult struct {
	Ink string `json:"ink"`
	benchmark.Group
}

// print is what eval does without --json.
func (e evaluation) print(w io.Writer) {
	line := func(name string, s benchmark.Score) {
		say(w, "%-36s %5.1f %%   %5.1f to %5.1f   %d of %d\n", name, 100*s.Accuracy, 100*s.Low, 100*s.High, s.Correct, s.Trials)
	}
	for _, g := range e.Groups {
		line(g.Name, g.Score)
	}
	for _, i := range e.Inks {
		say(w, "%-9s ", i.Ink)
		line(i.Name, i.Score)
	}
	if o := e.Open; o != nil {
		line("known ones refused", o.Refused)
		line("unknown ones taken for known", o.Accepted)
		say(w, "%-36s %5.1f %%\n", "the same where 9.5 % are refused", 100*o.AcceptedAlike)
		say(w, "%-36s %5.1f %%\n", "area under the curve", 100*o.AUROC)
		line("right altogether", e.Score)
	} else {
		line("one-shot accuracy", e.Score)
	}
	if e.Baseline != "" {
		say(w, "no network: %s\n", e.Baseline)
		return
	}
	say(w, "%s weights, %s, %s\n", e.Weights, e.Architecture, e.Fingerprint)
}
