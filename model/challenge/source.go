package challenge

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/benchmark"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/omniglot"
)

// Kind says where trials come from, the fairest first.
type Kind int

const (
	// LakesTask is the 400 trials that people and machines have been compared on.
	LakesTask Kind = iota
	// Evaluation is alphabets of Omniglot's evaluation set, which no network here
	// learns from.
	Evaluation
	// HeldOut is alphabets of the background set that the network did not learn from.
	HeldOut
	// Learnt is alphabets that the network may have learnt from: it has an advantage.
	Learnt
	// Own is the gallery's classes and the starter sets.
	Own
)

// Files are those that trials may be in, empty where they are not at hand.
type Files struct{ Lake, Evaluation, Background string }

// Source is where trials come from. It never changes and may be shared between
// goroutines.
type Source struct {
	Kind Kind

	runs []evaluate.LakeRun // LakesTask
	set  *omniglot.Set      // Evaluation, HeldOut, Learnt
	own  []Alphabet         // Own
}

// ways is the number of characters in a trial of Lake's, and of trials in a game.
const ways = 20

// Open returns the fairest source there is: Lake's task, the evaluation set,
// alphabets that the network did not learn from by its weights' note of them
// (train.HeldOutKey), others, and at last the person's own. A file that cannot be
// read is passed over, and the error joined to the others'. Progress, unless nil,
// says how much of a file is read. When ctx ends that is the error, and there is no
// source.
func Open(ctx context.Context, f Files, heldOut string, own []Alphabet, progress func(done, total int)) (Source, error) {
	var troubles []error
	if f.Lake != "" {
		task, err := evaluate.OpenLake(ctx, f.Lake)
		if err == nil {
			return Source{Kind: LakesTask, runs: task.Runs}, nil
		}
		troubles = append(troubles, err)
	}
	for _, file := range []string{f.Evaluation, f.Background} {
		if file == "" || ctx.Err() != nil {
			continue
		}
		set, err := omniglot.Open(ctx, file, progress)
		if err == nil {
			_, err = set.LakeTrials(1, 0)
		}
		if err != nil {
			troubles = append(troubles, fmt.Errorf("%s: %w", file, err))
			continue
		}
		s := Source{Kind: Evaluation, set: set}
		if benchmark.Learnt(set, heldOut) {
			s.Kind = Learnt
			if unseen := benchmark.Unseen(set, heldOut); unseen != nil {
				s.Kind, s.set = HeldOut, unseen
			}
		} else if file == f.Background {
			s.Kind = HeldOut
		}
		return s, errors.Join(troubles...)
	}
	if ctx.Err() != nil {
		return Source{}, ctx.Err()
	}
	return Source{Kind: Own, own: own}, errors.Join(troubles...)
}

// Alphabets lists what the source has, by name; Lake's task names none.
func (s Source) Alphabets() []string {
	var names []string
	if s.set != nil {
		names = s.set.AlphabetNames()
	}
	for _, a := range s.own {
		names = append(names, a.Name)
	}
	return names
}

// Deal returns the trials of one game, twenty where the source has so many: of
// Lake's task one of its runs, of alphabets one of them with two of its drawers. The
// same seed deals the same.
func (s Source) Deal(seed uint64) []evaluate.Trial {
	r := rand.New(rand.NewPCG(seed, 400))
	switch {
	case len(s.runs) > 0:
		return s.runs[r.IntN(len(s.runs))].Trials
	case s.set != nil:
		return dealSet(s.set, r, 1)
	}
	return dealOwn(s.own, r, ways)
}

// Pool returns many trials, some ten games' worth, of which hard ones can be chosen.
func (s Source) Pool(seed uint64) []evaluate.Trial {
	const games = 10
	r := rand.New(rand.NewPCG(seed, 400))
	switch {
	case len(s.runs) > 0:
		var trials []evaluate.Trial
		for _, i := range r.Perm(len(s.runs))[:min(games, len(s.runs))] {
			trials = append(trials, s.runs[i].Trials...)
		}
		return trials
	case s.set != nil:
		return dealSet(s.set, r, games)
	}
	return dealOwn(s.own, r, games*ways)
}

// dealSet draws games of alphabets, chosen at random among those with enough
// characters if there are any.
func dealSet(set *omniglot.Set, r *rand.Rand, games int) []evaluate.Trial {
	alphabets := slices.DeleteFunc(slices.Clone(set.Alphabets), func(a omniglot.Alphabet) bool { return a.CharactersWith(2) < ways })
	if len(alphabets) == 0 {
		alphabets = set.Alphabets
	}
	var trials []evaluate.Trial
	for tries := 0; len(trials) < games*ways && tries < 100*games; tries++ {
		one := &omniglot.Set{Alphabets: []omniglot.Alphabet{alphabets[r.IntN(len(alphabets))]}}
		drawn, err := one.LakeTrials(1, r.Uint64())
		if err != nil { // no two drawers drew two of its characters
			continue
		}
		trials = append(trials, evaluate.Trials(one, drawn)...)
	}
	return trials[:min(games*ways, len(trials))]
}

// Five returns five characters of one alphabet, one drawing each, for somebody to
// copy, with the alphabet's name; empty of Lake's task, which names none.
func (s Source) Five(seed uint64) (alphabet string, five []model.Glyph) {
	r := rand.New(rand.NewPCG(seed, 5))
	switch {
	case s.set != nil:
		a := s.set.Alphabets[r.IntN(len(s.set.Alphabets))]
		for _, c := range r.Perm(len(a.Characters)) {
			drawings := a.Characters[c].Drawings
			if len(drawings) > 0 && len(five) < Characters {
				five = append(five, drawings[r.IntN(len(drawings))].Glyph())
			}
		}
		return a.Name, five
	case len(s.runs) > 0:
		run := s.runs[r.IntN(len(s.runs))]
		support := run.Trials[0].Support
		for _, c := range r.Perm(len(support))[:min(Characters, len(support))] {
			five = append(five, support[c][0])
		}
		return "", five
	}
	large := slices.DeleteFunc(slices.Clone(s.own), func(a Alphabet) bool { return len(a.Classes) < Characters })
	if len(large) == 0 {
		return "", nil
	}
	a := large[r.IntN(len(large))]
	for _, c := range r.Perm(len(a.Classes))[:Characters] {
		five = append(five, a.Classes[c][0])
	}
	return a.Name, five
}
