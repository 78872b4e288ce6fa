package siamese

import (
	"fmt"
	"math"

	G "gorgonia.org/gorgonia"

	"oneglyph/model"
	"oneglyph/model/siamese/kernel"
)

// Encoder is one twin, ready to run: glyphs in, embeddings out. One goroutine at
// a time may use it.
type Encoder struct {
	arch  Architecture
	batch int
	pix   []float32 // (batch, Input, Input, 1)
	out   *G.Node   // (batch, EmbeddingLen)
	vm    G.VM
}

// NewEncoder makes an encoder of one glyph a call, on one thread.
func NewEncoder(m *Model) (*Encoder, error) { return NewBatchEncoder(m, 1, 1) }

// NewBatchEncoder makes an encoder of up to batch glyphs a call, on a number of
// threads (0: all).
func NewBatchEncoder(m *Model, batch, threads int) (e *Encoder, err error) {
	defer recovered(&err)
	g := graph{G.NewGraph(), kernel.New(threads), m.arch, batch}
	x, pix := g.input()
	out, err := g.frozenTwin(x, m)
	if err != nil {
		return nil, fmt.Errorf("siamese: build encoder: %w", err)
	}
	return &Encoder{m.arch, batch, pix, out, G.NewTapeMachine(g.ExprGraph)}, nil
}

// Embed gives a glyph's embedding.
func (e *Encoder) Embed(g model.Glyph) (model.Embedding, error) {
	h := make(model.Embedding, e.arch.EmbeddingLen())
	g.Resample(e.pix, e.arch.Input)
	return h, e.run(h)
}

// EmbedPictures embeds pictures that are already at the network's input size:
// pix holds n of Input² values, dst takes n embeddings one after another.
func (e *Encoder) EmbedPictures(dst, pix []float32) error {
	size, d := e.arch.Input*e.arch.Input, e.arch.EmbeddingLen()
	for len(pix) > 0 {
		n := min(len(pix)/size, e.batch)
		if n == 0 || len(dst) < n*d {
			return fmt.Errorf("siamese: embed: %d values left for pictures of %d, %d for embeddings of %d", len(pix), size, len(dst), d)
		}
		copy(e.pix, pix[:n*size])
		if err := e.run(dst[:n*d]); err != nil {
			return err
		}
		pix, dst = pix[n*size:], dst[n*d:]
	}
	return nil
}

// run embeds what stands in e.pix and copies the first embeddings to dst.
func (e *Encoder) run(dst []float32) (err error) {
	defer recovered(&err)
	e.vm.Reset()
	if err := e.vm.RunAll(); err != nil {
		return fmt.Errorf("siamese: embed: %w", err)
	}
	copy(dst, e.out.Value().Data().([]float32))
	return nil
}

// Close frees what the encoder holds.
func (e *Encoder) Close() error { return e.vm.Close() }

// fold merges batch norm into the convolution before it: weights (K, K, C, F)
// scaled per filter, and the bias (F) that is left.
func fold(w, gamma, beta, mean, variance []float32) (folded, bias []float32) {
	f := len(gamma)
	scale := make([]float32, f)
	bias = make([]float32, f)
	for i := range scale {
		scale[i] = gamma[i] / float32(math.Sqrt(float64(variance[i])+kernel.NormEpsilon))
		bias[i] = beta[i] - mean[i]*scale[i]
	}
	folded = make([]float32, len(w))
	for i, v := range w {
		folded[i] = v * scale[i%f]
	}
	return folded, bias
}

// recovered turns a panic inside Gorgonia into an error.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("siamese: %v", r)
	}
}
