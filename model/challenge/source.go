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
	// Kind is that of the games' trials.
	Kind Kind

	lake *evaluate.LakeTask // LakesTask
	set  *omniglot.Set      // nil: there is none; of kind rest
	rest Kind
	own  []Alphabet
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
	s := Source{Kind: Own, rest: Own, own: own}
	var troubles []error
	for _, file := range []string{f.Evaluation, f.Background} {
		if file == "" || s.set != nil || ctx.Err() != nil {
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
		s.set, s.rest = set, Evaluation
		if benchmark.Learnt(set, heldOut) {
			s.rest = Learnt
			if unseen := benchmark.Unseen(set, heldOut); unseen != nil {
				s.set, s.rest = unseen, HeldOut
			}
		} else if file == f.Background {
			s.rest = HeldOut
		}
		s.Kind = s.rest
	}
	if f.Lake != "" {
		task, err := evaluate.OpenLake(ctx, f.Lake)
		if err == nil {
			s.lake, s.Kind = &task, LakesTask
		} else {
			troubles = append(troubles, err)
		}
	}
	if ctx.Err() != nil {
		return Source{}, ctx.Err()
	}
	return s, errors.Join(troubles...)
}

// Data is what a benchmark can ask of the source: Lake's task and the fairest
// alphabets besides. The person's own are drawn by as many hands as a character has
// drawings. Source is left empty.
func (s Source) Data() benchmark.Data {
	d := benchmark.Data{Lake: s.lake, Set: s.set, Trained: s.rest == Learnt}
	if d.Set == nil {
		d.Set = setOf(s.own)
	}
	return d
}

// Rest is the kind of the alphabets in Data.
func (s Source) Rest() Kind { return s.rest }

// Alphabets lists what the source has, by name; Lake's task names none.
func (s Source) Alphabets() []string {
	if s.Kind == LakesTask {
		return nil
	}
	if s.set != nil {
		return s.set.AlphabetNames()
	}
	var names []string
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
	case s.lake != nil:
		return s.lake.Runs[r.IntN(len(s.lake.Runs))].Trials
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
	case s.lake != nil:
		var trials []evaluate.Trial
		for _, i := range r.Perm(len(s.lake.Runs))[:min(games, len(s.lake.Runs))] {
			trials = append(trials, s.lake.Runs[i].Trials...)
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
// copy, with the alphabet's name; of Lake's task alone, which names none, that is empty.
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
	case s.lake != nil:
		run := s.lake.Runs[r.IntN(len(s.lake.Runs))]
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
