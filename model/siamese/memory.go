package siamese

import "github.com/oneglyph/oneglyph/model/siamese/kernel"

// StepMemory reckons the bytes that a Learner of an architecture holds once it has
// taken a step of so many pictures: some more than it is found to, so that it can be
// relied on.
func StepMemory(a Architecture, batch int) int64 {
	const float = 4
	var convolutions, parameters int64
	for _, p := range a.params() {
		parameters += int64(p.len())
	}
	// Values and gradients of one picture that stay from the way there to the way
	// back: each layer's output after pooling and its gradient, twice, since
	// Gorgonia keeps copies; the output before pooling where batch norm needs it;
	// a byte for which pixel of each window won.
	var values, bytes int64
	shapes := a.shapes()
	for i, l := range a.Layers {
		in, out := shapes[i], shapes[i+1]
		conv := kernel.Conv{H: in.side, W: in.side, C: in.channels, F: l.Filters, K: l.Kernel, Pad: l.Pad}
		convolutions += int64(conv.WeightLen())
		pooled := int64(out.side * out.side * out.channels)
		values += 2 * pooled
		bytes += pooled
		if i > 0 {
			values += 2 * int64(in.side*in.side*in.channels)
		}
		if l.BatchNorm {
			values += int64(conv.OutH() * conv.OutW() * l.Filters)
		}
		values += int64(in.side * in.side * in.channels) // its own copy, in parts
	}
	values += 8 * int64(a.EmbeddingLen()+a.features()) // the dense layer, the sigmoid, both twins' gradients
	pairs := int64(batch) * int64(batch)               // logits, losses and their gradients
	// Each parameter with its gradient and Adam's two moments; the convolutions'
	// also packed, turned round, as tiles and as lanes of sums.
	return float*(4*parameters+12*convolutions) + int64(batch)*(float*values+bytes) + 4*float*pairs
}
