package siamese

import (
	"fmt"

	G "gorgonia.org/gorgonia"
	"gorgonia.org/tensor"

	"github.com/oneglyph/oneglyph/model"
)

// Sensitivity is one twin and the distance in a graph that is differentiated: how the
// logit of a drawing and an embedding changes with the drawing's ink. One goroutine
// at a time may use it.
type Sensitivity struct {
	*watch
	other []float32 // (1, D)
	logit *G.Node
	bent  []float32 // a view's gradient at a glyph's size
	vm    G.VM
}

// NewSensitivity builds the graph, to run on a number of threads (0: all).
func NewSensitivity(m *Model, threads int) (s *Sensitivity, err error) {
	defer recovered(&err)
	failed := func(err error) (*Sensitivity, error) {
		return nil, fmt.Errorf("siamese: build sensitivity: %w", err)
	}
	w, err := newWatch(m, 1, threads)
	if err != nil {
		return failed(err)
	}
	s = &Sensitivity{watch: w, bent: make([]float32, model.Side*model.Side)}
	value, other := output(1, m.arch.EmbeddingLen())
	s.other = other
	node := G.NewTensor(w.graph.ExprGraph, tensor.Float32, 2, G.WithName("other"), G.WithShape(value.Shape()...), G.WithValue(value))
	if s.logit, err = w.distance(w.hNode, node); err != nil {
		return failed(err)
	}
	if _, err := G.Grad(s.logit, w.x); err != nil {
		return failed(err)
	}
	s.vm = G.NewTapeMachine(w.graph.ExprGraph)
	return s, nil
}

// Gradient writes ∂logit/∂ink to dst, (model.Side, model.Side): how much the logit of a
// drawing's ink, model.Side² pixels as Glyph.Pix has them, and another's embedding
// gains with ink (0 paper, 1 full ink) at each place, through all the views together.
// Where the drawing is a turned copy, see Model.Turns, there is one. It returns the
// logit.
func (s *Sensitivity) Gradient(dst []float32, ink []uint8, inOne bool, other model.Embedding) (logit float32, err error) {
	if len(other) != len(s.other) {
		return 0, fmt.Errorf("siamese: an embedding of %d, not %d", len(other), len(s.other))
	}
	copy(s.other, other)
	s.show(0, ink, inOne)
	if err := s.run(s.vm); err != nil {
		return 0, err
	}
	value, err := s.x.Grad()
	if err != nil {
		return 0, fmt.Errorf("siamese: gradient: %w", err)
	}
	grad := value.Data().([]float32) // (views, Input, Input, 1)
	size := len(grad) / len(s.views)
	clear(dst)
	views := s.looks(inOne)
	for v := range views {
		model.ResampleGradient(s.bent, grad[v*size:][:size], s.model.arch.Input)
		model.BendGradient(dst, s.bent, &views[v])
	}
	return s.logit.Value().Data().(float32), nil
}

// Close frees what it holds.
func (s *Sensitivity) Close() error { return s.vm.Close() }
