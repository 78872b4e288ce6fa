package omniglot

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// Trial is one question of N-way K-shot classification: which of the support
// set's classes is the query a drawing of?
type Trial struct {
	Support [][]Ref // ways × shots
	Query   Ref
	Answer  int // the query's class in Support; Unknown: it is of none of them
}

// Unknown is the answer to a query whose class is not in the support set.
const Unknown = -1

// Trials draws N-way K-shot trials, one an episode: the classes, the class of
// the query and so the answer's place uniformly at random, the query by a drawer
// who drew none of the support set. Within one alphabet, the alphabets with
// enough characters take turns. ErrTooFew says that there is none.
func (s *Set) Trials(ways, shots, episodes int, within bool, seed uint64) ([]Trial, error) {
	if ways < 2 || shots < 1 || episodes < 1 {
		return nil, fmt.Errorf("omniglot: %d trials of %d ways and %d shots: at least 1, 2 and 1 are needed",
			episodes, ways, shots)
	}
	pools, err := s.pools(ways, shots+1, within)
	if err != nil {
		return nil, err
	}
	trials := make([]Trial, episodes)
	for i := range trials {
		r := generator(seed, i)
		t := Trial{Answer: r.IntN(ways)}
		classes := choose(r, pools[i%len(pools)], ways)
		t.Query = s.draw(r, classes[t.Answer], 1)[0]
		for _, c := range classes {
			t.Support = append(t.Support, s.drawWithout(r, c, shots, s.At(t.Query).Drawer))
		}
		trials[i] = t
	}
	return trials, nil
}

// OpenTrials draws episodes of open-set recognition: a support set of so many ways
// and shots, and that many queries of each of its classes and of one more class,
// which is Unknown. A class's drawings in one episode are all different. The trials
// of an episode follow one another and share their support set. ErrTooFew says that
// there are too few classes.
func (s *Set) OpenTrials(ways, shots, queries, episodes int, within bool, seed uint64) ([]Trial, error) {
	if ways < 1 || shots < 1 || queries < 1 || episodes < 1 {
		return nil, fmt.Errorf("omniglot: %d episodes of %d ways, %d shots and %d queries: at least 1 of each is needed", episodes, ways, shots, queries)
	}
	pools, err := s.pools(ways+1, shots+queries, within)
	if err != nil {
		return nil, err
	}
	var trials []Trial
	for i := range episodes {
		r := generator(seed, i)
		var support [][]Ref
		var asked []Trial
		for class, c := range choose(r, pools[i%len(pools)], ways+1) {
			drawn := s.draw(r, c, shots+queries)
			if class == ways {
				class = Unknown
			} else {
				support = append(support, drawn[:shots])
			}
			for _, q := range drawn[shots:] {
				asked = append(asked, Trial{Query: q, Answer: class})
			}
		}
		for j := range asked {
			asked[j].Support = support
		}
		trials = append(trials, asked...)
	}
	return trials, nil
}

// pools returns the classes to draw an episode's from, those of each alphabet that
// has enough of them or, not within one, of all: so many classes with so many
// drawings each.
func (s *Set) pools(classes, drawings int, within bool) ([][]class, error) {
	pools := s.classes(drawings)
	if !within && len(pools) > 0 {
		pools = [][]class{slices.Concat(pools...)}
	}
	pools = slices.DeleteFunc(pools, func(p []class) bool { return len(p) < classes })
	if len(pools) == 0 {
		return nil, fmt.Errorf("omniglot: trials: %w for %d classes of %d each", ErrTooFew, classes, drawings)
	}
	return pools, nil
}

// drawWithout picks n distinct drawings of a class at random, none by the given
// drawer. The class has at least n+1.
func (s *Set) drawWithout(r *rand.Rand, c class, n, drawer int) []Ref {
	refs := s.draw(r, c, n+1)
	refs = slices.DeleteFunc(refs, func(ref Ref) bool { return s.At(ref).Drawer == drawer })
	return refs[:n]
}

// lakeWays is the number of characters in a run of Lake's task.
const lakeWays = 20

// LakeTrials draws runs of the structure of Lake's one-shot classification
// task: 20 characters of one alphabet, or all where it has fewer, and two
// drawers; one drawer's are the support set, and each of the other's is a query.
// The alphabets take turns, so that twice as many runs as alphabets resemble
// the task best. ErrTooFew says that no two drawers drew two characters of some
// alphabet.
func (s *Set) LakeTrials(runs int, seed uint64) ([]Trial, error) {
	if runs < 1 || len(s.Alphabets) == 0 {
		return nil, fmt.Errorf("omniglot: Lake trials: %w: %d runs on %d alphabets", ErrTooFew, runs, len(s.Alphabets))
	}
	var trials []Trial
	for run := range runs {
		r := generator(seed, run)
		alphabet := run % len(s.Alphabets)
		support, query, ok := s.twoDrawers(r, alphabet)
		if !ok {
			return nil, fmt.Errorf("omniglot: Lake trials: %w in %s", ErrTooFew, s.Alphabets[alphabet].Name)
		}
		order := r.Perm(len(support))
		order = order[:min(lakeWays, len(order))]
		rows := make([][]Ref, len(order)) // shared by the run's trials
		for i, c := range order {
			rows[i] = []Ref{support[c]}
		}
		for _, answer := range r.Perm(len(order)) {
			trials = append(trials, Trial{Support: rows, Query: query[order[answer]], Answer: answer})
		}
	}
	return trials, nil
}

// twoDrawers draws two of an alphabet's drawers and returns, character by
// character, the drawings of each, leaving out characters that one of them
// lacks.
func (s *Set) twoDrawers(r *rand.Rand, alphabet int) (one, other []Ref, ok bool) {
	drawers := map[int]map[int]Ref{} // by drawer, then character
	for c, character := range s.Alphabets[alphabet].Characters {
		for d, drawing := range character.Drawings {
			if drawers[drawing.Drawer] == nil {
				drawers[drawing.Drawer] = map[int]Ref{}
			}
			drawers[drawing.Drawer][c] = Ref{alphabet, c, d}
		}
	}
	numbers := make([]int, 0, len(drawers))
	for n := range drawers {
		numbers = append(numbers, n)
	}
	if len(numbers) < 2 {
		return nil, nil, false
	}
	slices.Sort(numbers) // a map's order is no seed's
	two := choose(r, numbers, 2)
	for c := range s.Alphabets[alphabet].Characters {
		x, haveX := drawers[two[0]][c]
		y, haveY := drawers[two[1]][c]
		if haveX && haveY {
			one, other = append(one, x), append(other, y)
		}
	}
	return one, other, len(one) >= 2
}
