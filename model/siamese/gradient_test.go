package siamese

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	G "gorgonia.org/gorgonia"
	"gorgonia.org/tensor"

	"github.com/oneglyph/oneglyph/model/siamese/kernel"
)

// weighted is Σ rᵢ·xᵢ, a scalar to differentiate.
func weighted(r []float32, x *G.Node) (*G.Node, error) {
	out, dx := output(x.Shape()...)
	diff := func(in G.Nodes, _, grad *G.Node) (G.Nodes, error) {
		n, err := op{
			name: "weighted.grad", shape: out.Shape(), wrt: []bool{false},
			run: func(v [][]float32) (G.Value, error) {
				for i := range dx {
					dx[i] = r[i] * v[0][0]
				}
				return out, nil
			},
		}.apply(grad)
		return G.Nodes{n}, err
	}
	return op{
		name: "weighted", wrt: []bool{true}, diff: diff,
		run: func(v [][]float32) (G.Value, error) {
			var sum float64
			for i, x := range v[0] {
				sum += float64(r[i]) * float64(x)
			}
			return G.NewF32(float32(sum)), nil
		},
	}.apply(x)
}

type input struct {
	name  string
	shape []int
	fixed bool // has no gradient
}

// checkGradients compares an op's gradients with finite differences, at random
// inputs, on every implementation of the loops.
func checkGradients(t *testing.T, inputs []input, build func(e *kernel.Engine, in []*G.Node) (*G.Node, error)) {
	for _, name := range kernel.Names() {
		t.Run(name, func(t *testing.T) {
			e, err := kernel.Named(name, 2)
			if err != nil {
				t.Fatal(err)
			}
			rng := rand.New(rand.NewPCG(11, 12))
			g := G.NewGraph()
			var nodes, wrt G.Nodes
			var memory [][]float32
			for _, in := range inputs {
				value, data := output(in.shape...)
				for i := range data {
					data[i] = float32(rng.NormFloat64())
				}
				n := G.NewTensor(g, tensor.Float32, len(in.shape), G.WithName(in.name), G.WithShape(in.shape...), G.WithValue(value))
				nodes, memory = append(nodes, n), append(memory, data)
				if !in.fixed {
					wrt = append(wrt, n)
				}
			}
			y, err := build(e, nodes)
			if err != nil {
				t.Fatal(err)
			}
			sum := y
			if !y.IsScalar() {
				r := make([]float32, y.Shape().TotalSize())
				for i := range r {
					r[i] = float32(rng.NormFloat64())
				}
				if sum, err = weighted(r, y); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := G.Grad(sum, wrt...); err != nil {
				t.Fatal(err)
			}
			vm := G.NewTapeMachine(g)
			defer vm.Close()
			run := func() float64 {
				vm.Reset()
				if err := vm.RunAll(); err != nil {
					t.Fatal(err)
				}
				return float64(sum.Value().Data().(float32))
			}
			run()
			grads := map[string][]float32{}
			for i, in := range inputs {
				if !in.fixed {
					v, err := nodes[i].Grad()
					if err != nil {
						t.Fatal(err)
					}
					grads[in.name] = append([]float32{}, v.Data().([]float32)...)
				}
			}
			for i, in := range inputs {
				for range 12 {
					if in.fixed {
						break
					}
					j := rng.IntN(len(memory[i]))
					at, symbolic := memory[i][j], float64(grads[in.name][j])
					var numeric float64
					// A ReLU's or a maximum's kink may lie within the larger step.
					for _, h := range []float32{2e-3, 3e-4} {
						memory[i][j] = at + h
						up := run()
						memory[i][j] = at - h
						down := run()
						memory[i][j] = at
						numeric = (up - down) / (2 * float64(h))
						if math.Abs(numeric-symbolic) <= 0.02*math.Max(1, math.Abs(numeric)) {
							numeric = symbolic
							break
						}
					}
					if numeric != symbolic {
						t.Errorf("d/d%s[%d]: %g by differences, %g by the op", in.name, j, numeric, symbolic)
					}
				}
			}
		})
	}
}

func TestBlockGradients(t *testing.T) {
	for name, l := range map[string]layer{
		"norm":           {Conv: kernel.Conv{H: 5, W: 5, C: 3, F: 7, K: 3, Pad: 1}, pool: 2, norm: true},
		"norm, few taps": {Conv: kernel.Conv{H: 5, W: 4, C: 1, F: 7, K: 3, Pad: 1}, pool: 1, norm: true, flat: true},
		"bias":           {Conv: kernel.Conv{H: 6, W: 6, C: 2, F: 5, K: 3}, pool: 2},
		"first":          {Conv: kernel.Conv{H: 6, W: 6, C: 1, F: 5, K: 4}, pool: 1, first: true, flat: true},
	} {
		t.Run(name, func(t *testing.T) {
			const n = 3
			inputs := []input{{"x", []int{n, l.H, l.W, l.C}, l.first}, {"w", []int{l.K, l.K, l.C, l.F}, false}, {"beta", []int{l.F}, false}}
			if l.norm {
				inputs = slices.Insert(inputs, 2, input{"gamma", []int{l.F}, false})
			}
			checkGradients(t, inputs, func(e *kernel.Engine, in []*G.Node) (*G.Node, error) {
				return l.block(e, n, in[0], in[1:], make([]float32, l.F), make([]float32, l.F))
			})
		})
	}
}

func TestDenseGradient(t *testing.T) {
	checkGradients(t, []input{{"x", []int{4, 9}, false}, {"w", []int{9, 6}, false}},
		func(e *kernel.Engine, in []*G.Node) (*G.Node, error) { return dense(e, 4, 9, 6, in[0], in[1]) })
}

func TestBiasSigmoidGradient(t *testing.T) {
	checkGradients(t, []input{{"x", []int{3, 4}, false}, {"bias", []int{4}, false}},
		func(_ *kernel.Engine, in []*G.Node) (*G.Node, error) { return biasSigmoid(3, 4, in[0], in[1]) })
}

func TestSoftplusGradient(t *testing.T) {
	checkGradients(t, []input{{"x", []int{9}, false}},
		func(_ *kernel.Engine, in []*G.Node) (*G.Node, error) { return softplusOf(9, in[0]) })
}

func TestSimilarityGradient(t *testing.T) {
	checkGradients(t, []input{{"a", []int{3, 6}, false}, {"b", []int{4, 6}, false}, {"alpha", []int{6}, false}, {"bias", []int{1}, false}},
		func(e *kernel.Engine, in []*G.Node) (*G.Node, error) {
			return similarity(e, 3, 4, 6, in[0], in[1], in[2], in[3])
		})
}

// Both twins over the same set: the gradient reaches it by two ways.
func TestTwinsGradient(t *testing.T) {
	checkGradients(t, []input{{"h", []int{4, 6}, false}, {"alpha", []int{6}, false}, {"bias", []int{1}, false}},
		func(e *kernel.Engine, in []*G.Node) (*G.Node, error) {
			return similarity(e, 4, 4, 6, in[0], in[0], in[1], in[2])
		})
}

func TestLossGradients(t *testing.T) {
	for name, c := range map[string]struct {
		loss   Loss
		labels []int32
	}{
		"episode":                {EpisodeLoss, []int32{0, 0, 1, 1, 2, 2}},
		"episode, three a class": {EpisodeLoss, []int32{0, 0, 0, 1, 1, 1}},
		"pairs":                  {PairLoss, []int32{0, 0, 1, 2, 3, 3}},
	} {
		t.Run(name, func(t *testing.T) {
			checkGradients(t, []input{{"s", []int{6, 6}, false}},
				func(_ *kernel.Engine, in []*G.Node) (*G.Node, error) { return lossOf(c.loss, c.labels, in[0]) })
		})
	}
}

// The whole network, from the loss back to every parameter, along one random
// direction for each tensor.
func TestNetworkGradient(t *testing.T) {
	for _, a := range []Architecture{tiny(true), tiny(false)} {
		t.Run(a.Name, func(t *testing.T) {
			m, err := New(a, 3)
			if err != nil {
				t.Fatal(err)
			}
			const n = 6
			l, err := NewLearner(m, EpisodeLoss, n, 2)
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			rng := rand.New(rand.NewPCG(1, 1))
			for i := range l.Pictures() {
				l.Pictures()[i] = rng.Float32()
			}
			copy(l.Labels(), []int32{0, 0, 1, 1, 2, 2})
			run := func() float64 {
				l.vm.Reset()
				if err := l.vm.RunAll(); err != nil {
					t.Fatal(err)
				}
				return float64(l.loss.Value().Data().(float32))
			}
			run()
			var grads [][]float32
			for _, node := range l.learns {
				v, err := node.Grad()
				if err != nil {
					t.Fatal(err)
				}
				grads = append(grads, append([]float32{}, v.Data().([]float32)...))
			}
			for i, node := range l.learns {
				w := node.Value().Data().([]float32)
				start := append([]float32{}, w...)
				// Along the gradient the change is largest, and rounding least.
				var norm float64
				for _, g := range grads[i] {
					norm += float64(g) * float64(g)
				}
				norm = math.Sqrt(norm)
				if norm < 1e-7 {
					continue // the bias, which a softmax does not see
				}
				move := func(h float64) float64 {
					for j := range w {
						w[j] = start[j] + float32(h*float64(grads[i][j])/norm)
					}
					return run()
				}
				const h = 1e-3
				numeric := (move(h) - move(-h)) / (2 * h)
				copy(w, start)
				if math.Abs(numeric-norm) > 0.03*norm+1e-3 {
					t.Errorf("%s: slope %g by differences, %g by the graph", node.Name(), numeric, norm)
				}
			}
		})
	}
}

// tiny is an architecture small enough to differentiate by hand.
func tiny(norm bool) Architecture {
	a := Architecture{Name: fmt.Sprintf("tiny norm=%v", norm), Input: 10, PositiveAlpha: norm, Layers: []Layer{
		{Filters: 4, Kernel: 3, Pad: 1, Pool: 2, BatchNorm: norm},
		{Filters: 6, Kernel: 3, Pad: 1, Pool: 2, BatchNorm: norm},
	}}
	if !norm {
		a.Embedding = 12
	}
	return a
}
