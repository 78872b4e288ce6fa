package challenge

import (
	"math/rand/v2"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/evaluate"
)

const (
	// Characters is the number of characters in a lesson.
	Characters = 5
	// Times is how often each of them is asked for.
	Times = 3
)

// Reply is a drawing that was asked for, and what the network took it for.
type Reply struct {
	Character int // the one asked for
	Drawing   model.Glyph
	Network   Ranking
}

// Right reports whether the network took the drawing for what was asked for.
func (r Reply) Right() bool { return r.Network.Choice() == r.Character }

// Lesson teaches the network five characters by one drawing each and then asks the
// person to draw them in a random order, three times each. One goroutine at a time
// may use it.
type Lesson struct {
	taught  []model.Glyph
	copied  bool
	order   []int
	replies []Reply
}

// NewLesson begins a lesson in characters of the person's own, which are to be drawn
// first.
func NewLesson(seed uint64) *Lesson { return &Lesson{order: asked(Characters, seed)} }

// NewCopy begins a lesson in characters that are given, another hand's, for the
// person to copy: the network knows them by those drawings alone.
func NewCopy(given []model.Glyph, seed uint64) *Lesson {
	return &Lesson{taught: given, copied: true, order: asked(len(given), seed)}
}

// asked is a random order of so many characters, Times each, in which none follows
// itself.
func asked(characters int, seed uint64) []int {
	r := rand.New(rand.NewPCG(seed, 3))
	order := make([]int, 0, characters*Times)
	for range Times {
		round := r.Perm(characters)
		if n := len(order); n > 0 && characters > 1 && round[0] == order[n-1] {
			i := 1 + r.IntN(characters-1)
			round[0], round[i] = round[i], round[0]
		}
		order = append(order, round...)
	}
	return order
}

// Copied reports whether the characters were given.
func (l *Lesson) Copied() bool { return l.copied }

// Taught lists the drawings that the network knows the characters by.
func (l *Lesson) Taught() []model.Glyph { return l.taught }

// Teaching reports whether characters are still to be drawn for the first time.
func (l *Lesson) Teaching() bool { return !l.copied && len(l.taught) < Characters }

// Teach adds a character of the person's own. It is ErrState when there are enough.
func (l *Lesson) Teach(g model.Glyph) error {
	if !l.Teaching() {
		return ErrState
	}
	l.taught = append(l.taught, g)
	return nil
}

// Forget takes back the character taught last, unless others were asked for already.
func (l *Lesson) Forget() error {
	if l.copied || len(l.taught) == 0 || len(l.replies) > 0 {
		return ErrState
	}
	l.taught = l.taught[:len(l.taught)-1]
	return nil
}

// Asks is the character to be drawn now; false: none, it is still being taught or
// over.
func (l *Lesson) Asks() (character int, ok bool) {
	if l.Teaching() || l.Over() {
		return 0, false
	}
	return l.order[len(l.replies)], true
}

// Len is the number of drawings that are asked for, Done of those that are there.
func (l *Lesson) Len() int  { return len(l.order) }
func (l *Lesson) Done() int { return len(l.replies) }

// Over reports whether all have been asked for.
func (l *Lesson) Over() bool { return len(l.replies) == len(l.order) }

// Trial is the question that a drawing puts to the network: which of the characters
// is it?
func (l *Lesson) Trial(drawing model.Glyph) evaluate.Trial {
	t := evaluate.Trial{Query: drawing, Answer: evaluate.Unknown}
	if character, ok := l.Asks(); ok {
		t.Answer = character
	}
	for _, g := range l.taught {
		t.Support = append(t.Support, []model.Glyph{g})
	}
	return t
}

// Answer takes a drawing of the character asked for with the network's ranking of
// it. It is ErrState where none is asked for.
func (l *Lesson) Answer(drawing model.Glyph, r Ranking) (Reply, error) {
	character, ok := l.Asks()
	if !ok {
		return Reply{}, ErrState
	}
	reply := Reply{character, drawing, r}
	l.replies = append(l.replies, reply)
	return reply, nil
}

// Replies lists what was drawn, in order.
func (l *Lesson) Replies() []Reply { return l.replies }

// Score counts what the network knew.
func (l *Lesson) Score() evaluate.Tally {
	var sum evaluate.Tally
	for _, r := range l.replies {
		sum = sum.Plus(one(r.Right()))
	}
	return sum
}
