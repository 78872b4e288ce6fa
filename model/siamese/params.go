package siamese

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
)

// param describes one tensor of a network.
type param struct {
	name    string
	shape   []int
	trained bool // false: a running statistic of batch norm
	decays  bool // weight decay applies: a weight, not a bias or a scale
	init    func(rng *rand.Rand) float64
}

func (p param) len() int {
	n := 1
	for _, d := range p.shape {
		n *= d
	}
	return n
}

func normal(mean, deviation float64) func(*rand.Rand) float64 {
	return func(rng *rand.Rand) float64 { return mean + deviation*rng.NormFloat64() }
}

func constant(v float64) func(*rand.Rand) float64 {
	return func(*rand.Rand) float64 { return v }
}

// startAlpha is where αⱼ starts, so that the logits of an untrained compact
// network spread over a few units.
const startAlpha = 0.03

// startAlphaFree is where αⱼ starts whose sign is free, for the same reason.
const startAlphaFree = 0.05

// params lists a network's tensors in the order in which they are kept. Weights
// start as in He et al. 2015, a sigmoid layer's with half the variance: wherever
// they are sums of many inputs, they come out neither vanishing nor saturated.
func (a Architecture) params() []param {
	var all []param
	add := func(name string, trained, decays bool, init func(*rand.Rand) float64, shape ...int) {
		all = append(all, param{name, shape, trained, decays, init})
	}
	for i, l := range a.Layers {
		in := a.shapes()[i].channels
		name := fmt.Sprintf("conv%d.", i+1)
		he := math.Sqrt(2 / float64(l.Kernel*l.Kernel*in))
		add(name+"weight", true, true, normal(0, he), l.Kernel, l.Kernel, in, l.Filters)
		if l.BatchNorm {
			add(name+"gamma", true, false, constant(1), l.Filters)
			add(name+"beta", true, false, constant(0), l.Filters)
			add(name+"mean", false, false, constant(0), l.Filters)
			add(name+"variance", false, false, constant(1), l.Filters)
		} else {
			add(name+"bias", true, false, constant(0), l.Filters)
		}
	}
	if a.Embedding > 0 {
		add("embedding.weight", true, true, normal(0, 1/math.Sqrt(float64(a.features()))), a.features(), a.Embedding)
		add("embedding.bias", true, false, constant(0), a.Embedding)
	}
	if a.PositiveAlpha {
		add("distance.alpha", true, false, constant(math.Log(math.Expm1(startAlpha))), a.EmbeddingLen())
	} else {
		add("distance.alpha", true, true, constant(startAlphaFree), a.EmbeddingLen())
	}
	add("distance.bias", true, false, constant(0), 1)
	return all
}

// paperParams is params with the start of Koch et al. 2015, section 3.2, of all
// that is not followed by batch norm, which the paper does not have.
func (a Architecture) paperParams() []param {
	all := a.params()
	for i := range all {
		p := &all[i]
		layer, what, _ := strings.Cut(p.name, ".")
		switch {
		case layer == "embedding" && what == "weight", p.name == "distance.alpha" && !a.PositiveAlpha:
			p.init = normal(0, 0.2)
		case what == "bias" && layer != "distance":
			p.init = normal(0.5, 0.01)
		case what == "weight" && all[i+1].name == layer+".bias":
			p.init = normal(0, 0.01)
		}
	}
	return all
}
