package inspect

import (
	"context"
	"slices"

	"github.com/oneglyph/oneglyph/model"
)

// Feature is how well one of the embedding's numbers tells a gallery's classes apart.
type Feature struct {
	Number int // j, from 0
	Alpha  float64
	// Between is the mean of αⱼ·|hⱼ − h'ⱼ| over pairs of examples of different
	// classes, what the number takes from their logit; Within the same over pairs of
	// one class, 0 where no class has two examples.
	Between, Within float64
	// Most and Least are the classes' examples that excite it most and least, one a
	// class, the extreme one first.
	Most, Least []model.ExampleID
}

// Separation is by how many logits the number sets different classes further apart
// than drawings of one.
func (f Feature) Separation() float64 { return f.Between - f.Within }

// Discriminative returns the embedding's numbers that tell the classes apart best,
// the best first: the `numbers` of largest Separation, each with the `shown` examples
// that excite it most and least. Errors are ctx's.
func (i *Inspector) Discriminative(ctx context.Context, p *Points, numbers, shown int) ([]Feature, error) {
	if err := p.check(); err != nil || p.Len() == 0 {
		return nil, err
	}
	byClass := map[model.ClassID][]int{}
	for row, c := range p.Classes {
		byClass[c] = append(byClass[c], row)
	}
	var groups [][]int
	pairsWithin := 0
	for _, rows := range byClass {
		if len(rows) > 1 {
			groups = append(groups, rows)
			pairsWithin += len(rows) * (len(rows) - 1) / 2
		}
	}
	pairsBetween := p.Len()*(p.Len()-1)/2 - pairsWithin
	all := make([]Feature, p.Dim)
	column := make([]float64, p.Len())
	var part []float64
	for j := range all {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		f := Feature{Number: j, Alpha: float64(i.frozen.Alpha[j])}
		var within float64
		for _, rows := range groups {
			part = part[:0]
			for _, row := range rows {
				part = append(part, float64(p.Rows[row*p.Dim+j]))
			}
			within += apart(part)
		}
		for row := range column {
			column[row] = float64(p.Rows[row*p.Dim+j])
		}
		if between := apart(column) - within; pairsBetween > 0 {
			f.Between = f.Alpha * between / float64(pairsBetween)
		}
		if pairsWithin > 0 {
			f.Within = f.Alpha * within / float64(pairsWithin)
		}
		all[j] = f
	}
	slices.SortStableFunc(all, func(a, b Feature) int {
		switch x, y := a.Separation(), b.Separation(); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	all = all[:min(numbers, len(all))]
	for k := range all {
		for row := range column {
			column[row] = float64(p.Rows[row*p.Dim+all[k].Number])
		}
		order := descending(column)
		all[k].Most = p.onePerClass(order, shown)
		slices.Reverse(order)
		all[k].Least = p.onePerClass(order, shown)
	}
	return all, nil
}

// apart is the sum of all pairs' distances; it sorts values.
func apart(values []float64) (sum float64) {
	slices.Sort(values)
	for k, v := range values {
		sum += float64(2*k-len(values)+1) * v
	}
	return sum
}

// onePerClass picks the first examples of an order, no two of one class.
func (p *Points) onePerClass(order []int, n int) []model.ExampleID {
	var picked []model.ExampleID
	seen := map[model.ClassID]bool{}
	for _, row := range order {
		if len(picked) == n {
			break
		}
		if !seen[p.Classes[row]] {
			seen[p.Classes[row]] = true
			picked = append(picked, p.Examples[row])
		}
	}
	return picked
}
