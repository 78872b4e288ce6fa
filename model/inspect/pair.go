package inspect

import (
	"errors"
	"fmt"
	"slices"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// Inspector compares drawings with the network open. One goroutine at a time may use
// it; what it returns is the caller's.
type Inspector struct {
	network *siamese.Model
	twins   *siamese.Twins
	frozen  siamese.Frozen
	places  []siamese.Place
	threads int
	// These are made when they are first needed: a large network's take memory.
	slope   *siamese.Sensitivity
	encoder *siamese.Encoder
	// What Closest was asked last, which stays the same while one draws.
	example model.Glyph
	looks   []float32
}

// New prepares a network, to run on a number of threads (0: all). Close frees it.
func New(m *siamese.Model, threads int) (*Inspector, error) {
	twins, err := siamese.NewTwins(m, threads)
	if err != nil {
		return nil, fmt.Errorf("inspect: %w", err)
	}
	return &Inspector{network: m, twins: twins, frozen: m.Freeze(), places: m.Architecture().Places(), threads: threads}, nil
}

// Close frees what the inspector holds.
func (i *Inspector) Close() error {
	err := i.twins.Close()
	if i.slope != nil {
		err = errors.Join(err, i.slope.Close())
	}
	if i.encoder != nil {
		err = errors.Join(err, i.encoder.Close())
	}
	return err
}

// Network is the network that is looked into.
func (i *Inspector) Network() *siamese.Model { return i.network }

// Views is the number of views of a drawing that its embedding is the mean of.
func (i *Inspector) Views() int { return i.twins.Views() }

// Embed returns a drawing's embedding alone, at less than half of what Compare costs.
func (i *Inspector) Embed(g model.Glyph) (model.Embedding, error) {
	encoder, err := i.embedder()
	if err != nil {
		return nil, err
	}
	return encoder.Embed(g)
}

func (i *Inspector) embedder() (_ *siamese.Encoder, err error) {
	if i.encoder == nil {
		i.encoder, err = siamese.NewEncoder(i.network)
	}
	return i.encoder, err
}

// Look is a drawing as a ranking compares it: as it was drawn, in all the network's
// views, or a turned copy, in one.
type Look struct {
	Glyph  model.Glyph // as it is compared
	Turned int         // by how many degrees to the left, to the right below 0
}

// Closest returns an example as a ranking compares it with a drawing of an embedding:
// as it was drawn, or turned where that is more alike by the penalty.
func (i *Inspector) Closest(drawing model.Embedding, example model.Glyph) (Look, error) {
	if i.example != example || i.looks == nil {
		encoder, err := i.embedder()
		if err != nil {
			return Look{}, err
		}
		looks, err := encoder.EmbedSupport(example)
		if err != nil {
			return Look{}, err
		}
		i.example, i.looks = example, looks
	}
	turns := i.network.Turns()
	logits := make([]float32, turns.Looks())
	i.network.Metric().Logits(logits, drawing, i.looks)
	_, turned := turns.Best(logits)
	return Look{example.Turned(turned), turned}, nil
}

// Maps are numbers in a square of places: what a layer's filters make of a picture,
// or the picture itself, one filter. Values is (Side, Side, Filters).
type Maps struct {
	Side, Filters int
	Values        []float32
}

// At is the number of a filter at a place.
func (m Maps) At(x, y, filter int) float32 { return m.Values[(y*m.Side+x)*m.Filters+filter] }

// Map is one filter's numbers, (Side, Side).
func (m Maps) Map(filter int) []float32 {
	one := make([]float32, m.Side*m.Side)
	for i := range one {
		one[i] = m.Values[i*m.Filters+filter]
	}
	return one
}

// Looked is one drawing of a pair as its twin sees it.
type Looked struct {
	Look
	// Inputs are the views that the embedding is the mean of, the drawing itself
	// first, each one map of (Input, Input), ink 1. Of a turned copy it is one.
	Inputs []Maps
	// Layers are every convolution's output after ReLU and pooling, of one view.
	Layers []Maps
	// Dense is the fully connected layer's output of that view, (D), nil without one.
	Dense     []float32
	Embedding model.Embedding // of all views, (D)
}

// Pair is two drawings side by side in the twins.
type Pair struct {
	View  int // whose layers are shown
	Sides [2]Looked
	Sum   Sum
}

// Compare looks at two drawings, the second perhaps a turned copy, with the layers of
// one of the views.
func (i *Inspector) Compare(first model.Glyph, second Look, view int) (*Pair, error) {
	if err := i.twins.Compare(first.Pix(), second.Glyph.Pix(), second.Turned != 0); err != nil {
		return nil, err
	}
	p := &Pair{View: min(max(view, 0), i.Views()-1)}
	arch := i.network.Architecture()
	for s := range p.Sides {
		side, twin, views := &p.Sides[s], siamese.Twin(s), i.Views()
		side.Look = [2]Look{{Glyph: first}, second}[s]
		if side.Turned != 0 {
			views = 1
		}
		for v := range views {
			side.Inputs = append(side.Inputs, Maps{arch.Input, 1, slices.Clone(i.twins.Input(twin, v))})
		}
		for l, shape := range arch.Shapes() {
			side.Layers = append(side.Layers, Maps{shape.Side, shape.Filters, slices.Clone(i.twins.Layer(l, twin, p.View))})
		}
		side.Dense = slices.Clone(i.twins.Dense(twin, p.View))
		side.Embedding = slices.Clone(i.twins.Embedding(twin))
	}
	p.Sum = i.sum(p.Sides[0].Embedding, p.Sides[1].Embedding, second.Turned != 0, i.twins.Differences())
	return p, nil
}

// MostActive orders the filters of a layer by what both twins' maps hold together,
// the most first.
func (p *Pair) MostActive(layer int) []int {
	first, second := p.Sides[0].Layers[layer], p.Sides[1].Layers[layer]
	activity := make([]float64, first.Filters)
	for i, v := range first.Values {
		activity[i%first.Filters] += float64(v) + float64(second.Values[i])
	}
	return descending(activity)
}

// descending lists the indices of values, that of the greatest first; equal ones in
// their order.
func descending(values []float64) []int {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case values[a] > values[b]:
			return -1
		case values[a] < values[b]:
			return 1
		}
		return 0
	})
	return order
}
