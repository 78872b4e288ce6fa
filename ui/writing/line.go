package writing

import "github.com/oneglyph/oneglyph/model/writing"

// maxSteps bounds how far back undo reaches.
const maxSteps = 200

// line is a row of writing and the way back and forth between what it was.
type line struct {
	now          writing.Row
	past, future []writing.Row // the latest last
}

func (l *line) empty() bool { return len(l.now.Groups()) == 0 }

// step keeps the row as it is, before something is done to it.
func (l *line) step() {
	l.past = append(l.past, *l.now.Clone())
	if len(l.past) > maxSteps {
		l.past = l.past[len(l.past)-maxSteps:]
	}
	l.future = nil
}

// unstep takes the last step back, after which nothing was done.
func (l *line) unstep() { l.past = l.past[:len(l.past)-1] }

// clear begins a row whose strokes are numbered on: what is known of others stays
// theirs.
func (l *line) clear() {
	for i := len(l.now.Groups()) - 1; i >= 0; i-- {
		l.now.RemoveGroup(i)
	}
}

func (l *line) undo() bool { return l.travel(&l.past, &l.future) }
func (l *line) redo() bool { return l.travel(&l.future, &l.past) }

func (l *line) travel(from, onto *[]writing.Row) bool {
	last := len(*from) - 1
	if last < 0 {
		return false
	}
	*onto = append(*onto, l.now)
	before := l.now
	l.now, *from = (*from)[last], (*from)[:last]
	l.now.NumberAfter(&before)
	return true
}
