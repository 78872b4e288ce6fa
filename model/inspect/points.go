package inspect

import (
	"fmt"

	"github.com/oneglyph/oneglyph/model"
)

// Points are the embeddings of a gallery's examples.
type Points struct {
	Dim      int
	Classes  []model.ClassID
	Examples []model.ExampleID
	Rows     []float32 // (len(Examples), Dim)
}

// Add appends an example.
func (p *Points) Add(c model.ClassID, e model.ExampleID, h model.Embedding) {
	p.Dim = len(h)
	p.Classes, p.Examples, p.Rows = append(p.Classes, c), append(p.Examples, e), append(p.Rows, h...)
}

// Len counts the examples.
func (p *Points) Len() int { return len(p.Examples) }

// Row is an example's embedding.
func (p *Points) Row(i int) model.Embedding { return p.Rows[i*p.Dim : (i+1)*p.Dim] }

func (p *Points) check() error {
	if len(p.Classes) != len(p.Examples) || len(p.Rows) != len(p.Examples)*p.Dim {
		return fmt.Errorf("inspect: %d classes and %d numbers of %d examples", len(p.Classes), len(p.Rows), len(p.Examples))
	}
	return nil
}

// XY is a point of the plane.
type XY struct{ X, Y float64 }
