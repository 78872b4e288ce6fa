package siamese

import (
	"fmt"

	"github.com/oneglyph/oneglyph/model"
)

// Frozen is a network's arithmetic, batch norm folded into the convolutions, for
// those who run it elsewhere. What it holds is not to be written to.
type Frozen struct {
	Architecture Architecture
	Weights      [][]float32 // of each layer's convolution, (K, K, C, F)
	Biases       [][]float32 // likewise, (F)
	// Dense and DenseBias are those of the fully connected sigmoid layer,
	// (features, Embedding) over NHWC, and nil without one.
	Dense, DenseBias []float32
	Alpha            []float32 // the distance's weights as they are used, (D)
	Bias             float32
	Calibration      Calibration
	Views            []model.Warp // that an embedding is the mean of
}

// Freeze returns the network's arithmetic.
func (m *Model) Freeze() Frozen {
	f := Frozen{
		Architecture: m.arch, Alpha: m.alpha(), Bias: m.value("distance.bias")[0],
		Calibration: m.calibration, Views: views(max(m.calibration.Views, 1)),
	}
	for i := range m.arch.Layers {
		w, bias := m.folded(i)
		f.Weights, f.Biases = append(f.Weights, w), append(f.Biases, bias)
	}
	if m.arch.Embedding > 0 {
		f.Dense, f.DenseBias = m.value("embedding.weight"), m.value("embedding.bias")
	}
	return f
}

// folded returns a layer's convolution (K, K, C, F) and bias (F), batch norm merged
// into them where it has one.
func (m *Model) folded(layer int) (w, bias []float32) {
	name := fmt.Sprintf("conv%d.", layer+1)
	if !m.arch.Layers[layer].BatchNorm {
		return m.value(name + "weight"), m.value(name + "bias")
	}
	return fold(m.value(name+"weight"), m.value(name+"gamma"), m.value(name+"beta"), m.value(name+"mean"), m.value(name+"variance"))
}
