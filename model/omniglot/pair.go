package omniglot

import "fmt"

// Pair is two drawings, and whether they are of the same character.
type Pair struct {
	A, B Ref
	Same bool
}

// PairSampler draws the pairs that Koch et al. 2015 train on: half of them the
// same character by two drawers, half two different characters. Each pair draws
// its alphabet uniformly, so that alphabets are represented equally but
// characters not quite, and then its characters and drawers uniformly, all as
// in the paper. The paper leaves open whether two different characters are of
// one alphabet; here half of those pairs are, and the other half are of two.
type PairSampler struct {
	Set   *Set
	Pairs int
}

// Check returns ErrTooFew when the set has no two characters with two drawings.
func (p PairSampler) Check() error {
	n := 0
	for _, classes := range p.Set.classes(2) {
		n += len(classes)
	}
	if p.Pairs < 1 {
		return fmt.Errorf("omniglot: %d pairs: must be positive", p.Pairs)
	}
	if n < 2 {
		return fmt.Errorf("omniglot: pairs: %w: two characters with two drawings are needed", ErrTooFew)
	}
	return nil
}

// Sample returns the pairs of one step, same and different in turn. The same seed
// and step always yield the same. A set that Check fails yields none.
func (p PairSampler) Sample(seed uint64, step int) []Pair {
	if p.Check() != nil {
		return nil
	}
	r := generator(seed, step)
	pools := p.Set.classes(2)
	pairs := make([]Pair, p.Pairs)
	for i := range pairs {
		a := r.IntN(len(pools))
		pool := pools[a]
		if i%2 == 0 {
			two := p.Set.draw(r, pool[r.IntN(len(pool))], 2)
			pairs[i] = Pair{two[0], two[1], true}
			continue
		}
		// An alphabet or a set of one leaves no choice.
		within := len(pools) == 1 || i%4 == 1 && len(pool) > 1
		var x, y class
		if within {
			two := choose(r, pool, 2)
			x, y = two[0], two[1]
		} else {
			other := pools[(a+1+r.IntN(len(pools)-1))%len(pools)]
			x, y = pool[r.IntN(len(pool))], other[r.IntN(len(other))]
		}
		pairs[i] = Pair{p.Set.draw(r, x, 1)[0], p.Set.draw(r, y, 1)[0], false}
	}
	return pairs
}
