package oneshot

import (
	"cmp"
	"slices"

	"github.com/oneglyph/oneglyph/model"
)

// Support is a support set's embeddings as it was drawn, without turned copies: row i,
// of the metric's length, is that of example Examples[i] of class Classes[i]. Rows are sorted by class, then by example.
type Support struct {
	Classes    []model.ClassID
	Examples   []model.ExampleID
	Embeddings []float32 // (len(Examples), Dim)
}

// Support copies all that is registered, as it was drawn.
func (g *Index) Support() Support {
	n, dim, width := len(g.rows), g.metric.Dim(), g.width()
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	class := func(i int) model.ClassID { return g.slots[g.rows[i].slot].class }
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(class(i), class(j)), cmp.Compare(g.rows[i].example, g.rows[j].example))
	})
	s := Support{make([]model.ClassID, n), make([]model.ExampleID, n), make([]float32, 0, n*dim)}
	for k, i := range order {
		s.Classes[k], s.Examples[k] = class(i), g.rows[i].example
		s.Embeddings = append(s.Embeddings, g.embeddings[i*width:][:dim]...)
	}
	return s
}
