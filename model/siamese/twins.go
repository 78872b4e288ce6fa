package siamese

import (
	"fmt"

	G "gorgonia.org/gorgonia"
	"gorgonia.org/tensor"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/siamese/kernel"
)

// watch is a frozen twin that can be looked into, for a number of glyphs in all their
// views.
type watch struct {
	model  *Model
	engine *kernel.Engine
	views  []model.Warp
	once   []model.Warp // as many, all of them the glyph itself
	frame  []uint8
	pix    []float32   // (glyphs·views, Input, Input, 1)
	x      *G.Node     // the same
	layers [][]float32 // of each layer (glyphs·views, side, side, filters), after pooling
	dense  []float32   // (glyphs·views, Embedding), nil without such a layer
	h      []float32   // (glyphs, EmbeddingLen), each the mean of its views
	hNode  *G.Node     // the same
	graph  graph
}

func newWatch(m *Model, glyphs, threads int) (*watch, error) {
	looks := max(m.calibration.Views, 1)
	w := &watch{model: m, engine: kernel.New(threads), views: views(looks), once: once(looks), frame: make([]uint8, model.Side*model.Side)}
	w.graph = graph{G.NewGraph(), w.engine, m.arch, glyphs * looks}
	w.x, w.pix = w.graph.input()
	node, n := w.x, w.graph.batch
	for i := range m.arch.Layers {
		weights, bias := m.folded(i)
		var y []float32
		var err error
		if node, y, err = m.arch.layer(i).watched(w.engine, n, node, weights, bias); err != nil { // (n, H, W, F), the last (n, D)
			return nil, err
		}
		w.layers = append(w.layers, y)
	}
	var err error
	d := m.arch.EmbeddingLen()
	if m.arch.Embedding > 0 {
		if node, w.dense, err = watchedDense(w.engine, n, m.arch.features(), d, node, m.value("embedding.weight"), m.value("embedding.bias")); err != nil { // (n, D)
			return nil, err
		}
	}
	w.hNode, w.h, err = viewsMean(glyphs, looks, d, node) // (glyphs, D)
	return w, err
}

// distance adds the logit of embeddings h₁ (1, D) and h₂ (1, D), a scalar.
func (w *watch) distance(h1, h2 *G.Node) (*G.Node, error) {
	constant := func(name string, v []float32) *G.Node {
		value := tensor.New(tensor.WithShape(len(v)), tensor.WithBacking(v))
		return G.NewVector(w.graph.ExprGraph, tensor.Float32, G.WithName(name), G.WithShape(len(v)), G.WithValue(value))
	}
	m := w.model
	s, err := similarity(w.engine, 1, 1, m.arch.EmbeddingLen(), h1, h2, constant("alpha", m.alpha()), constant("bias", m.value("distance.bias"))) // (1, 1)
	if err != nil {
		return nil, err
	}
	return onlyOne(s)
}

// looks returns the views that a glyph is shown in, all of them or one: then each is
// the glyph itself, and so is their mean.
func (w *watch) looks(inOne bool) []model.Warp {
	if inOne {
		return w.once
	}
	return w.views
}

// show puts a glyph's ink before the twin, in all views or in one.
func (w *watch) show(glyph int, ink []uint8, inOne bool) {
	size := len(w.views) * w.model.arch.Input * w.model.arch.Input
	lookAt(w.pix[glyph*size:], ink, w.frame, w.looks(inOne), w.model.arch.Input)
}

// run runs a machine over what is shown.
func (w *watch) run(vm G.VM) (err error) {
	defer recovered(&err)
	vm.Reset()
	if err := vm.RunAll(); err != nil {
		return fmt.Errorf("siamese: look: %w", err)
	}
	for _, v := range w.h {
		if v-v != 0 { // NaN or infinite
			return fmt.Errorf("siamese: look: %w: it makes %v of a drawing", ErrDiverged, v)
		}
	}
	return nil
}

// Twins are both tied twins and their distance in one graph that can be looked into:
// what each layer makes of a pair of drawings. The numbers are those of Encoder and
// Metric. One goroutine at a time may use it.
type Twins struct {
	*watch
	vm G.VM
}

// Twin names one of the two drawings that are compared.
type Twin int

// The twins.
const (
	First Twin = iota
	Second
)

// NewTwins builds the graph, to run on a number of threads (0: all).
func NewTwins(m *Model, threads int) (t *Twins, err error) {
	defer recovered(&err)
	w, err := newWatch(m, 2, threads)
	if err != nil {
		return nil, fmt.Errorf("siamese: build twins: %w", err)
	}
	return &Twins{w, G.NewTapeMachine(w.graph.ExprGraph)}, nil
}

// Compare runs both twins over the ink of two drawings, model.Side² pixels each as
// Glyph.Pix has them; the second in one view where it is a turned copy, see
// Model.Turns. What the other methods return holds for these two until the next call,
// whose memory it is.
func (t *Twins) Compare(first, second []uint8, inOne bool) error {
	t.show(int(First), first, false)
	t.show(int(Second), second, inOne)
	return t.run(t.vm)
}

// Views is the number of views of a drawing that its embedding is the mean of.
func (t *Twins) Views() int { return len(t.views) }

// Input is one view of a drawing as the network sees it, (Input, Input), ink 1.
func (t *Twins) Input(w Twin, view int) []float32 { return t.picture(t.pix, w, view) }

// Layer is what a layer makes of one view, (side, side, filters), after pooling.
func (t *Twins) Layer(i int, w Twin, view int) []float32 { return t.picture(t.layers[i], w, view) }

// Dense is what the fully connected layer makes of one view, (Embedding), or nil
// where there is none.
func (t *Twins) Dense(w Twin, view int) []float32 {
	if t.dense == nil {
		return nil
	}
	return t.picture(t.dense, w, view)
}

// Embedding is a drawing's embedding, the mean over its views.
func (t *Twins) Embedding(w Twin) model.Embedding {
	d := len(t.h) / 2
	return t.h[int(w)*d:][:d]
}

// picture is the part of all pictures' numbers that belongs to one.
func (t *Twins) picture(all []float32, w Twin, view int) []float32 {
	size := len(all) / (2 * len(t.views))
	return all[(int(w)*len(t.views)+view)*size:][:size]
}

// Close frees what the twins hold.
func (t *Twins) Close() error { return t.vm.Close() }

// Shape is the form of a layer's output.
type Shape struct{ Side, Filters int }

// Shapes returns the form of every layer's output, after pooling.
func (a Architecture) Shapes() []Shape {
	var all []Shape
	for _, s := range a.shapes()[1:] {
		all = append(all, Shape{s.side, s.channels})
	}
	return all
}
