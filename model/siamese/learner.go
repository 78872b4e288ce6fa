package siamese

import (
	"errors"
	"fmt"
	"math"
	"slices"

	G "gorgonia.org/gorgonia"
	"gorgonia.org/tensor"

	"github.com/oneglyph/oneglyph/model/siamese/kernel"
)

// ErrDiverged says that training left the finite numbers.
var ErrDiverged = errors.New("training has diverged")

// Learner is a network in training: its own copy of a model's parameters, the
// graph of both twins and the loss, and the optimiser's state. One goroutine at
// a time may use it.
type Learner struct {
	arch   Architecture
	values [][]float32 // the parameters, as arch.params() lists them; the graph's tensors share this memory
	pix    []float32   // (batch, Input, Input, 1)
	labels []int32
	loss   *G.Node
	learns G.Nodes // the trained parameters' nodes
	vm     G.VM
	solver *adamW
}

// NewLearner starts from a model's parameters. A batch holds that many pictures;
// threads 0 means all processors.
func NewLearner(m *Model, loss Loss, batch, threads int) (l *Learner, err error) {
	defer recovered(&err)
	if batch < 2 || batch%2 != 0 {
		return nil, fmt.Errorf("siamese: a batch of %d pictures: want an even number", batch)
	}
	if err := m.arch.learnable(batch); err != nil {
		return nil, err
	}
	g := graph{G.NewGraph(), kernel.New(threads), m.arch, batch}
	l = &Learner{arch: m.arch, labels: make([]int32, batch), solver: &adamW{engine: g.engine}}
	var x *G.Node
	x, l.pix = g.input()
	w := weights{map[string]*G.Node{}, map[string][]float32{}}
	for i, p := range m.arch.params() {
		v := slices.Clone(m.values[i])
		l.values = append(l.values, v)
		if !p.trained {
			w.statistics[p.name] = v
			continue
		}
		node := G.NewTensor(g.ExprGraph, tensor.Float32, len(p.shape), G.WithName(p.name), G.WithShape(p.shape...),
			G.WithValue(tensor.New(tensor.WithShape(p.shape...), tensor.WithBacking(v))))
		w.nodes[p.name] = node
		l.learns = append(l.learns, node)
		l.solver.add(len(v), p.decays)
	}
	h, err := g.twin(x, w) // (n, D)
	if err != nil {
		return nil, fmt.Errorf("siamese: build twins: %w", err)
	}
	s, err := g.logits(h, w) // (n, n)
	if err != nil {
		return nil, fmt.Errorf("siamese: build distance: %w", err)
	}
	if l.loss, err = lossOf(loss, l.labels, s); err != nil {
		return nil, fmt.Errorf("siamese: build loss: %w", err)
	}
	if _, err := G.Grad(l.loss, l.learns...); err != nil {
		return nil, fmt.Errorf("siamese: differentiate: %w", err)
	}
	l.vm = G.NewTapeMachine(g.ExprGraph)
	return l, nil
}

// Pictures is the memory to write a batch to before Step: (batch, Input, Input,
// 1), ink 1 and paper 0.
func (l *Learner) Pictures() []float32 { return l.pix }

// Labels is the memory to write the batch's labels to before Step; Loss says
// what they mean.
func (l *Learner) Labels() []int32 { return l.labels }

// StepSize is how far one step goes.
type StepSize struct {
	Rate  float64 // learning rate
	Decay float64 // decoupled weight decay, relative to the rate
	Clip  float64 // longest gradient; longer ones are scaled down to it. 0: none
	// Momentum takes plain gradient descent with so much momentum instead of Adam,
	// where it is not 0; Decay is then the factor of an L2 penalty's gradient.
	Momentum float64
}

// Step learns from the batch in Pictures and Labels. It returns the mean loss
// before the step and the gradient's length before clipping. After an error the
// parameters are those before the step.
func (l *Learner) Step(s StepSize) (loss, norm float64, err error) {
	defer recovered(&err)
	l.vm.Reset()
	if err := l.vm.RunAll(); err != nil {
		var hidden interface{ Err() error } // as Gorgonia's machine wraps those of ops
		if errors.Is(err, ErrDiverged) || errors.As(err, &hidden) && errors.Is(hidden.Err(), ErrDiverged) {
			return math.NaN(), 0, ErrDiverged
		}
		return 0, 0, fmt.Errorf("siamese: step: %w", err)
	}
	loss = float64(l.loss.Value().Data().(float32))
	l.solver.StepSize = s
	err = l.solver.step(G.NodesToValueGrads(l.learns))
	return loss, l.solver.norm, err
}

// Model returns the network as it stands, with the calibration and notes of
// another model, usually the one that it started from.
func (l *Learner) Model(like *Model) *Model {
	m := l.Borrow(like)
	m.values = slices.Clone(m.values)
	for i, v := range m.values {
		m.values[i] = slices.Clone(v)
	}
	return m
}

// Borrow is Model without a copy of the parameters, for what is done with the
// network before the next Step.
func (l *Learner) Borrow(like *Model) *Model {
	return &Model{arch: l.arch, values: l.values, calibration: like.calibration, info: like.info, id: &identity{}}
}

// Close frees what the learner holds.
func (l *Learner) Close() error { return l.vm.Close() }
