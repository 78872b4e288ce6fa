package siamese

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"

	"oneglyph/model/foreign"
)

// stepsKey notes in a checkpoint how many steps Adam has taken.
const stepsKey = "steps"

// Save writes a checkpoint: a network file with the optimiser's state beside the
// parameters, and notes of the caller's. Resume reads it.
func (l *Learner) Save(path string, like *Model) error {
	m := l.Borrow(like).WithInfo(stepsKey, strconv.Itoa(l.solver.taken))
	return saveFile(path, func(w io.Writer) error { return m.write(w, l.state()) })
}

// state lists the optimiser's tensors; they share the learner's memory.
func (l *Learner) state() []namedTensor {
	var all []namedTensor
	i := 0
	for _, p := range l.arch.params() {
		if !p.trained {
			continue
		}
		m := l.solver.moments[i]
		all = append(all, namedTensor{"adam.first." + p.name, p.shape, m.first}, namedTensor{"adam.second." + p.name, p.shape, m.second})
		i++
	}
	return all
}

// Checkpoint is a training run read back from a file.
type Checkpoint struct {
	Model *Model // with the notes that were saved
	state map[string]namedTensor
	taken int
}

// OpenCheckpoint reads what Learner.Save wrote.
func OpenCheckpoint(path string) (*Checkpoint, error) {
	f, _, err := foreign.Open(path, maxFile)
	if err != nil {
		return nil, fmt.Errorf("siamese: %w", err)
	}
	defer f.Close()
	m, rest, err := read(bufio.NewReader(f))
	if err != nil {
		return nil, fmt.Errorf("siamese: %s: %w", path, err)
	}
	taken, err := strconv.Atoi(m.info[stepsKey])
	if err != nil || taken < 0 {
		return nil, fmt.Errorf("siamese: %s: %w", path, formatError("no checkpoint, or a damaged one: %q steps", m.info[stepsKey]))
	}
	c := &Checkpoint{m, rest, taken}
	for _, p := range m.arch.params() {
		for _, kind := range []string{"adam.first.", "adam.second."} {
			if t := rest[kind+p.name]; p.trained && !slices.Equal(t.shape, p.shape) {
				return nil, fmt.Errorf("siamese: %s: %w", path, formatError("tensor %q is missing or damaged", kind+p.name))
			}
		}
	}
	return c, nil
}

// Restore puts a checkpoint's optimiser state into a learner that was made from
// its model. The checkpoint holds nothing any more: koch's is half a gigabyte.
func (l *Learner) Restore(c *Checkpoint) {
	l.solver.taken = c.taken
	for _, t := range l.state() {
		copy(t.data, c.state[t.name].data)
	}
	*c = Checkpoint{}
}
