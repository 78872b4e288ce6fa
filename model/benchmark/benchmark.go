// Package benchmark puts a network to the tests that one-shot learning is compared
// by, with simple baselines next to it, and sets the results next to published ones.
// A run is a list of parts; Run carries it out, WriteHTML makes a page of it.
package benchmark

import (
	"fmt"
	"slices"
	"strings"

	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/omniglot"
)

// Kind is a kind of test.
type Kind string

const (
	// Lake is the task of Lake, Salakhutdinov and Tenenbaum 2015 itself: its 400
	// chosen trials.
	Lake Kind = "lake"
	// LakeLike is trials built as Lake's were, drawn by chance: 20 characters of one
	// alphabet by one drawer, each asked for by another.
	LakeLike Kind = "lake-like"
	// Within is N-way K-shot trials within one alphabet, by any drawers.
	Within Kind = "within"
	// Across is N-way K-shot trials across all alphabets, as Vinyals et al. 2016
	// draw them.
	Across Kind = "across"
	// OpenSet is five known classes and an unknown one.
	OpenSet Kind = "open-set"
	// Inks is 20-way one-shot trials within one alphabet, the queries drawn in every
	// ink that package inks has.
	Inks Kind = "inks"
)

// Part is one test of a run.
type Part struct {
	Kind  Kind `json:"kind"`
	Ways  int  `json:"ways"`
	Shots int  `json:"shots"`
}

// String is the part's name in tables of the command line, such as "within 20/1".
func (p Part) String() string {
	switch p.Kind {
	case Within, Across:
		return fmt.Sprintf("%s %d/%d", p.Kind, p.Ways, p.Shots)
	}
	return string(p.Kind)
}

// Title says what is asked, in a line.
func (p Part) Title() string {
	shots := "one shot"
	if p.Shots > 1 {
		shots = fmt.Sprintf("%d shots", p.Shots)
	}
	switch p.Kind {
	case Lake:
		return "Lake's task: the 400 trials published"
	case LakeLike:
		return "Trials built like Lake's"
	case Within:
		return fmt.Sprintf("Within an alphabet, %d ways, %s", p.Ways, shots)
	case Across:
		return fmt.Sprintf("Across alphabets, %d ways, %s", p.Ways, shots)
	case OpenSet:
		return "Five known characters and one unknown"
	case Inks:
		return "In other inks, within an alphabet, 20 ways"
	}
	return string(p.Kind)
}

// Parts lists all parts, in the order in which a report shows them.
func Parts() []Part {
	return []Part{
		{Lake, 20, 1},
		{LakeLike, 20, 1},
		{Within, 20, 1},
		{Within, 20, 5},
		{Across, 5, 1},
		{Across, 5, 5},
		{Across, 20, 1},
		{Across, 20, 5},
		{OpenSet, OpenWays, 1},
		{Inks, 20, 1},
	}
}

const (
	// OpenWays is the number of known classes in an open-set episode.
	OpenWays = 5
	// openQueries is the number of queries of each of its six classes.
	openQueries = 6
)

// OpenTrials draws the trials of the open-set part by the published protocol
// (kimbjerge/few-shot-novelty: 500 episodes of 5 known classes and an unknown one,
// 6 queries of each): so many episodes.
func OpenTrials(s *omniglot.Set, episodes int, within bool, seed uint64) ([]omniglot.Trial, error) {
	return s.OpenTrials(OpenWays, 1, openQueries, episodes, within, seed)
}

// Data is what the trials are drawn from.
type Data struct {
	// Lake is Lake's task, nil where it is not at hand.
	Lake *evaluate.LakeTask
	// Set is the alphabets for all other parts, nil where there are none.
	Set *omniglot.Set
	// Source says what Set is, for people; Trained whether the network learnt from
	// it, so that the figures are no measure of what it makes of new characters.
	Source  string
	Trained bool
}

// Has reports whether a part can be asked.
func (d Data) Has(p Part) bool {
	if p.Kind == Lake {
		return d.Lake != nil
	}
	return d.Set != nil
}

// Unseen returns those of a set's alphabets that a network did not learn from, by
// the note that its weights hold of them (train.HeldOutKey); nil if that names none
// of them.
func Unseen(s *omniglot.Set, heldOut string) *omniglot.Set {
	named := strings.Split(heldOut, ", ")
	unseen := &omniglot.Set{}
	for _, a := range s.Alphabets {
		if slices.Contains(named, a.Name) {
			unseen.Alphabets = append(unseen.Alphabets, a)
		}
	}
	if len(unseen.Alphabets) == 0 {
		return nil
	}
	return unseen
}

// Learnt reports whether a network has, as far as its weights' note says, learnt
// from an alphabet of a set: one of the background set that it does not name.
func Learnt(s *omniglot.Set, heldOut string) bool {
	named := strings.Split(heldOut, ", ")
	return slices.ContainsFunc(s.Alphabets, func(a omniglot.Alphabet) bool {
		return omniglot.IsBackground(a.Name) && !slices.Contains(named, a.Name)
	})
}
