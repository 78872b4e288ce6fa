package inspect

import (
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/inspect"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// facts are what the views show of a pair. They never change once made.
type facts struct {
	network *siamese.Model
	glyphs  [2]model.Glyph // as they are compared
	name    string         // of what the drawing is compared with
	pair    *inspect.Pair
	heat    [2][]float32 // nil: not asked for
	// Of the pair's network, for a gallery of the present size.
	threshold float64
	classes   int
}

// looks returns the number of views of a drawing.
func (f *facts) looks() int { return len(f.pair.Sides[0].Inputs) }

// turned is by how many degrees to the left the example is turned, as the ranking
// compares it; 0: it is as it was drawn.
func (f *facts) turned() int { return f.pair.Sides[1].Turned }

// turnedHow says so in words.
func (f *facts) turnedHow() string {
	if t := f.turned(); t < 0 {
		return lang.L("turned right by {{.Degrees}}°", map[string]any{"Degrees": -t})
	}
	return lang.L("turned left by {{.Degrees}}°", map[string]any{"Degrees": f.turned()})
}

// entry is an example of the gallery as the views show it.
type entry struct {
	class   model.ClassID
	example model.ExampleID
	name    string
	glyph   model.Glyph
}

// overview is what the views show of the whole gallery. It never changes once made.
type overview struct {
	network  *siamese.Model
	points   *inspect.Points
	entries  []entry // row by row of points
	row      map[model.ExampleID]int
	features []inspect.Feature
	// The planes: by principal components, and by neighbours, nil until it is there.
	principal  *inspect.Principal
	neighbours *inspect.Neighbours
}

// projection is the plane that is shown.
func (o *overview) projection(neighbours bool) inspect.Projection {
	if neighbours && o.neighbours != nil {
		return o.neighbours
	}
	return o.principal
}

// standing is where a drawing is among the gallery's.
type standing struct {
	at      [2]inspect.XY // in both planes, as overview has them
	nearest []int         // rows of the nearest examples
}
