package gallery

import "github.com/oneglyph/oneglyph/model"

// NamedExamples are examples that are to become a class: at least one.
type NamedExamples struct {
	Name     string
	Examples []Example
}

// NewNamedExamples returns a class known by drawings.
func NewNamedExamples(name string, drawings [][]model.Stroke) NamedExamples {
	c := NamedExamples{Name: name}
	for _, strokes := range drawings {
		c.Examples = append(c.Examples, FromStrokes(strokes))
	}
	return c
}

// AddMissing registers those of the classes whose names are not taken, and returns
// how many it added. Errors as Add's.
func (p *Gallery) AddMissing(all []NamedExamples) (added int, err error) {
	for _, one := range all {
		if _, taken := p.Find(one.Name); taken {
			continue
		}
		c, err := p.Add(one.Name, one.Examples[0])
		if err != nil {
			return added, err
		}
		for _, e := range one.Examples[1:] {
			if _, err := p.AddExample(c.ID, e); err != nil {
				return added, err
			}
		}
		added++
	}
	return added, nil
}
