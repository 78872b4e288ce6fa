package siamese

import (
	G "gorgonia.org/gorgonia"
	"gorgonia.org/tensor"

	"github.com/oneglyph/oneglyph/model/siamese/kernel"
)

// statisticsRate is how fast batch norm's running statistics follow a batch's,
// as PyTorch's momentum.
const statisticsRate = 0.1

// layer describes one block of a twin: convolution, batch norm or bias, ReLU and
// max-pool.
type layer struct {
	kernel.Conv
	pool  int
	norm  bool
	first bool // nobody needs the gradient of its input
	flat  bool // its output is the embedding or goes to a fully connected layer
}

// output makes room for a batch's output: (n, H', W', F) or flat, (n, all).
func (l layer) output(n, length int) (*tensor.Dense, []float32) {
	if l.flat {
		return output(n, length)
	}
	return output(n, l.OutH()/l.pool, l.OutW()/l.pool, l.F)
}

// block is a layer in training: x (n, H, W, C), weights (K, K, C, F), then gamma
// and beta, or the bias alone, (F) each. With batch norm each run moves the
// running mean and variance, (F) each, towards the batch's.
func (l layer) block(e *kernel.Engine, n int, x *G.Node, params []*G.Node, mean, variance []float32) (*G.Node, error) {
	b := e.NewBlock(l.Conv, l.pool, l.norm, n)
	out, y := l.output(n, b.PooledLen())
	gammaBeta := func(v [][]float32) (gamma, beta []float32) { // v: x, weights, [gamma,] beta
		if l.norm {
			return v[2], v[3]
		}
		return nil, v[2]
	}
	forward := func(v [][]float32) (G.Value, error) {
		gamma, beta := gammaBeta(v)
		b.Forward(v[0], v[1], gamma, beta, y)
		if l.norm {
			count := float32(n * l.OutH() * l.OutW())
			unbias := count / max(count-1, 1)
			for f := range mean {
				mean[f] += statisticsRate * (b.Mean[f] - mean[f])
				variance[f] += statisticsRate * (b.Variance[f]*unbias - variance[f])
			}
		}
		return out, nil
	}
	diff := func(in G.Nodes, _, dy *G.Node) (G.Nodes, error) { return l.gradients(b, in, dy) }
	wrt := []bool{!l.first}
	for range params {
		wrt = append(wrt, true)
	}
	return op{name: "block", shape: out.Shape(), wrt: wrt, diff: diff, run: forward}.apply(append([]*G.Node{x}, params...)...)
}

// gradients adds a block's gradients to the graph.
func (l layer) gradients(b *kernel.Block, in G.Nodes, dy *G.Node) (G.Nodes, error) {
	dwOut, dw := output(in[1].Shape()...)
	dbetaOut, dbeta := output(l.F)
	results := []*tensor.Dense{dbetaOut}
	var dx, dgamma []float32
	if l.norm {
		var dgammaOut *tensor.Dense
		dgammaOut, dgamma = output(l.F)
		results = append([]*tensor.Dense{dgammaOut}, results...)
	}
	var dxOut *tensor.Dense
	if !l.first {
		dxOut, dx = output(in[0].Shape()...)
	}
	dwNode, err := op{
		name: "block.grad", shape: dwOut.Shape(), wrt: []bool{false, false, false},
		run: func(v [][]float32) (G.Value, error) { // x, weights, dy
			b.Backward(v[0], v[1], v[2], dx, dw, dgamma, dbeta)
			return dwOut, nil
		},
	}.apply(in[0], in[1], dy)
	if err != nil {
		return nil, err
	}
	grads := G.Nodes{nil, dwNode}
	if !l.first {
		if grads[0], err = pick("block.dx", dwNode, dxOut); err != nil {
			return nil, err
		}
	}
	for _, r := range results {
		n, err := pick("block.dparam", dwNode, r)
		if err != nil {
			return nil, err
		}
		grads = append(grads, n)
	}
	return grads, nil
}

// frozen is a layer for inference, its weights (K, K, C, F) and bias (F)
// constants. Of a batch of n pictures the first shown are looked at.
func (l layer) frozen(e *kernel.Engine, n int, shown *int, x *G.Node, weights, bias []float32) (*G.Node, error) {
	b := e.NewFrozen(l.Conv, l.pool, n)
	b.Freeze(weights, bias)
	out, y := l.output(n, b.PooledLen())
	return op{
		name: "block", shape: out.Shape(), wrt: []bool{false},
		run: func(v [][]float32) (G.Value, error) {
			b.Infer(*shown, v[0], y)
			return out, nil
		},
	}.apply(x)
}
