package confusion

import (
	"cmp"
	"slices"
)

// maxPairs is more than a person looks through.
const maxPairs = 60

// pairs keeps the most alike of all pairs of classes that pass by, in memory that
// does not grow with their number. A pair that was dropped can come back by two
// examples that are more alike; it then holds all that it would have held.
type pairs struct {
	best  map[[2]int]near // by the classes' spans, the lower first
	floor near            // what a new pair must be above
	full  bool            // floor holds
}

// near is two rows and how alike they are.
type near struct {
	logit float32
	a, b  int // rows, of the lower class first
}

// compare orders by likeness, the most alike first, and then by place.
func (n near) compare(m near) int {
	return cmp.Or(cmp.Compare(m.logit, n.logit), cmp.Compare(n.a, m.a), cmp.Compare(n.b, m.b))
}

// offer takes two classes' nearest rows as far as they are known.
func (p *pairs) offer(classA, classB int, n near) {
	if classA > classB {
		classA, classB, n.a, n.b = classB, classA, n.b, n.a
	}
	if p.full && n.compare(p.floor) > 0 {
		return
	}
	if p.best == nil {
		p.best = map[[2]int]near{}
	}
	key := [2]int{classA, classB}
	if old, known := p.best[key]; known && n.compare(old) >= 0 {
		return
	}
	p.best[key] = n
	if len(p.best) >= 8*maxPairs {
		p.prune()
	}
}

// prune drops all but the best.
func (p *pairs) prune() {
	all := p.sorted()
	if len(all) < maxPairs {
		return
	}
	p.floor, p.full = all[maxPairs-1].near, true
	for key, n := range p.best {
		if n.compare(p.floor) > 0 {
			delete(p.best, key)
		}
	}
}

type classPair struct {
	key [2]int
	near
}

// sorted lists the pairs, the most alike first.
func (p *pairs) sorted() []classPair {
	all := make([]classPair, 0, len(p.best))
	for key, n := range p.best {
		all = append(all, classPair{key, n})
	}
	slices.SortFunc(all, func(x, y classPair) int { return x.compare(y.near) })
	return all
}

// merge takes the pairs of another worker.
func (p *pairs) merge(q *pairs) {
	for key, n := range q.best {
		p.offer(key[0], key[1], n)
	}
}
