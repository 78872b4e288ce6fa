package siamese

import (
	"math"

	G "gorgonia.org/gorgonia"

	"oneglyph/model/siamese/kernel"
)

const (
	normEpsilon = 1e-5 // added to the variance, as PyTorch does
	// statisticsRate is how fast batch norm's running statistics follow a
	// batch's, as PyTorch's momentum.
	statisticsRate = 0.1
)

// actShape is the output of a pooled layer: (n, H/P, W/P, C), or flat, (n, all).
func actShape(s kernel.Act, n int, flat bool) []int {
	if flat {
		return []int{n, s.OutLen()}
	}
	return []int{n, s.H / s.P, s.W / s.P, s.C}
}

// biasAct is bias, ReLU and max-pool: x (n, H, W, C), bias (C).
func biasAct(e *kernel.Engine, s kernel.Act, n int, flat bool, x, bias *G.Node) (*G.Node, error) {
	out, y := output(actShape(s, n, flat)...)
	pos := make([]uint8, len(y))
	one, zero := ones(s.C), make([]float32, s.C)
	diff := func(in G.Nodes, _, dy *G.Node) (G.Nodes, error) {
		dxOut, dx := output(x.Shape()...)
		dbOut, db := output(s.C)
		dxNode, err := op{name: "bias.grad", shape: dxOut.Shape(), wrt: []bool{false, false},
			run: func(v [][]float32) (G.Value, error) { // x, dy
				dz, _ := e.ActSums(s, n, v[0], v[1], pos)
				for c, d := range dz {
					db[c] = float32(d)
				}
				e.ActDX(s, n, v[0], v[1], pos, one, zero, zero, dx)
				return dxOut, nil
			},
		}.apply(in[0], dy)
		if err != nil {
			return nil, err
		}
		dbNode, err := pick("bias.db", dxNode, dbOut)
		return G.Nodes{dxNode, dbNode}, err
	}
	return op{name: "bias", shape: out.Shape(), wrt: []bool{true, true}, diff: diff,
		run: func(v [][]float32) (G.Value, error) { // x, bias
			e.Act(s, n, v[0], one, v[1], y, pos)
			return out, nil
		},
	}.apply(x, bias)
}

// frozenAct is biasAct with a bias that never changes.
func frozenAct(e *kernel.Engine, s kernel.Act, n int, flat bool, x *G.Node, bias []float32) (*G.Node, error) {
	out, y := output(actShape(s, n, flat)...)
	one := ones(s.C)
	return op{name: "bias", shape: out.Shape(), wrt: []bool{false},
		run: func(v [][]float32) (G.Value, error) {
			e.Act(s, n, v[0], one, bias, y, nil)
			return out, nil
		},
	}.apply(x)
}

// batchNormAct is batch norm over the batch's own statistics (Ioffe and Szegedy
// 2015), ReLU and max-pool: x (n, H, W, C), gamma and beta (C). Each run moves
// the running mean and variance, both (C), towards the batch's.
func batchNormAct(e *kernel.Engine, s kernel.Act, n int, flat bool, x, gamma, beta *G.Node, runMean, runVariance []float32) (*G.Node, error) {
	out, y := output(actShape(s, n, flat)...)
	pos := make([]uint8, len(y))
	count := float64(n * s.H * s.W)
	mean, variance, rstd := make([]float32, s.C), make([]float32, s.C), make([]float32, s.C)
	scale, shift := make([]float32, s.C), make([]float32, s.C)

	forward := func(v [][]float32) (G.Value, error) { // x, gamma, beta
		e.Moments(s, n, v[0], mean, variance)
		unbias := float32(count / math.Max(count-1, 1))
		for c := range s.C {
			rstd[c] = float32(1 / math.Sqrt(float64(variance[c])+normEpsilon))
			scale[c] = v[1][c] * rstd[c]
			shift[c] = v[2][c] - mean[c]*scale[c]
			runMean[c] += statisticsRate * (mean[c] - runMean[c])
			runVariance[c] += statisticsRate * (variance[c]*unbias - runVariance[c])
		}
		e.Act(s, n, v[0], scale, shift, y, pos)
		return out, nil
	}
	diff := func(in G.Nodes, _, dy *G.Node) (G.Nodes, error) {
		dxOut, dx := output(x.Shape()...)
		dgOut, dg := output(s.C)
		dbOut, db := output(s.C)
		k1, k0 := make([]float32, s.C), make([]float32, s.C)
		dxNode, err := op{name: "norm.grad", shape: dxOut.Shape(), wrt: []bool{false, false},
			run: func(v [][]float32) (G.Value, error) { // x, dy
				dz, dzx := e.ActSums(s, n, v[0], v[1], pos)
				for c := range s.C {
					// Σ dz·x̂, with x̂ = (x − mean)·rstd.
					dzn := (dzx[c] - dz[c]*float64(mean[c])) * float64(rstd[c])
					db[c], dg[c] = float32(dz[c]), float32(dzn)
					// dx = scale·(dz − Σdz/count − x̂·Σ(dz·x̂)/count)
					slope := -float64(scale[c]) * dzn / count * float64(rstd[c])
					k1[c] = float32(slope)
					k0[c] = float32(-float64(scale[c])*dz[c]/count - slope*float64(mean[c]))
				}
				e.ActDX(s, n, v[0], v[1], pos, scale, k1, k0, dx)
				return dxOut, nil
			},
		}.apply(in[0], dy)
		if err != nil {
			return nil, err
		}
		dgNode, err := pick("norm.dgamma", dxNode, dgOut)
		if err != nil {
			return nil, err
		}
		dbNode, err := pick("norm.dbeta", dxNode, dbOut)
		return G.Nodes{dxNode, dgNode, dbNode}, err
	}
	return op{name: "norm", shape: out.Shape(), wrt: []bool{true, true, true}, diff: diff, run: forward}.apply(x, gamma, beta)
}

func ones(n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = 1
	}
	return v
}
