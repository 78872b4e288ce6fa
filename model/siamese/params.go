package siamese

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// param describes one tensor of a network.
type param struct {
	name    string
	shape   []int
	trained bool // false: a running statistic of batch norm
	decays  bool // weight decay applies: a weight, not a bias or a scale
	init    draw
	paper   draw // as Koch et al. 2015, section 3.2, start it; nil: as init does
}

// draw returns a parameter's first value.
type draw func(rng *rand.Rand) float64

func (p param) len() int {
	n := 1
	for _, d := range p.shape {
		n *= d
	}
	return n
}

func normal(mean, deviation float64) draw {
	return func(rng *rand.Rand) float64 { return mean + deviation*rng.NormFloat64() }
}

func constant(v float64) draw {
	return func(*rand.Rand) float64 { return v }
}

// startAlpha is where αⱼ starts, so that the logits of an untrained compact
// network spread over a few units.
const startAlpha = 0.03

// startAlphaFree is where αⱼ starts whose sign is free, for the same reason.
const startAlphaFree = 0.05

// params lists a network's tensors in the order in which they are kept. Weights
// start as in He et al. 2015, those of a sigmoid layer as in LeCun et al. 1998:
// what they sum comes out neither vanishing nor saturated. The paper's own start is
// for layers without batch norm, which it does not have.
func (a Architecture) params() []param {
	var all []param
	add := func(name string, trained, decays bool, init draw, shape ...int) {
		all = append(all, param{name: name, shape: shape, trained: trained, decays: decays, init: init})
	}
	inPaper := func(mean, deviation float64) { all[len(all)-1].paper = normal(mean, deviation) }
	for i, l := range a.Layers {
		in := a.shapes()[i].channels
		name := fmt.Sprintf("conv%d.", i+1)
		add(name+"weight", true, true, normal(0, math.Sqrt(2/float64(l.Kernel*l.Kernel*in))), l.Kernel, l.Kernel, in, l.Filters)
		if l.BatchNorm {
			add(name+"gamma", true, false, constant(1), l.Filters)
			add(name+"beta", true, false, constant(0), l.Filters)
			add(name+"mean", false, false, constant(0), l.Filters)
			add(name+"variance", false, false, constant(1), l.Filters)
		} else {
			inPaper(0, 0.01)
			add(name+"bias", true, false, constant(0), l.Filters)
			inPaper(0.5, 0.01)
		}
	}
	if a.Embedding > 0 {
		add("embedding.weight", true, true, normal(0, 1/math.Sqrt(float64(a.features()))), a.features(), a.Embedding)
		inPaper(0, 0.2)
		add("embedding.bias", true, false, constant(0), a.Embedding)
		inPaper(0.5, 0.01)
	}
	if a.PositiveAlpha {
		add("distance.alpha", true, false, constant(math.Log(math.Expm1(startAlpha))), a.EmbeddingLen())
	} else {
		add("distance.alpha", true, true, constant(startAlphaFree), a.EmbeddingLen())
		inPaper(0, 0.2)
	}
	add("distance.bias", true, false, constant(0), 1)
	return all
}
