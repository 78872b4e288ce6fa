package siamese

import (
	"fmt"
	"hash"
	"hash/fnv"
	"sync/atomic"

	"github.com/chewxy/hm"
	G "gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// op is every custom op of this package: Gorgonia's bookkeeping around one
// function. What it returns is memory of its own, overwritten by the next run.
type op struct {
	name  string
	id    uint64 // Gorgonia merges ops of equal hash, and each has its own memory
	dims  []int  // of the inputs
	shape tensor.Shape
	run   func(in [][]float32) (G.Value, error)
	// diff returns the gradients of the inputs, nil for those that have none.
	diff func(in G.Nodes, out, grad *G.Node) (G.Nodes, error)
	wrt  []bool // which inputs have a gradient
}

var lastOp atomic.Uint64

// apply puts an op into the graph of its inputs.
func (o op) apply(in ...*G.Node) (*G.Node, error) {
	o.id = lastOp.Add(1)
	o.dims = nil
	for _, n := range in {
		o.dims = append(o.dims, n.Shape().Dims())
	}
	return G.ApplyOp(&o, in...)
}

func tensorType(dims int) hm.Type {
	if dims == 0 {
		return tensor.Float32
	}
	return G.TensorType{Dims: dims, Of: tensor.Float32}
}

func (o *op) Arity() int { return len(o.dims) }

func (o *op) Type() hm.Type {
	var types []hm.Type
	for _, d := range o.dims {
		types = append(types, tensorType(d))
	}
	return hm.NewFnType(append(types, tensorType(o.shape.Dims()))...)
}

func (o *op) InferShape(...G.DimSizer) (tensor.Shape, error) { return o.shape.Clone(), nil }

// Do runs the op. A panic would end the process, since Gorgonia's machine runs
// in a goroutine of its own.
func (o *op) Do(inputs ...G.Value) (v G.Value, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("siamese: %s: %v", o.name, r)
		}
	}()
	in := make([][]float32, len(inputs))
	for i, value := range inputs {
		switch data := value.Data().(type) {
		case []float32:
			in[i] = data
		case float32:
			in[i] = []float32{data}
		default:
			return nil, fmt.Errorf("siamese: %s: input %d is %T, not float32", o.name, i, data)
		}
	}
	return o.run(in)
}

func (o *op) ReturnsPtr() bool     { return false }
func (o *op) CallsExtern() bool    { return false }
func (o *op) OverwritesInput() int { return -1 }

func (o *op) WriteHash(h hash.Hash) { fmt.Fprintf(h, "%s#%d", o.name, o.id) }

func (o *op) Hashcode() uint32 {
	h := fnv.New32a()
	o.WriteHash(h)
	return h.Sum32()
}

func (o *op) String() string { return o.name }

func (o *op) DiffWRT(int) []bool { return o.wrt }

func (o *op) SymDiff(in G.Nodes, out, grad *G.Node) (G.Nodes, error) {
	if o.diff == nil {
		return nil, fmt.Errorf("siamese: %s has no gradient", o.name)
	}
	return o.diff(in, out, grad)
}

// output is memory that an op owns.
func output(shape ...int) (*tensor.Dense, []float32) {
	t := tensor.New(tensor.Of(tensor.Float32), tensor.WithShape(shape...))
	return t, t.Data().([]float32)
}

// pick returns another result of the op that made node: Gorgonia's ops have one
// result each, and a gradient op computes several at once.
func pick(name string, node *G.Node, result *tensor.Dense) (*G.Node, error) {
	return op{
		name: name, shape: result.Shape().Clone(), wrt: []bool{false},
		run: func([][]float32) (G.Value, error) { return result, nil },
	}.apply(node)
}
