package inspect

import (
	"context"
	"errors"
	"slices"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/inspect"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// question is what the network is to be asked about a drawing. It never changes once
// made.
type question struct {
	network  *siamese.Model
	drawing  func() (model.Glyph, error)
	view     int
	heat     bool
	overview *overview // nil: not there yet
	// What the drawing is compared with: another drawing where it is not nil, else the
	// example where it is not 0, else the best match.
	other   *model.Glyph
	example model.ExampleID
	// best returns the best match of a drawing, as the ranking has it.
	best func(context.Context, model.Glyph) (model.ExampleID, bool)
	// known finds an example by its number where there is no overview yet; 0 is any.
	known      func(model.ExampleID) (entry, bool)
	othersName string // of the other drawing
	classes    int
}

// answer is what comes of a question.
type answer struct {
	facts    *facts // nil: there is nothing to compare with
	drawing  model.Glyph
	standing *standing
	shown    entry // what it is compared with
	err      error
}

// computer asks the network. It belongs to the goroutine that its latest runs on.
type computer struct {
	insp *inspect.Inspector
}

// threads is one: training and the ranking have the others.
const threads = 1

func (c *computer) inspector(m *siamese.Model) (*inspect.Inspector, error) {
	if c.insp != nil && c.insp.Network() == m {
		return c.insp, nil
	}
	if c.insp != nil {
		_ = c.insp.Close() // it holds no file
		c.insp = nil
	}
	insp, err := inspect.New(m, threads)
	if err == nil {
		c.insp = insp
	}
	return insp, err
}

// answer computes. A heat map that is given up leaves the facts without it.
func (c *computer) answer(ctx context.Context, q question) (a answer) {
	insp, err := c.inspector(q.network)
	if err != nil {
		return answer{err: err}
	}
	if a.drawing, err = q.drawing(); err != nil {
		return answer{err: err}
	}
	h, err := insp.Embed(a.drawing)
	if err != nil {
		return answer{err: err}
	}
	if o := q.overview; o != nil && o.network == q.network && o.points.Len() > 0 {
		a.standing = o.standingOf(h)
	}
	look, found, err := q.shown(ctx, insp, h, &a)
	if err != nil || !found {
		a.err = err
		return a
	}
	pair, err := insp.Compare(a.drawing, look, q.view)
	if err != nil {
		a.err = err
		return a
	}
	f := &facts{
		network: q.network, glyphs: [2]model.Glyph{a.drawing, look.Glyph}, name: a.shown.name, pair: pair,
		threshold: q.network.Metric().Threshold(q.classes), classes: q.classes,
	}
	if q.heat {
		for side, looked := range pair.Sides {
			heat, err := insp.Heat(ctx, looked.Look, pair.Sides[1-side].Embedding)
			if errors.Is(err, context.Canceled) {
				f.heat = [2][]float32{}
				break
			}
			if err != nil {
				a.err = err
				return a
			}
			f.heat[side] = heat
		}
	}
	a.facts = f
	return a
}

// shown finds what the drawing is compared with, and how the ranking compares them: an
// example may be turned.
func (q question) shown(ctx context.Context, insp *inspect.Inspector, h model.Embedding, a *answer) (look inspect.Look, found bool, err error) {
	if q.other != nil {
		a.shown = entry{name: q.othersName, glyph: *q.other}
		return inspect.Look{Glyph: *q.other}, true, nil
	}
	example := q.example
	if example == 0 && a.standing != nil {
		if example, found = q.best(ctx, a.drawing); !found { // it was given up, or there is no ranking
			example = q.overview.entries[a.standing.nearest[0]].example
		}
	}
	if a.shown, found = q.known(example); !found {
		return look, false, nil
	}
	look, err = insp.Closest(h, a.shown.glyph)
	return look, true, err
}

// threadsShown is how many of the nearest a drawing is tied to.
const threadsShown = 3

// standingOf places an embedding in the planes.
func (o *overview) standingOf(h model.Embedding) *standing {
	s := &standing{nearest: o.points.Nearest(o.network.Metric(), h, threadsShown)}
	if o.principal != nil {
		s.at[0] = o.principal.Place(h)
	}
	if o.neighbours != nil {
		s.at[1] = o.neighbours.Place(h)
	}
	return s
}

// survey lays out a gallery's embeddings. Partial is called with what is there before
// the slower plane is.
func survey(ctx context.Context, m *siamese.Model, points *inspect.Points, entries map[model.ExampleID]func() (entry, error), partial func(*overview)) (*overview, error) {
	o := &overview{network: m, row: map[model.ExampleID]int{}, points: &inspect.Points{}}
	for row, id := range points.Examples {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		make, known := entries[id]
		if !known { // it was removed meanwhile
			continue
		}
		e, err := make()
		if err != nil {
			continue // a gallery holds none that fail
		}
		o.row[id] = len(o.entries)
		o.entries = append(o.entries, e)
		o.points.Add(e.class, e.example, points.Row(row))
	}
	insp, err := inspect.New(m, threads)
	if err != nil {
		return nil, err
	}
	defer insp.Close()
	if o.features, err = insp.Discriminative(ctx, o.points, featuresShown, excitedShown); err != nil {
		return nil, err
	}
	if o.principal, err = inspect.NewPrincipal(ctx, o.points); err != nil {
		return nil, err
	}
	first := *o
	partial(&first)
	if o.neighbours, err = inspect.NewNeighbours(ctx, m.Metric(), o.points, slices.Clone(o.principal.Points())); err != nil {
		return nil, err
	}
	return o, nil
}
