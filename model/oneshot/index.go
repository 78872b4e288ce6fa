package oneshot

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/oneglyph/oneglyph/model"
)

var (
	// ErrLength says that an embedding is not of the metric's length.
	ErrLength = errors.New("embedding of the wrong length")
	// ErrRegistered says that an example is in the gallery already.
	ErrRegistered = errors.New("example is registered already")
)

// Index holds the embeddings of the registered examples, the support set, and
// ranks their classes by likeness to a query. It serves one goroutine at a time.
type Index struct {
	metric Metric
	turns  model.Turns
	// Row i of embeddings, turns.Looks() of metric.Dim() each, is the example
	// rows[i]. One slice, so that a ranking reads memory straight through; the
	// last row fills a removed one's place.
	embeddings []float32
	rows       []row
	row        map[model.ExampleID]int

	// A class keeps its slot as long as it has examples.
	slots []slot
	slot  map[model.ClassID]int
	free  []int

	logits []float32   // scratch of Rank, turns.Looks() per row
	ranked []candidate // scratch of Rank, per slot
}

type row struct {
	example model.ExampleID
	slot    int
}

type slot struct {
	class    model.ClassID
	examples int
}

// candidate is a class's best example so far.
type candidate struct {
	class   model.ClassID
	example model.ExampleID
	turned  int
	logit   float32
	found   bool
}

// NewIndex returns an empty gallery for one metric's embeddings, of examples that
// count turned as well.
func NewIndex(m Metric, turns model.Turns) *Index {
	return &Index{metric: m, turns: turns, row: map[model.ExampleID]int{}, slot: map[model.ClassID]int{}}
}

// Metric returns what the embeddings are compared by.
func (g *Index) Metric() Metric { return g.metric }

// Len counts the classes, those with an example.
func (g *Index) Len() int { return len(g.slot) }

// Examples counts the examples of all classes.
func (g *Index) Examples() int { return len(g.rows) }

// width is how many numbers a row of embeddings has.
func (g *Index) width() int { return g.turns.Looks() * g.metric.Dim() }

// Add registers an example of a class, new or known, by its embedding and those of its
// turned copies, (looks, Dim) in the order of the index's Turns. They are copied.
// Errors are ErrLength and ErrRegistered.
func (g *Index) Add(c model.ClassID, e model.ExampleID, looks []float32) error {
	if len(looks) != g.width() {
		return fmt.Errorf("oneshot: add example %d: %w: %d, not %d", e, ErrLength, len(looks), g.width())
	}
	if _, ok := g.row[e]; ok {
		return fmt.Errorf("oneshot: add example %d: %w", e, ErrRegistered)
	}
	g.row[e] = len(g.rows)
	g.rows = append(g.rows, row{e, g.enter(c)})
	g.embeddings = append(g.embeddings, looks...)
	return nil
}

// RemoveExample forgets an example, and its class with its last one. It reports
// whether there was one.
func (g *Index) RemoveExample(e model.ExampleID) bool {
	i, ok := g.row[e]
	if ok {
		g.remove(i)
	}
	return ok
}

// RemoveClass forgets all examples of a class. It reports whether there were
// any.
func (g *Index) RemoveClass(c model.ClassID) bool {
	s, ok := g.slot[c]
	for i := len(g.rows) - 1; ok && i >= 0; i-- { // the row that fills a gap was seen before
		if g.rows[i].slot == s {
			g.remove(i)
		}
	}
	return ok
}

// Clear forgets everything.
func (g *Index) Clear() { *g = *NewIndex(g.metric, g.turns) }

// Move makes an example one of another class, new or known. It reports whether
// there is such an example.
func (g *Index) Move(e model.ExampleID, c model.ClassID) bool {
	i, ok := g.row[e]
	if ok {
		from := g.rows[i].slot
		g.rows[i].slot = g.enter(c)
		g.leave(from)
	}
	return ok
}

// Rank compares a query with every example and returns the k best classes, or all
// for k ≤ 0, each once, by its best example, as it was drawn or turned. The order is
// descending by logit, then by class; logits that are no number come last. The
// result is the caller's. It is empty for a query that is not of the metric's length.
func (g *Index) Rank(query model.Embedding, k int) []model.Match {
	if len(query) != g.metric.Dim() || len(g.rows) == 0 {
		return nil
	}
	looks := g.turns.Looks()
	g.logits = slices.Grow(g.logits[:0], len(g.rows)*looks)[:len(g.rows)*looks]
	g.metric.Logits(g.logits, query, g.embeddings)

	g.ranked = slices.Grow(g.ranked[:0], len(g.slots))[:len(g.slots)]
	clear(g.ranked)
	for i, row := range g.rows {
		best := &g.ranked[row.slot]
		logit, turned := g.turns.Best(g.logits[i*looks:][:looks])
		c := candidate{g.slots[row.slot].class, row.example, turned, logit, true}
		if !best.found || c.compare(*best) < 0 {
			*best = c
		}
	}
	ranked := slices.DeleteFunc(g.ranked, func(c candidate) bool { return !c.found })
	if k <= 0 || k > len(ranked) {
		k = len(ranked)
	}
	sortBest(ranked, k)
	matches := make([]model.Match, k)
	for i, c := range ranked[:k] {
		matches[i] = model.Match{
			Class: c.class, Example: c.example, Turned: c.turned, Logit: c.logit,
			Similarity: g.metric.Similarity(c.logit),
		}
	}
	return matches
}

// compare orders candidates, the best first. Of one class's equal examples the
// first registered counts.
func (c candidate) compare(d candidate) int {
	if c.logit != d.logit {
		if order := cmp.Compare(d.logit, c.logit); order != 0 { // NaNs are equal
			return order
		}
	}
	return cmp.Or(cmp.Compare(c.class, d.class), cmp.Compare(c.example, d.example))
}

// sortBest brings the k best to the front, in order; what is behind them after
// that is of no use. A short list of the best is kept sorted while the others
// pass by, since most are not among them.
func sortBest(all []candidate, k int) {
	const short = 64
	if k > short {
		slices.SortFunc(all, candidate.compare)
		return
	}
	for i, c := range all {
		n := min(i, k)
		if n == k { // the last of the best may have to give its place
			n--
			if c.compare(all[n]) >= 0 {
				continue
			}
		}
		for ; n > 0 && c.compare(all[n-1]) < 0; n-- {
			all[n] = all[n-1]
		}
		all[n] = c
	}
}

// remove fills row i with the last row.
func (g *Index) remove(i int) {
	last, width := len(g.rows)-1, g.width()
	delete(g.row, g.rows[i].example)
	g.leave(g.rows[i].slot)
	if i != last {
		g.rows[i] = g.rows[last]
		g.row[g.rows[i].example] = i
		copy(g.embeddings[i*width:(i+1)*width], g.embeddings[last*width:])
	}
	g.rows = g.rows[:last]
	g.embeddings = g.embeddings[:last*width]
}

// enter counts one more example of a class and returns its slot.
func (g *Index) enter(c model.ClassID) int {
	s, ok := g.slot[c]
	if !ok {
		if n := len(g.free); n > 0 {
			s, g.free = g.free[n-1], g.free[:n-1]
		} else {
			s = len(g.slots)
			g.slots = append(g.slots, slot{})
		}
		g.slots[s] = slot{class: c}
		g.slot[c] = s
	}
	g.slots[s].examples++
	return s
}

// leave counts one example less; the slot of a class with none is given up.
func (g *Index) leave(s int) {
	if g.slots[s].examples--; g.slots[s].examples == 0 {
		delete(g.slot, g.slots[s].class)
		g.free = append(g.free, s)
	}
}
