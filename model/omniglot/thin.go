package omniglot

import (
	"math"
	"slices"
	"sort"
)

// Thin returns the set, or of a larger one a part of at most so many drawings,
// drawn at random: fewer of each character, at least two; if these are still too
// many, fewer characters of each alphabet, as many as given at least; and at last
// fewer alphabets, at least one.
func (s *Set) Thin(most, characters int, seed uint64) *Set {
	if s.Drawings() <= most {
		return s
	}
	perCharacter, perAlphabet := 0, 0
	for _, a := range s.Alphabets {
		perAlphabet = max(perAlphabet, len(a.Characters))
		for _, c := range a.Characters {
			perCharacter = max(perCharacter, len(c.Drawings))
		}
	}
	perCharacter = least(2, perCharacter, most, func(n int) int { return s.count(n, perAlphabet, len(s.Alphabets)) })
	perAlphabet = least(characters, perAlphabet, most, func(n int) int { return s.count(perCharacter, n, len(s.Alphabets)) })
	alphabets := least(1, len(s.Alphabets), most, func(n int) int { return s.count(perCharacter, perAlphabet, n) })

	thin := &Set{}
	for i := range alphabets { // spread over all
		a := s.Alphabets[i*len(s.Alphabets)/alphabets]
		r := generator(seed, i)
		part := Alphabet{Name: a.Name}
		for _, c := range some(a.worth(), perAlphabet, r.Perm) {
			c.Drawings = some(c.Drawings, perCharacter, r.Perm)
			part.Characters = append(part.Characters, c)
		}
		thin.Alphabets = append(thin.Alphabets, part)
	}
	return thin
}

// least returns the highest number within bounds whose count is not above most;
// where even the lower bound's is, that.
func least(from, to, most int, count func(int) int) int {
	if from >= to {
		return to
	}
	return from + sort.Search(to-from, func(i int) bool { return count(from+1+i) > most })
}

// count says how many drawings a part has at most.
func (s *Set) count(perCharacter, perAlphabet, alphabets int) int {
	total := 0
	for i := range alphabets {
		characters := s.Alphabets[i*len(s.Alphabets)/alphabets].worth()
		n := 0
		for _, c := range characters {
			n += min(len(c.Drawings), perCharacter)
		}
		// Which characters stay is not known yet; their mean is near enough.
		if k := len(characters); k > perAlphabet {
			n = int(math.Ceil(float64(n) * float64(perAlphabet) / float64(k)))
		}
		total += n
	}
	return total
}

// worth lists the characters with two drawings: others can be asked nothing about.
func (a Alphabet) worth() []Character {
	return slices.DeleteFunc(slices.Clone(a.Characters), func(c Character) bool { return len(c.Drawings) < 2 })
}

// some keeps so many of the items, in their order.
func some[T any](items []T, n int, perm func(int) []int) []T {
	if len(items) <= n {
		return items
	}
	chosen := perm(len(items))[:n]
	slices.Sort(chosen)
	kept := make([]T, n)
	for i, j := range chosen {
		kept[i] = items[j]
	}
	return kept
}
