// Package challenge holds the games in which a person meets the network: Lake's
// trial, played by both, and lessons in which it is taught five characters and asked
// for them. It keeps no clock and no goroutine of its own and knows nothing of
// windows.
package challenge

import (
	"errors"
	"time"

	"github.com/oneglyph/oneglyph/model/evaluate"
)

// State is what a game waits for.
type State int

const (
	// Asking waits for the person's choice.
	Asking State = iota
	// Waiting has the person's choice and waits for the network's.
	Waiting
	// Told has both, and the truth is shown.
	Told
	// Over has no further trial.
	Over
)

// ErrState says that something was done that the game does not wait for.
var ErrState = errors.New("the game does not wait for this")

// Turn is one trial, answered by both.
type Turn struct {
	Trial   evaluate.Trial
	Choice  int           // the person's, an index of Trial.Support
	Took    time.Duration // from the trial's being shown to the choice
	Network Ranking
}

// Right reports whether the person found it.
func (t Turn) Right() bool { return t.Choice == t.Trial.Answer }

// NetworkRight reports whether the network found it.
func (t Turn) NetworkRight() bool { return t.Network.Choice() == t.Trial.Answer }

// Game is a run of trials, one after the other. One goroutine at a time may use it.
type Game struct {
	trials []evaluate.Trial
	turns  []Turn // those that are told
	state  State
	shown  time.Time
	now    Turn     // the present one
	answer *Ranking // the network's, if it came before the person's
}

// NewGame begins a run of trials, the first of which is shown at that time.
func NewGame(trials []evaluate.Trial, shown time.Time) *Game {
	g := &Game{trials: trials, state: Over}
	if len(trials) > 0 {
		g.show(shown)
	}
	return g
}

func (g *Game) show(at time.Time) {
	g.state, g.shown, g.answer = Asking, at, nil
	g.now = Turn{Trial: g.trials[len(g.turns)]}
}

// State says what the game waits for.
func (g *Game) State() State { return g.state }

// Len is the number of trials.
func (g *Game) Len() int { return len(g.trials) }

// Number is that of the present trial, from 1; after the last it is Len.
func (g *Game) Number() int {
	switch g.state {
	case Told, Over:
		return len(g.turns)
	}
	return len(g.turns) + 1
}

// Turn is the present trial with what is known of it: the choice once there is one,
// the network's ranking once it is Told.
func (g *Game) Turn() Turn { return g.now }

// Turns lists the trials that are told.
func (g *Game) Turns() []Turn { return g.turns }

// Choose takes the person's choice. Errors are ErrState, which a second choice and
// one that is no class are too.
func (g *Game) Choose(class int, at time.Time) error {
	if g.state != Asking || class < 0 || class >= len(g.now.Trial.Support) {
		return ErrState
	}
	g.now.Choice, g.now.Took, g.state = class, at.Sub(g.shown), Waiting
	g.tell()
	return nil
}

// Answer takes the network's ranking of the trial of that number, before or after
// the person's choice. One of another trial is ErrState, as is a second.
func (g *Game) Answer(number int, r Ranking) error {
	if g.state != Asking && g.state != Waiting || number != g.Number() || g.answer != nil {
		return ErrState
	}
	g.answer = &r
	g.tell()
	return nil
}

// tell ends the turn once both have chosen.
func (g *Game) tell() {
	if g.state != Waiting || g.answer == nil {
		return
	}
	g.now.Network = *g.answer
	g.turns = append(g.turns, g.now)
	g.state = Told
}

// Next goes on to the next trial, shown at that time, or ends the game. It is
// ErrState before both have answered.
func (g *Game) Next(shown time.Time) error {
	if g.state != Told {
		return ErrState
	}
	if len(g.turns) == len(g.trials) {
		g.state = Over
		return nil
	}
	g.show(shown)
	return nil
}

// Score is what both have reached in a number of turns.
type Score struct {
	Person, Network evaluate.Tally
	Took            time.Duration // all of the person's choices together
}

// Score counts the turns that are told.
func (g *Game) Score() Score {
	var s Score
	for _, t := range g.turns {
		s.Took += t.Took
		s.Person = s.Person.Plus(one(t.Right()))
		s.Network = s.Network.Plus(one(t.NetworkRight()))
	}
	return s
}

// Plus is both scores together.
func (s Score) Plus(t Score) Score {
	return Score{s.Person.Plus(t.Person), s.Network.Plus(t.Network), s.Took + t.Took}
}

// Mean is the time that a choice took the person, 0 where there was none.
func (s Score) Mean() time.Duration {
	if s.Person.Trials == 0 {
		return 0
	}
	return s.Took / time.Duration(s.Person.Trials)
}

// one is a single answer's count.
func one(right bool) evaluate.Tally {
	if right {
		return evaluate.Tally{Correct: 1, Trials: 1}
	}
	return evaluate.Tally{Trials: 1}
}
