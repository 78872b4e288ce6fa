package benchmark

import (
	"slices"
	"strings"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/evaluate"
)

// Report is what a run came to.
type Report struct {
	Date         time.Time     `json:"date"`
	Took         time.Duration `json:"took_ns"`
	Weights      string        `json:"weights"`
	Architecture string        `json:"architecture"`
	Fingerprint  string        `json:"fingerprint"`
	Source       string        `json:"source"`
	Trained      bool          `json:"trained_on_source"`
	Seed         uint64        `json:"seed"`
	Results      []Result      `json:"results"`
}

// Result is one contestant's at one part.
type Result struct {
	Part       Part      `json:"part"`
	Contestant string    `json:"contestant"`
	Score                // of all trials; of OpenSet those that came out right altogether
	Groups     []Group   `json:"groups,omitempty"` // by alphabet, or by run of Lake's task, sorted by name
	Inks       []Group   `json:"inks,omitempty"`   // of Inks, in the package's order
	Open       *Open     `json:"open_set,omitempty"`
	Mistakes   []Mistake `json:"mistakes"`
	Published  []Mark    `json:"published,omitempty"`
	Skipped    string    `json:"skipped,omitempty"` // why the part could not be asked
}

// Score is a number of right answers, with what they say of the true accuracy.
type Score struct {
	Correct  int     `json:"correct"`
	Trials   int     `json:"trials"`
	Accuracy float64 `json:"accuracy"` // 0 to 1
	Low      float64 `json:"low"`      // the 95 % interval
	High     float64 `json:"high"`
}

// NewScore is what a tally says.
func NewScore(t evaluate.Tally) Score {
	low, high := t.Interval()
	return Score{t.Correct, t.Trials, t.Accuracy(), low, high}
}

// Group is the score of a part of the trials.
type Group struct {
	Name string `json:"name"`
	Score
}

// Open is what becomes of queries whose class is unknown, and of others for that.
type Open struct {
	Refused  Score   `json:"refused"`  // of known queries; Correct is how many
	Accepted Score   `json:"accepted"` // of unknown queries
	AUROC    float64 `json:"auroc"`
	// AcceptedAlike is the share of unknown queries accepted where as many known ones
	// are refused as in the published result.
	AcceptedAlike float64 `json:"accepted_at_published_refusal"`
}

// Mistake is a wrong answer. The names say which drawings they are.
type Mistake struct {
	Group  string `json:"group"`
	Ink    string `json:"ink,omitempty"`
	Query  string `json:"query"`
	Right  string `json:"right"`
	Choice string `json:"choice"`

	QueryGlyph  model.Glyph `json:"-"`
	RightGlyph  model.Glyph `json:"-"`
	ChoiceGlyph model.Glyph `json:"-"`
}

// NewResult describes what an evaluation of these trials found.
func NewResult(p Part, contestant string, trials []evaluate.Trial, r evaluate.Result) Result {
	return Result{
		Part: p, Contestant: contestant, Score: NewScore(r.Tally), Groups: Groups(r.PerAlphabet),
		Mistakes: MistakesOf(trials, r.Mistakes, ""), Published: Published(p),
	}
}

// NewOpenResult describes what an evaluation with unknown queries found.
func NewOpenResult(p Part, contestant string, r evaluate.OpenResult) Result {
	return Result{
		Part: p, Contestant: contestant, Score: NewScore(r.Tally), Published: Published(p), Mistakes: []Mistake{},
		Open: &Open{NewScore(r.Refused), NewScore(r.Accepted), r.AUROC(), r.AcceptedAt(PublishedRefused)},
	}
}

// Groups sorts tallies by name.
func Groups(tallies map[string]evaluate.Tally) []Group {
	groups := make([]Group, 0, len(tallies))
	for name, t := range tallies {
		groups = append(groups, Group{name, NewScore(t)})
	}
	slices.SortFunc(groups, func(a, b Group) int { return strings.Compare(a.Name, b.Name) })
	return groups
}

// MistakesOf names the drawings of wrong answers to trials, asked in an ink or, if
// that is empty, as they are.
func MistakesOf(trials []evaluate.Trial, wrong []evaluate.Mistake, ink string) []Mistake {
	all := make([]Mistake, 0, len(wrong))
	for _, w := range wrong {
		t := trials[w.Trial]
		all = append(all, Mistake{
			t.Group, ink, t.QueryName(), t.ClassName(t.Answer), t.ClassName(w.Choice),
			t.Query, t.Support[t.Answer][0], t.Support[w.Choice][0],
		})
	}
	return all
}
