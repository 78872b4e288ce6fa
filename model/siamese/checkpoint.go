package siamese

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"github.com/oneglyph/oneglyph/model/foreign"
)

// stepsKey notes in a checkpoint how many steps Adam has taken.
const stepsKey = "steps"

// Save writes a checkpoint: a network file with the optimiser's state next to the
// parameters, and notes of the caller's. Resume reads it.
func (l *Learner) Save(path string, like *Model) error {
	m := l.Borrow(like).WithInfo(stepsKey, strconv.Itoa(l.solver.taken))
	return saveFile(path, func(w io.Writer) error { return m.write(w, l.state()) })
}

// state lists the optimiser's tensors; they share the learner's memory.
func (l *Learner) state() []namedTensor {
	all := l.arch.state()
	for i, m := range l.solver.moments {
		all[2*i].data, all[2*i+1].data = m.first, m.second
	}
	return all
}

// state lists the tensors of an optimiser's state, two a trained parameter.
func (a Architecture) state() []namedTensor {
	var all []namedTensor
	for _, p := range a.params() {
		if p.trained {
			all = append(all, namedTensor{name: "adam.first." + p.name, shape: p.shape}, namedTensor{name: "adam.second." + p.name, shape: p.shape})
		}
	}
	return all
}

// Checkpoint is a training run read back from a file.
type Checkpoint struct {
	Model *Model        // with the notes that were saved
	state []namedTensor // as Architecture.state lists them
	taken int
}

// OpenCheckpoint reads what Learner.Save wrote.
func OpenCheckpoint(path string) (*Checkpoint, error) {
	f, _, err := foreign.Open(path, maxFile)
	if err != nil {
		return nil, fmt.Errorf("siamese: %w", err)
	}
	defer f.Close()
	var taken int
	m, state, err := read(bufio.NewReader(f), func(m *Model) ([]namedTensor, error) {
		var err error
		if taken, err = strconv.Atoi(m.info[stepsKey]); err != nil || taken < 0 {
			return nil, formatError("no checkpoint, or a damaged one: %.80q steps", m.info[stepsKey])
		}
		return m.arch.state(), nil
	})
	if err != nil {
		return nil, fmt.Errorf("siamese: %s: %w", path, err)
	}
	return &Checkpoint{m, state, taken}, nil
}

// Restore puts a checkpoint's optimiser state into a learner that was made from
// its model. The checkpoint holds nothing any more: koch's is half a gigabyte.
func (l *Learner) Restore(c *Checkpoint) {
	l.solver.taken = c.taken
	for i, t := range l.state() {
		copy(t.data, c.state[i].data)
	}
	*c = Checkpoint{}
}
