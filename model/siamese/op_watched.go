package siamese

import (
	G "gorgonia.org/gorgonia"

	"github.com/oneglyph/oneglyph/model/siamese/kernel"
)

// watched is a frozen layer that a gradient passes through: weights (K, K, C, F) and
// bias (F) are constants. Its output is (n, H', W', F), whose memory y is.
func (l layer) watched(e *kernel.Engine, n int, x *G.Node, weights, bias []float32) (node *G.Node, y []float32, err error) {
	b := e.NewFrozen(l.Conv, l.pool, n)
	b.Freeze(weights, bias)
	out, y := l.output(n, b.PooledLen())
	diff := func(in G.Nodes, _, dy *G.Node) (G.Nodes, error) {
		dxOut, dx := output(in[0].Shape()...)
		dxNode, err := op{
			name: "watched.dx", shape: dxOut.Shape(), wrt: []bool{false},
			run: func(v [][]float32) (G.Value, error) { // dy
				b.InputGradient(weights, v[0], dx)
				return dxOut, nil
			},
		}.apply(dy)
		return G.Nodes{dxNode}, err
	}
	node, err = op{
		name: "watched", shape: out.Shape(), wrt: []bool{true}, diff: diff,
		run: func(v [][]float32) (G.Value, error) {
			b.Watch(v[0], y)
			return out, nil
		},
	}.apply(x)
	return node, y, err
}

// watchedDense is σ(x·weights + bias), a frozen layer that a gradient passes through:
// x (n, C), weights (C, F), bias (F). Its output is (n, F), whose memory y is.
func watchedDense(e *kernel.Engine, n, c, f int, x *G.Node, weights, bias []float32) (node *G.Node, y []float32, err error) {
	d := e.NewDense(c, f)
	out, y := output(n, f)
	diff := func(_ G.Nodes, _, dy *G.Node) (G.Nodes, error) {
		dxOut, dx := output(n, c)
		dz := make([]float32, n*f)
		dxNode, err := op{
			name: "watched dense.dx", shape: dxOut.Shape(), wrt: []bool{false},
			run: func(v [][]float32) (G.Value, error) { // dy
				for i, g := range v[0] {
					dz[i] = g * y[i] * (1 - y[i])
				}
				d.Input(n, weights, dz, dx)
				return dxOut, nil
			},
		}.apply(dy)
		return G.Nodes{dxNode}, err
	}
	node, err = op{
		name: "watched dense", shape: out.Shape(), wrt: []bool{true}, diff: diff,
		run: func(v [][]float32) (G.Value, error) { // x
			d.Forward(n, v[0], weights, y)
			for i, z := range y {
				y[i] = sigmoid(z + bias[i%f])
			}
			return out, nil
		},
	}.apply(x)
	return node, y, err
}

// viewsMean is the mean of each glyph's views: x (glyphs·views, D) to (glyphs, D),
// whose memory y is.
func viewsMean(glyphs, views, d int, x *G.Node) (node *G.Node, y []float32, err error) {
	out, y := output(glyphs, d)
	share := 1 / float32(views)
	diff := func(in G.Nodes, _, dy *G.Node) (G.Nodes, error) {
		dxOut, dx := output(in[0].Shape()...)
		dxNode, err := op{
			name: "views.dx", shape: dxOut.Shape(), wrt: []bool{false},
			run: func(v [][]float32) (G.Value, error) { // dy
				for i := range dx {
					dx[i] = share * v[0][i/d/views*d+i%d]
				}
				return dxOut, nil
			},
		}.apply(dy)
		return G.Nodes{dxNode}, err
	}
	node, err = op{
		name: "views", shape: out.Shape(), wrt: []bool{true}, diff: diff,
		run: func(v [][]float32) (G.Value, error) {
			meanOfViews(y, v[0], views, d)
			return out, nil
		},
	}.apply(x)
	return node, y, err
}

// onlyOne is the one element of logits s (1, 1), a scalar.
func onlyOne(s *G.Node) (*G.Node, error) {
	diff := func(_ G.Nodes, _, grad *G.Node) (G.Nodes, error) {
		dsOut, ds := output(1, 1)
		node, err := op{
			name: "only.grad", shape: dsOut.Shape(), wrt: []bool{false},
			run: func(v [][]float32) (G.Value, error) {
				ds[0] = v[0][0]
				return dsOut, nil
			},
		}.apply(grad)
		return G.Nodes{node}, err
	}
	return op{
		name: "only", wrt: []bool{true}, diff: diff,
		run: func(v [][]float32) (G.Value, error) { return G.NewF32(v[0][0]), nil },
	}.apply(s)
}
