package confusion

import (
	"math"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/oneshot"
)

// block is how many rows are compared with one query after another before the
// next ones are: few enough to stay in a processor's second cache (64 of 1,024
// float32 are 256 KB). The rows of one class are in one block.
const block = 64

// span is the rows of one class, from ≤ row < to.
type span struct{ from, to int }

// spans finds the classes of rows that are sorted by class.
func spans(classes []model.ClassID) (all []span) {
	for i := range classes {
		if i > 0 && classes[i] == classes[i-1] {
			all[len(all)-1].to = i + 1
		} else {
			all = append(all, span{i, i + 1})
		}
	}
	return all
}

// blocks groups spans, as half-open ranges of their indices.
func blocks(classes []span) (all [][2]int) {
	for from := 0; from < len(classes); {
		to := from + 1
		for to < len(classes) && classes[to].to-classes[from].from <= block {
			to++
		}
		all = append(all, [2]int{from, to})
		from = to
	}
	return all
}

// seen is what comparing one row with all others brings.
type seen struct {
	row, class int // class: of spans
	own, other near
	ownRow     bool // own holds
	otherRow   bool // other holds
	otherClass int
	crowd      float64 // the sum of its rivals' parts, where it is its class's only one
}

// scanner compares rows; each worker has one.
type scanner struct {
	support oneshot.Support
	metric  oneshot.Metric
	classes []span
	logits  []float32
	pairs   pairs
}

func (s *scanner) embedding(from, to int) []float32 {
	dim := s.metric.Dim()
	return s.support.Embeddings[from*dim : to*dim]
}

// compare compares some rows with all classes of a block.
func (s *scanner) compare(queries []seen, first, last int) {
	from, to := s.classes[first].from, s.classes[last-1].to
	if cap(s.logits) < to-from {
		s.logits = make([]float32, to-from)
	}
	logits := s.logits[:to-from] // (rows of the block)
	for i := range queries {
		q := &queries[i]
		s.metric.Logits(logits, s.embedding(q.row, q.row+1), s.embedding(from, to))
		for c := first; c < last; c++ {
			best, found := nearest(logits[s.classes[c].from-from:s.classes[c].to-from], s.classes[c].from, q.row)
			switch {
			case !found: // the row's class has no other
			case c == q.class:
				q.own, q.ownRow = best, true
			default:
				if !q.otherRow || best.logit > q.other.logit {
					q.other, q.otherClass, q.otherRow = best, c, true
				}
				s.pairs.offer(q.class, c, best)
				if s.classes[q.class].to-s.classes[q.class].from == 1 {
					q.crowd += rivalry(s.metric.Similarity(best.logit))
				}
			}
		}
	}
}

// nearest returns the highest of one class's logits, which begin with that of
// row first, leaving out the row that asks. What is no number is never alike.
func nearest(logits []float32, first, self int) (n near, found bool) {
	n = near{float32(math.Inf(-1)), self, first}
	for i, logit := range logits {
		if first+i == self {
			continue
		}
		if !found || logit > n.logit {
			n.b = first + i
			if logit == logit {
				n.logit = logit
			}
		}
		found = true
	}
	return n, found
}
