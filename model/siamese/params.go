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

// params lists a network's tensors in the order in which they are kept. Layers
// with batch norm start as He et al. 2015; those without as in Koch et al.
// 2015, section 3.2.
func (a Architecture) params() []param {
	var all []param
	add := func(name string, trained, decays bool, init func(*rand.Rand) float64, shape ...int) {
		all = append(all, param{name, shape, trained, decays, init})
	}
	for i, l := range a.Layers {
		in := a.shapes()[i].channels
		name := fmt.Sprintf("conv%d.", i+1)
		if l.BatchNorm {
			he := math.Sqrt(2 / float64(l.Kernel*l.Kernel*in))
			add(name+"weight", true, true, normal(0, he), l.Kernel, l.Kernel, in, l.Filters)
			add(name+"gamma", true, false, constant(1), l.Filters)
			add(name+"beta", true, false, constant(0), l.Filters)
			add(name+"mean", false, false, constant(0), l.Filters)
			add(name+"variance", false, false, constant(1), l.Filters)
		} else {
			add(name+"weight", true, true, normal(0, 0.01), l.Kernel, l.Kernel, in, l.Filters)
			add(name+"bias", true, false, normal(0.5, 0.01), l.Filters)
		}
	}
	if a.Embedding > 0 {
		add("embedding.weight", true, true, normal(0, 0.2), a.features(), a.Embedding)
		add("embedding.bias", true, false, normal(0.5, 0.01), a.Embedding)
	}
	if a.PositiveAlpha {
		add("distance.alpha", true, false, constant(math.Log(math.Expm1(startAlpha))), a.EmbeddingLen())
	} else {
		add("distance.alpha", true, true, normal(0, 0.2), a.EmbeddingLen())
	}
	add("distance.bias", true, false, constant(0), 1)
	return all
}
