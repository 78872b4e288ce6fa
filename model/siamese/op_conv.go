package siamese

import (
	G "gorgonia.org/gorgonia"

	"oneglyph/model/siamese/kernel"
)

// conv convolves x (n, H, W, C) with weights (K, K, C, F) to (n, H', W', F). A
// fully connected layer is the case of one pixel: x (n, C), weights (C, F), to
// (n, F). first says that nobody needs the gradient of x.
func conv(e *kernel.Engine, s kernel.Conv, n int, first bool, x, w *G.Node) (*G.Node, error) {
	dense := s.H == 1 && s.W == 1
	shape := func(h, w, c int) []int {
		if dense {
			return []int{n, c}
		}
		return []int{n, h, w, c}
	}
	out, y := output(shape(s.OutH(), s.OutW(), s.F)...)
	plan, packed := e.NewPlan(s), make([]float32, s.PackedLen())

	diff := func(in G.Nodes, _, dy *G.Node) (G.Nodes, error) {
		grad := e.NewConvGrad(plan)
		dwOut, dw := output(w.Shape()...)
		dwNode, err := op{name: "conv.dw", shape: dwOut.Shape(), wrt: []bool{false, false},
			run: func(v [][]float32) (G.Value, error) { // x, dy
				grad.Weights(e, n, v[0], v[1], dw)
				return dwOut, nil
			},
		}.apply(in[0], dy)
		if err != nil || first {
			return G.Nodes{nil, dwNode}, err
		}
		dxOut, dx := output(shape(s.H, s.W, s.C)...)
		dxNode, err := op{name: "conv.dx", shape: dxOut.Shape(), wrt: []bool{false, false},
			run: func(v [][]float32) (G.Value, error) { // weights, dy
				grad.Input(e, n, v[0], v[1], dx)
				return dxOut, nil
			},
		}.apply(in[1], dy)
		return G.Nodes{dxNode, dwNode}, err
	}
	return op{name: "conv", shape: out.Shape(), wrt: []bool{!first, true}, diff: diff,
		run: func(v [][]float32) (G.Value, error) { // x, weights
			s.Pack(v[1], packed)
			e.Conv(plan, n, v[0], packed, y)
			return out, nil
		},
	}.apply(x, w)
}

// frozenConv is conv with weights that never change, packed once.
func frozenConv(e *kernel.Engine, s kernel.Conv, n int, x *G.Node, weights []float32) (*G.Node, error) {
	shape := []int{n, s.OutH(), s.OutW(), s.F}
	if s.H == 1 && s.W == 1 {
		shape = []int{n, s.F}
	}
	out, y := output(shape...)
	plan, packed := e.NewPlan(s), make([]float32, s.PackedLen())
	s.Pack(weights, packed)
	return op{name: "conv", shape: out.Shape(), wrt: []bool{false},
		run: func(v [][]float32) (G.Value, error) {
			e.Conv(plan, n, v[0], packed, y)
			return out, nil
		},
	}.apply(x)
}
