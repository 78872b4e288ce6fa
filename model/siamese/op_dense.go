package siamese

import (
	"math"

	G "gorgonia.org/gorgonia"

	"github.com/oneglyph/oneglyph/model/siamese/kernel"
)

// dense is a fully connected layer without bias: x (n, C) by weights (C, F) to
// (n, F).
func dense(e *kernel.Engine, n, c, f int, x, w *G.Node) (*G.Node, error) {
	d := e.NewDense(c, f)
	out, y := output(n, f)
	diff := func(in G.Nodes, _, dy *G.Node) (G.Nodes, error) {
		dwOut, dw := output(c, f)
		dwNode, err := op{
			name: "dense.dw", shape: dwOut.Shape(), wrt: []bool{false, false},
			run: func(v [][]float32) (G.Value, error) { // x, dy
				d.Weights(n, v[0], v[1], dw)
				return dwOut, nil
			},
		}.apply(in[0], dy)
		if err != nil {
			return nil, err
		}
		dxOut, dx := output(n, c)
		dxNode, err := op{
			name: "dense.dx", shape: dxOut.Shape(), wrt: []bool{false, false},
			run: func(v [][]float32) (G.Value, error) { // weights, dy
				d.Input(n, v[0], v[1], dx)
				return dxOut, nil
			},
		}.apply(in[1], dy)
		return G.Nodes{dxNode, dwNode}, err
	}
	return op{
		name: "dense", shape: out.Shape(), wrt: []bool{true, true}, diff: diff,
		run: func(v [][]float32) (G.Value, error) { // x, weights
			d.Forward(n, v[0], v[1], y)
			return out, nil
		},
	}.apply(x, w)
}

// frozenDense is dense for inference, its weights (C, F) constants. Of a batch of n
// the first shown are looked at.
func frozenDense(e *kernel.Engine, n int, shown *int, c, f int, x *G.Node, weights []float32) (*G.Node, error) {
	d := e.NewDense(c, f)
	out, y := output(n, f)
	return op{
		name: "dense", shape: out.Shape(), wrt: []bool{false},
		run: func(v [][]float32) (G.Value, error) {
			d.Forward(*shown, v[0], weights, y)
			return out, nil
		},
	}.apply(x)
}

// biasSigmoid is σ(x + bias): x (n, D), bias (D).
func biasSigmoid(n, d int, x, bias *G.Node) (*G.Node, error) {
	out, y := output(n, d)
	diff := func(in G.Nodes, _, dy *G.Node) (G.Nodes, error) {
		dxOut, dx := output(n, d)
		dbOut, db := output(d)
		dxNode, err := op{
			name: "sigmoid.grad", shape: dxOut.Shape(), wrt: []bool{false},
			run: func(v [][]float32) (G.Value, error) { // dy
				clear(db)
				for i, g := range v[0] {
					dx[i] = g * y[i] * (1 - y[i])
					db[i%d] += dx[i]
				}
				return dxOut, nil
			},
		}.apply(dy)
		if err != nil {
			return nil, err
		}
		dbNode, err := pick("sigmoid.db", dxNode, dbOut)
		return G.Nodes{dxNode, dbNode}, err
	}
	return op{
		name: "sigmoid", shape: out.Shape(), wrt: []bool{true, true}, diff: diff,
		run: func(v [][]float32) (G.Value, error) { // x, bias
			for i, x := range v[0] {
				y[i] = sigmoid(x + v[1][i%d])
			}
			return out, nil
		},
	}.apply(x, bias)
}

func sigmoid(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }
