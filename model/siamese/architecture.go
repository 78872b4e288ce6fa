package siamese

import "fmt"

// Architecture describes a network. It is stored with the parameters, so that a
// file says by itself what it holds.
type Architecture struct {
	Name   string  `json:"name"`
	Input  int     `json:"input"` // side of the square input, in pixels
	Layers []Layer `json:"layers"`
	// Embedding is the length of a fully connected sigmoid layer after the
	// convolutions; 0 takes the last convolution's output as the embedding.
	Embedding int `json:"embedding,omitempty"`
	// PositiveAlpha keeps the distance's weights above 0: the stored value goes
	// through a softplus. Koch's are free.
	PositiveAlpha bool `json:"positive_alpha,omitempty"`
}

// Layer is a convolution of stride 1, then batch norm or a bias, ReLU, and a
// max-pool over Pool×Pool (1: none).
type Layer struct {
	Filters   int  `json:"filters"`
	Kernel    int  `json:"kernel"`
	Pad       int  `json:"pad,omitempty"`
	Pool      int  `json:"pool"`
	BatchNorm bool `json:"batch_norm,omitempty"`
}

// Compact is the network that the program ships: 40×40 input, seven 3×3 layers, a
// 1024-d embedding.
func Compact() Architecture {
	a := Architecture{Name: "compact", Input: 40, PositiveAlpha: true}
	for _, l := range []struct{ filters, pool int }{{64, 2}, {64, 1}, {64, 2}, {128, 1}, {128, 2}, {256, 1}, {256, 2}} {
		a.Layers = append(a.Layers, Layer{Filters: l.filters, Kernel: 3, Pad: 1, Pool: l.pool, BatchNorm: true})
	}
	return a
}

// Koch is the network of Koch, Zemel and Salakhutdinov 2015, figure 4:
// 38,951,745 parameters.
func Koch() Architecture {
	return Architecture{
		Name: "koch", Input: 105, Embedding: 4096,
		Layers: []Layer{
			{Filters: 64, Kernel: 10, Pool: 2},
			{Filters: 128, Kernel: 7, Pool: 2},
			{Filters: 128, Kernel: 4, Pool: 2},
			{Filters: 256, Kernel: 4, Pool: 1},
		},
	}
}

// ByName returns a named architecture, "compact" or "koch".
func ByName(name string) (Architecture, error) {
	for _, a := range []Architecture{Compact(), Koch()} {
		if a.Name == name {
			return a, nil
		}
	}
	return Architecture{}, fmt.Errorf("siamese: no architecture %q (compact, koch)", name)
}

// check says why an architecture cannot be built, if it cannot.
func (a Architecture) check() error {
	bad := func(format string, args ...any) error {
		return fmt.Errorf("siamese: architecture %.80q: %s", a.Name, fmt.Sprintf(format, args...))
	}
	if len(a.Name) > maxName {
		return bad("a name of %d bytes", len(a.Name))
	}
	if a.Input < 1 || a.Input > maxInput {
		return bad("input of %d pixels", a.Input)
	}
	if len(a.Layers) < 1 || len(a.Layers) > maxLayers {
		return bad("%d layers", len(a.Layers))
	}
	if a.Embedding < 0 || a.Embedding > maxWidth {
		return bad("embedding of %d", a.Embedding)
	}
	side := a.Input
	for i, l := range a.Layers {
		if l.Filters < 1 || l.Filters > maxWidth || l.Kernel < 1 || l.Kernel > maxInput || l.Pool < 1 || l.Pool > 8 || l.Pad < 0 || l.Pad >= l.Kernel {
			return bad("layer %d: %+v", i+1, l)
		}
		if side = (side + 2*l.Pad - l.Kernel + 1) / l.Pool; side < 1 {
			return bad("layer %d leaves no pixel", i+1)
		}
	}
	if err := a.affordable(); err != nil {
		return bad("%v", err)
	}
	return nil
}

// shape is what a layer takes in.
type shape struct{ side, channels int }

// shapes returns every layer's input, and at the end the last one's output.
func (a Architecture) shapes() []shape {
	s := shape{a.Input, 1}
	all := []shape{s}
	for _, l := range a.Layers {
		s = shape{(s.side + 2*l.Pad - l.Kernel + 1) / l.Pool, l.Filters}
		all = append(all, s)
	}
	return all
}

// features is the number of values that the convolutions leave.
func (a Architecture) features() int {
	all := a.shapes()
	last := all[len(all)-1]
	return last.side * last.side * last.channels
}

// EmbeddingLen is the length of an embedding.
func (a Architecture) EmbeddingLen() int {
	if a.Embedding > 0 {
		return a.Embedding
	}
	return a.features()
}

// ParamCount is the number of trained parameters, the distance's included.
func (a Architecture) ParamCount() int {
	n := 0
	for _, p := range a.params() {
		if p.trained {
			n += p.len()
		}
	}
	return n
}
