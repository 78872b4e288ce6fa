// Package omniglot reads the Omniglot data set (Lake, Salakhutdinov and
// Tenenbaum 2015): handwritten characters of many alphabets, each drawn once by
// each of twenty drawers. It owns the set in memory, its splits into background
// and held-out alphabets, the samplers that training draws from, and the
// one-shot trials that a network is judged by.
//
// Every sampler and every list of trials is a function of its seed (and step)
// alone, so that a run can be repeated, or resumed anywhere, with no state kept.
package omniglot

import (
	"errors"
	"fmt"
	"math/rand/v2"
)

var (
	// ErrNotOmniglot says that files are not laid out, or not named, as
	// Omniglot's are: alphabet/character/0001_01.png.
	ErrNotOmniglot = errors.New("not an Omniglot data set")
	// ErrNoAlphabet says that a named alphabet is not in the set.
	ErrNoAlphabet = errors.New("no such alphabet")
	// ErrTooFew says that a set has too few alphabets, characters or drawings
	// for what was asked of it.
	ErrTooFew = errors.New("too few drawings")
)

// Set is a data set in memory, its alphabets ordered by name. It is not changed
// after it was made and may be shared between goroutines.
type Set struct{ Alphabets []Alphabet }

// Alphabet is one script, its characters ordered by name.
type Alphabet struct {
	Name       string
	Characters []Character
}

// Character is one character of an alphabet, its drawings ordered by drawer.
type Character struct {
	Name     string
	Drawings []Drawing
}

// Ref points at one drawing of a set. All three are indices from zero; Drawer
// indexes Character.Drawings, which need not be complete.
type Ref struct{ Alphabet, Character, Drawer int }

// Name says which drawing one is, in any form that it is distributed in.
type Name struct {
	Alphabet, Character string
	Drawer              int // from 1
}

// String writes a name as Omniglot's folders do: alphabet/character/drawer.
func (n Name) String() string {
	return fmt.Sprintf("%s/%s/%02d", n.Alphabet, n.Character, n.Drawer)
}

// At returns the drawing that a Ref points at. Like an index, a Ref of another
// set panics.
func (s *Set) At(r Ref) *Drawing {
	return &s.Alphabets[r.Alphabet].Characters[r.Character].Drawings[r.Drawer]
}

// Name returns the name of the drawing that a Ref points at.
func (s *Set) Name(r Ref) Name {
	a := &s.Alphabets[r.Alphabet]
	c := &a.Characters[r.Character]
	return Name{a.Name, c.Name, c.Drawings[r.Drawer].Drawer}
}

// Characters counts the set's characters, the classes of a classifier.
func (s *Set) Characters() int {
	n := 0
	for _, a := range s.Alphabets {
		n += len(a.Characters)
	}
	return n
}

// AlphabetNames lists the names of the set's alphabets.
func (s *Set) AlphabetNames() []string {
	names := make([]string, len(s.Alphabets))
	for i, a := range s.Alphabets {
		names[i] = a.Name
	}
	return names
}

// CharactersWith counts the characters with at least that many drawings.
func (a Alphabet) CharactersWith(drawings int) int {
	n := 0
	for _, c := range a.Characters {
		if len(c.Drawings) >= drawings {
			n++
		}
	}
	return n
}

// CharactersWith counts the characters with at least that many drawings.
func (s *Set) CharactersWith(drawings int) int {
	n := 0
	for _, a := range s.Alphabets {
		n += a.CharactersWith(drawings)
	}
	return n
}

// Drawings counts the set's drawings.
func (s *Set) Drawings() int {
	n := 0
	for _, a := range s.Alphabets {
		for _, c := range a.Characters {
			n += len(c.Drawings)
		}
	}
	return n
}

// class is a character by its indices.
type class struct{ alphabet, character int }

// classes returns, for each alphabet that has any, its characters with at least
// that many drawings.
func (s *Set) classes(drawings int) [][]class {
	var all [][]class
	for a := range s.Alphabets {
		var some []class
		for c := range s.Alphabets[a].Characters {
			if len(s.Alphabets[a].Characters[c].Drawings) >= drawings {
				some = append(some, class{a, c})
			}
		}
		if some != nil {
			all = append(all, some)
		}
	}
	return all
}

// draw picks n distinct drawings of a class at random.
func (s *Set) draw(r *rand.Rand, c class, n int) []Ref {
	refs := make([]Ref, n)
	perm := r.Perm(len(s.Alphabets[c.alphabet].Characters[c.character].Drawings))
	for i := range refs {
		refs[i] = Ref{c.alphabet, c.character, perm[i]}
	}
	return refs
}

// generator returns the random numbers of one step under a seed.
func generator(seed uint64, step int) *rand.Rand {
	const golden = 0x9e3779b97f4a7c15 // spreads neighbouring steps over all bits
	return rand.New(rand.NewPCG(seed, uint64(step)*golden))
}
