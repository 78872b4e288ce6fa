package omniglot

import (
	"fmt"
	"math/rand/v2"
)

// EpisodeSampler draws training episodes: a few drawings each of many
// characters, of few alphabets, so that a character's negatives are its own
// alphabet's.
type EpisodeSampler struct {
	Set *Set
	// Classes is the number of characters in an episode.
	Classes int
	// Alphabets is the number of alphabets that they are of, equally many of
	// each as far as they have so many. Where they have too few altogether,
	// more alphabets are drawn.
	Alphabets int
	// Drawings is the number of drawings of each, by different drawers.
	// Characters with fewer are left out.
	Drawings int
}

// Check returns ErrTooFew when the set cannot fill an episode.
func (e EpisodeSampler) Check() error {
	if e.Classes < 1 || e.Alphabets < 1 || e.Drawings < 1 {
		return fmt.Errorf("omniglot: episode of %d classes × %d drawings from %d alphabets: all must be positive",
			e.Classes, e.Drawings, e.Alphabets)
	}
	if n := e.Set.CharactersWith(e.Drawings); n < e.Classes {
		return fmt.Errorf("omniglot: episode: %w: %d characters with %d drawings are needed, the set has %d",
			ErrTooFew, e.Classes, e.Drawings, n)
	}
	return nil
}

// Sample returns the episode of one step, Classes × Drawings, grouped by
// alphabet. The same seed and step always give the same. An episode that Check
// fails has fewer classes.
func (e EpisodeSampler) Sample(seed uint64, step int) [][]Ref {
	r := generator(seed, step)
	pools := e.Set.classes(e.Drawings)
	r.Shuffle(len(pools), func(i, j int) { pools[i], pools[j] = pools[j], pools[i] })
	shares := share(pools, e.Classes, e.Alphabets)
	episode := make([][]Ref, 0, e.Classes)
	for i, n := range shares {
		for _, c := range choose(r, pools[i], n) {
			episode = append(episode, e.Set.draw(r, c, e.Drawings))
		}
	}
	return episode
}

// share says how many classes to take of each pool: equally many of the first
// few as far as they go, the remainder of the pools after them in turn.
func share(pools [][]class, classes, few int) []int {
	shares := make([]int, len(pools))
	few = min(few, len(pools))
	for taken := true; taken; {
		taken = false
		for i := 0; i < few && classes > 0; i++ {
			if shares[i] < len(pools[i]) {
				shares[i]++
				classes--
				taken = true
			}
		}
	}
	for i := few; i < len(pools) && classes > 0; i++ {
		shares[i] = min(classes, len(pools[i]))
		classes -= shares[i]
	}
	return shares
}

// choose picks n of the items at random, in random order.
func choose[T any](r *rand.Rand, items []T, n int) []T {
	chosen := make([]T, n)
	for i, j := range r.Perm(len(items))[:n] {
		chosen[i] = items[j]
	}
	return chosen
}
