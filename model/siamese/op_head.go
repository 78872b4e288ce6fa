package siamese

import (
	"math"

	G "gorgonia.org/gorgonia"

	"github.com/oneglyph/oneglyph/model/siamese/kernel"
)

// softplusOf is log(1 + eˣ) of a vector (D).
func softplusOf(d int, x *G.Node) (*G.Node, error) {
	out, y := output(d)
	diff := func(in G.Nodes, _, dy *G.Node) (G.Nodes, error) {
		dxOut, dx := output(d)
		dxNode, err := op{
			name: "softplus.grad", shape: dxOut.Shape(), wrt: []bool{false, false},
			run: func(v [][]float32) (G.Value, error) { // x, dy
				for i, x := range v[0] {
					dx[i] = v[1][i] / (1 + float32(math.Exp(-float64(x))))
				}
				return dxOut, nil
			},
		}.apply(in[0], dy)
		return G.Nodes{dxNode}, err
	}
	return op{
		name: "softplus", shape: out.Shape(), wrt: []bool{true}, diff: diff,
		run: func(v [][]float32) (G.Value, error) {
			for i, x := range v[0] {
				y[i] = softplus(x)
			}
			return out, nil
		},
	}.apply(x)
}

// similarity is the siamese network's head over two sets of embeddings a (m, D)
// and b (n, D): logits (m, n) = bias − Σ_d alpha_d·|a_d − b_d|, with alpha (D)
// and bias (1). The twins may be the same set.
func similarity(e *kernel.Engine, m, n, d int, a, b, alpha, bias *G.Node) (*G.Node, error) {
	out, s := output(m, n)
	diff := func(in G.Nodes, _, ds *G.Node) (G.Nodes, error) {
		daOut, da := output(m, d)
		dbOut, db := output(n, d)
		dalphaOut, dalpha := output(d)
		dbiasOut, dbias := output(1)
		daNode, err := op{
			name: "similarity.grad", shape: daOut.Shape(), wrt: make([]bool, 4),
			run: func(v [][]float32) (G.Value, error) { // a, b, alpha, ds
				e.L1Grad(v[0], v[1], v[2], v[3], da, db, dalpha)
				var sum float64
				for _, g := range v[3] {
					sum += float64(g)
				}
				dbias[0] = float32(sum)
				return daOut, nil
			},
		}.apply(in[0], in[1], in[2], ds)
		if err != nil {
			return nil, err
		}
		dbNode, err := pick("similarity.db", daNode, dbOut)
		if err != nil {
			return nil, err
		}
		dalphaNode, err := pick("similarity.dalpha", daNode, dalphaOut)
		if err != nil {
			return nil, err
		}
		dbiasNode, err := pick("similarity.dbias", daNode, dbiasOut)
		return G.Nodes{daNode, dbNode, dalphaNode, dbiasNode}, err
	}
	return op{
		name: "similarity", shape: out.Shape(), wrt: []bool{true, true, true, true}, diff: diff,
		run: func(v [][]float32) (G.Value, error) { // a, b, alpha, bias
			e.L1Matrix(v[0], v[1], v[2], v[3][0], s)
			return out, nil
		},
	}.apply(a, b, alpha, bias)
}
