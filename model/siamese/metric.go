package siamese

import (
	"math"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/siamese/kernel"
)

// Metric compares embeddings: the siamese network's last layers. It may be
// shared between goroutines.
type Metric struct {
	engine      *kernel.Engine
	alpha       []float32
	bias        float32
	calibration Calibration
}

// Metric returns the distance that belongs to the model's embeddings.
func (m *Model) Metric() *Metric {
	return &Metric{kernel.New(1), m.alpha(), m.value("distance.bias")[0], m.calibration}
}

// Dim is the length of the embeddings compared.
func (m *Metric) Dim() int { return len(m.alpha) }

// Logits writes b − Σⱼ αⱼ·|queryⱼ − supportⱼ| for each row of support, which
// holds len(dst) embeddings one after another.
func (m *Metric) Logits(dst []float32, query model.Embedding, support []float32) {
	if len(query) != len(m.alpha) || len(support) != len(dst)*len(m.alpha) {
		panic("siamese: Logits: lengths do not fit")
	}
	if len(dst) > 0 {
		m.engine.L1(query, support, m.alpha, m.bias, dst)
	}
}

// Similarity is the calibrated probability that two glyphs of this logit show
// the same character, where both answers are equally likely beforehand.
func (m *Metric) Similarity(logit float32) float64 {
	s := 1 / (1 + math.Exp(-(m.calibration.Scale*float64(logit) + m.calibration.Shift)))
	if math.IsNaN(s) { // of weights so large that their sum is ∞ − ∞
		return 0
	}
	return s
}

// Strictness returns where "no match" may begin in a gallery of a number of
// classes.
func (m *Metric) Strictness(classes int) Strictness { return m.calibration.For(classes) }

// Threshold is the similarity below which a query is taken for none of a number
// of registered classes.
func (m *Metric) Threshold(classes int) float64 { return m.Strictness(classes).Threshold }
