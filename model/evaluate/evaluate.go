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
	Answer  int // the query's class in Support

	ink model.Scan // the query's, before it became a glyph; empty: not known
}

// In returns the trial with its query drawn in another ink; the support set stays
// as it is. The number says which of many trials it is, see inks.Ink.Glyph. A
// query that has no ink left becomes blank paper, which is as good as wrong. A
// trial that was not made by Trials or OpenLake stays as it is.
func (t Trial) In(ink inks.Ink, number int) Trial {
	if len(t.ink.Pix) > 0 {
		t.Query, _ = ink.Glyph(t.ink, uint64(number)) // the error is that no ink is left
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

// Trials makes a data set's trials ready to be asked. Each drawing becomes one
// Glyph, however often it occurs, some eleven kilobytes.
func Trials(s *omniglot.Set, trials []omniglot.Trial) []Trial {
	glyphs := map[omniglot.Ref]model.Glyph{}
	glyph := func(ref omniglot.Ref) model.Glyph {
		g, ok := glyphs[ref]
		if !ok {
			g = s.At(ref).Glyph()
			glyphs[ref] = g
		}
		return g
	}
	asked := make([]Trial, len(trials))
	for i, t := range trials {
		support := make([][]model.Glyph, len(t.Support))
		for j, refs := range t.Support {
			for _, ref := range refs {
				support[j] = append(support[j], glyph(ref))
			}
		}
		asked[i] = Trial{s.Alphabets[t.Query.Alphabet].Name, support, glyph(t.Query), t.Answer, s.At(t.Query).Scan()}
	}
	return asked
}

// Tally counts right answers.
type Tally struct{ Correct, Trials int }

// Accuracy is the share of right answers, 0 to 1, and 0 when nothing was asked.
func (t Tally) Accuracy() float64 {
	if t.Trials == 0 {
		return 0
	}
	return float64(t.Correct) / float64(t.Trials)
}

func (t *Tally) count(correct bool) {
	t.Trials++
	if correct {
		t.Correct++
	}
}

// Result is what an evaluation found.
type Result struct {
	Tally
	PerAlphabet map[string]Tally
}

// Evaluate asks every trial of a scorer, each on its own. A class scores as its
// best example does, and the class that scores highest is the scorer's answer.
// Where several score the same, one of them is drawn, by a fixed seed: a scorer
// that tells nothing apart is right by chance, never by the answer's place.
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
		answer, err := ask(t, scorer, ties)
		if err != nil {
			return Result{}, fmt.Errorf("evaluate: trial %d of %d: %w", i+1, len(trials), err)
		}
		result.count(answer == t.Answer)
		group := result.PerAlphabet[t.Group]
		group.count(answer == t.Answer)
		result.PerAlphabet[t.Group] = group
		if progress != nil {
			progress(i+1, len(trials))
		}
	}
	return result, nil
}

// ask returns the scorer's answer to one trial.
func ask(t Trial, scorer Scorer, ties *rand.Rand) (int, error) {
	var support []model.Glyph
	for _, shots := range t.Support {
		support = append(support, shots...)
	}
	scores, err := scorer.Scores(t.Query, support)
	if err != nil {
		return 0, err
	}
	if len(scores) != len(support) {
		return 0, fmt.Errorf("%w: %d of %d", ErrScores, len(scores), len(support))
	}
	answer, best, tied := 0, math.Inf(-1), 0
	for class, shots := range t.Support {
		score := math.Inf(-1)
		for _, s := range scores[:len(shots)] {
			if math.IsNaN(s) {
				return 0, fmt.Errorf("%w: not a number", ErrScores)
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
	return answer, nil
}
