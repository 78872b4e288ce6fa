package siamese

import (
	"fmt"

	G "gorgonia.org/gorgonia"
	"gorgonia.org/tensor"

	"github.com/oneglyph/oneglyph/model/siamese/kernel"
)

// graph is what a network's nodes are built with.
type graph struct {
	*G.ExprGraph
	engine *kernel.Engine
	arch   Architecture
	batch  int
}

// input adds the node for a batch of pictures and returns the memory behind it.
func (g graph) input() (*G.Node, []float32) {
	side := g.arch.Input
	value, pix := output(g.batch, side, side, 1)
	return G.NewTensor(g.ExprGraph, tensor.Float32, 4, G.WithName("pictures"), G.WithShape(value.Shape()...), G.WithValue(value)), pix
}

// layer describes the i-th block.
func (a Architecture) layer(i int) layer {
	in, l := a.shapes()[i], a.Layers[i]
	return layer{
		Conv: kernel.Conv{H: in.side, W: in.side, C: in.channels, F: l.Filters, K: l.Kernel, Pad: l.Pad},
		pool: l.Pool, norm: l.BatchNorm, first: i == 0, flat: i == len(a.Layers)-1,
	}
}

// weights are a learner's tensors as graph nodes, and the running statistics,
// which no gradient reaches.
type weights struct {
	nodes      map[string]*G.Node
	statistics map[string][]float32
}

// twin is one of the two tied networks in training: pictures (n, in, in, 1) to
// embeddings h (n, D). Both twins are this one, run once over all pictures.
func (g graph) twin(x *G.Node, w weights) (*G.Node, error) {
	var err error
	for i, l := range g.arch.Layers {
		name := fmt.Sprintf("conv%d.", i+1)
		params := []*G.Node{w.nodes[name+"weight"], w.nodes[name+"bias"]}
		if l.BatchNorm {
			params = []*G.Node{w.nodes[name+"weight"], w.nodes[name+"gamma"], w.nodes[name+"beta"]}
		}
		x, err = g.arch.layer(i).block(g.engine, g.batch, x, params, w.statistics[name+"mean"], w.statistics[name+"variance"]) // (n, H, W, F), the last (n, D)
		if err != nil {
			return nil, err
		}
	}
	if g.arch.Embedding == 0 {
		return x, nil
	}
	if x, err = dense(g.engine, g.batch, g.arch.features(), g.arch.Embedding, x, w.nodes["embedding.weight"]); err != nil { // (n, D)
		return nil, err
	}
	return biasSigmoid(g.batch, g.arch.Embedding, x, w.nodes["embedding.bias"])
}

// logits compares all embeddings h (n, D) with one another: (n, n).
func (g graph) logits(h *G.Node, w weights) (*G.Node, error) {
	d := g.arch.EmbeddingLen()
	alpha := w.nodes["distance.alpha"]
	if g.arch.PositiveAlpha {
		var err error
		if alpha, err = softplusOf(d, alpha); err != nil {
			return nil, err
		}
	}
	return similarity(g.engine, g.batch, g.batch, d, h, h, alpha, w.nodes["distance.bias"])
}

// frozenTwin is the twin for inference: parameters are constants, and batch norm
// is folded into the convolution before it. Of a batch of pictures the first shown
// are looked at; what it makes of the others is left from before.
func (g graph) frozenTwin(x *G.Node, m *Model, shown *int) (*G.Node, error) {
	var err error
	for i := range g.arch.Layers {
		w, bias := m.folded(i)
		if x, err = g.arch.layer(i).frozen(g.engine, g.batch, shown, x, w, bias); err != nil { // (n, H, W, F), the last (n, D)
			return nil, err
		}
	}
	if g.arch.Embedding == 0 {
		return x, nil
	}
	if x, err = frozenDense(g.engine, g.batch, shown, g.arch.features(), g.arch.Embedding, x, m.value("embedding.weight")); err != nil { // (n, D)
		return nil, err
	}
	bias := m.value("embedding.bias")
	value := tensor.New(tensor.WithShape(len(bias)), tensor.WithBacking(bias))
	return biasSigmoid(g.batch, g.arch.Embedding, x, G.NewVector(g.ExprGraph, tensor.Float32, G.WithName("embedding.bias"), G.WithShape(len(bias)), G.WithValue(value)))
}
