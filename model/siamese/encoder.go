package siamese

import (
	"fmt"
	"math"

	G "gorgonia.org/gorgonia"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/siamese/kernel"
)

// Encoder is one twin, ready to run: glyphs in, embeddings out. One goroutine at
// a time may use it.
type Encoder struct {
	arch  Architecture
	batch int
	shown int // of a batch's pictures, in the next run
	views []model.Warp
	turns model.Turns
	frame []uint8   // one view of a glyph
	pix   []float32 // (batch, Input, Input, 1)
	out   *G.Node   // (batch, EmbeddingLen)
	vm    G.VM
}

// NewEncoder makes an encoder of one glyph a call, on one thread.
func NewEncoder(m *Model) (*Encoder, error) {
	return NewBatchEncoder(m, max(m.calibration.Views, 1), 1)
}

// NewBatchEncoder makes an encoder of up to batch glyphs a call, on a number of
// threads (0: all).
func NewBatchEncoder(m *Model, batch, threads int) (e *Encoder, err error) {
	defer recovered(&err)
	g := graph{G.NewGraph(), kernel.New(threads), m.arch, batch}
	x, pix := g.input()
	e = &Encoder{
		arch: m.arch, batch: batch, views: views(max(m.calibration.Views, 1)), turns: m.Turns(),
		frame: make([]uint8, model.Side*model.Side), pix: pix,
	}
	if e.out, err = g.frozenTwin(x, m, &e.shown); err != nil {
		return nil, fmt.Errorf("siamese: build encoder: %w", err)
	}
	e.vm = G.NewTapeMachine(g.ExprGraph)
	return e, nil
}

// Embed returns a glyph's embedding, the mean over the model's views of it.
func (e *Encoder) Embed(g model.Glyph) (model.Embedding, error) {
	h := make(model.Embedding, e.arch.EmbeddingLen())
	_, err := e.EmbedGlyphs(h, []model.Glyph{g})
	return h, err
}

// EmbedGlyphs embeds as many of the first glyphs as fit into a batch in all
// their views, and says how many: dst takes that many embeddings, one after
// another.
func (e *Encoder) EmbedGlyphs(dst []float32, glyphs []model.Glyph) (int, error) {
	size, d, views := e.arch.Input*e.arch.Input, e.arch.EmbeddingLen(), len(e.views)
	n := min(e.batch/views, len(glyphs))
	if n == 0 || len(dst) < n*d {
		return 0, fmt.Errorf("siamese: embed: %d glyphs of %d views in batches of %d, room for %d values", len(glyphs), views, e.batch, len(dst))
	}
	for i, g := range glyphs[:n] {
		lookAt(e.pix[i*views*size:], g.Pix(), e.frame, e.views, e.arch.Input)
	}
	h, err := e.run(n * views)
	if err != nil {
		return 0, err
	}
	meanOfViews(dst[:n*d], h, views, d)
	return n, nil
}

// EmbedPictures embeds pictures that are already at the network's input size,
// as they are, in one view: pix holds n of Input² values, dst takes n embeddings one after another.
func (e *Encoder) EmbedPictures(dst, pix []float32) error {
	size, d := e.arch.Input*e.arch.Input, e.arch.EmbeddingLen()
	for len(pix) > 0 {
		n := min(len(pix)/size, e.batch)
		if n == 0 || len(dst) < n*d {
			return fmt.Errorf("siamese: embed: %d values left for pictures of %d, %d for embeddings of %d", len(pix), size, len(dst), d)
		}
		copy(e.pix, pix[:n*size])
		h, err := e.run(n)
		if err != nil {
			return err
		}
		copy(dst, h)
		pix, dst = pix[n*size:], dst[n*d:]
	}
	return nil
}

// run embeds the first pictures that stand in e.pix and returns their embeddings,
// (pictures, EmbeddingLen), which the next run writes over. ErrDiverged says that
// finite parameters made what is not.
func (e *Encoder) run(pictures int) (h []float32, err error) {
	defer recovered(&err)
	e.shown = pictures
	e.vm.Reset()
	if err := e.vm.RunAll(); err != nil {
		return nil, fmt.Errorf("siamese: embed: %w", err)
	}
	h = e.out.Value().Data().([]float32)[:pictures*e.arch.EmbeddingLen()]
	for _, v := range h {
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
			return nil, fmt.Errorf("siamese: embed: %w: it makes %v of a drawing", ErrDiverged, v)
		}
	}
	return h, nil
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
