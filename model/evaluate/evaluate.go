package evaluate

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/inks"
	"github.com/oneglyph/oneglyph/model/omniglot"
)

// ErrScores says that a scorer did not give one number for each glyph.
var ErrScores = errors.New("not a score for every glyph")

// Trial is one question of N-way K-shot classification.
type Trial struct {
	// Group is what results are told apart by: the query's alphabet, or the run
	// of Lake's task.
	Group   string
	Support [][]model.Glyph // ways × shots
	Query   model.Glyph
	Answer  int // the query's class in Support; Unknown: it is of none of them

	query   drawing                 // what Query was made of; zero: not known
	support map[model.Glyph]drawing // what the support set was made of, shared by many trials
}

// Unknown is the answer to a query whose class is not in the support set.
const Unknown = omniglot.Unknown

// drawing is what a glyph was made of.
type drawing struct {
	name string
	scan func() model.Scan // the ink, as published
}

// QueryName says which drawing the query is, empty where that is not known.
func (t Trial) QueryName() string { return t.query.name }

// ClassName says which drawing the first example of a class of Support is, empty
// where that is not known, and for Unknown.
func (t Trial) ClassName(class int) string {
	if class < 0 {
		return ""
	}
	return t.support[t.Support[class][0]].name
}

// In returns the trial with its query drawn in another ink; the support set stays
// as it is. The number says which of many trials it is, see inks.Ink.Glyph. A
// query that has no ink left becomes blank paper, which is as good as wrong. A
// trial that was not made by Trials or OpenLake stays as it is.
func (t Trial) In(ink inks.Ink, number int) Trial {
	if t.query.scan != nil {
		t.Query, _ = ink.Glyph(t.query.scan(), uint64(number)) // the error is that no ink is left
	}
	return t
}

// In returns the trials with all queries drawn in another ink.
func In(ink inks.Ink, trials []Trial) []Trial {
	changed := slices.Clone(trials)
	for i := range changed {
		changed[i] = changed[i].In(ink, i)
	}
	return changed
}

// Result is what an evaluation found.
type Result struct {
	Tally
	PerAlphabet map[string]Tally
	Mistakes    []Mistake // in the order of the trials
}

// Mistake is a wrong answer.
type Mistake struct {
	Trial  int // of those that were asked
	Choice int // the class of its support set that scored highest
}

// Evaluate asks every trial of a scorer, each on its own. A class scores as its
// best example does, and the class that scores highest is the scorer's answer.
// Where several score the same, one of them is drawn, by a fixed seed: a scorer
// that distinguishes nothing is right by chance, never by the answer's place.
//
// Progress, unless nil, is called after each trial. Errors are the scorer's,
// ErrScores and ctx's.
func Evaluate(ctx context.Context, trials []Trial, scorer Scorer, progress func(done, total int)) (Result, error) {
	result := Result{PerAlphabet: map[string]Tally{}}
	ties := rand.New(rand.NewPCG(20, 400))
	for i, t := range trials {
		if err := ctx.Err(); err != nil {
			return Result{}, err
		}
		answer, _, err := ask(t, scorer, ties)
		if err != nil {
			return Result{}, fmt.Errorf("evaluate: trial %d of %d: %w", i+1, len(trials), err)
		}
		result.count(answer == t.Answer)
		group := result.PerAlphabet[t.Group]
		group.count(answer == t.Answer)
		result.PerAlphabet[t.Group] = group
		if answer != t.Answer {
			result.Mistakes = append(result.Mistakes, Mistake{i, answer})
		}
		if progress != nil {
			progress(i+1, len(trials))
		}
	}
	return result, nil
}

// ask returns the scorer's answer to one trial, and what it scored.
func ask(t Trial, scorer Scorer, ties *rand.Rand) (answer int, best float64, err error) {
	var support []model.Glyph
	for _, shots := range t.Support {
		support = append(support, shots...)
	}
	scores, err := scorer.Scores(t.Query, support)
	if err != nil {
		return 0, 0, err
	}
	if len(scores) != len(support) {
		return 0, 0, fmt.Errorf("%w: %d of %d", ErrScores, len(scores), len(support))
	}
	tied := 0
	best = math.Inf(-1)
	for class, shots := range t.Support {
		score := math.Inf(-1)
		for _, s := range scores[:len(shots)] {
			if math.IsNaN(s) {
				return 0, 0, fmt.Errorf("%w: not a number", ErrScores)
			}
			score = max(score, s)
		}
		scores = scores[len(shots):]
		switch {
		case score > best:
			answer, best, tied = class, score, 1
		case score == best: // each of the tied stays with equal probability
			if tied++; ties.IntN(tied) == 0 {
				answer = class
			}
		}
	}
	return answer, best, nil
}
