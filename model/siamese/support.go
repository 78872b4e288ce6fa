package siamese

import (
	"context"
	"fmt"

	"github.com/oneglyph/oneglyph/model"
)

// How a registered drawing is turned so that a query at a slant is known, and what
// that costs, both found on alphabets held out of training: docs/training.md, "Turned
// drawings". The cost is in log-odds, as the calibration has them, so that it means
// the same to networks of other logits.
const (
	turnedBy   = 20 // degrees, to the left and to the right
	turnedCost = 1.0
)

// Turns says which turned copies of a registered drawing queries are compared with,
// and by how many of this network's logits they have to be better. Each copy is
// embedded in one view.
func (m *Model) Turns() model.Turns {
	return model.Turns{Degrees: []int{turnedBy, -turnedBy}, Penalty: float32(turnedCost / m.calibration.Scale)}
}

// EmbedSupport returns what a registered drawing is compared by: its embedding, as
// Embed returns it, and those of its turned copies, (looks, EmbeddingLen), looks and
// their order being those of the model's Turns.
func (e *Encoder) EmbedSupport(g model.Glyph) ([]float32, error) {
	d := e.arch.EmbeddingLen()
	h := make([]float32, e.turns.Looks()*d)
	if _, err := e.EmbedGlyphs(h[:d], []model.Glyph{g}); err != nil {
		return nil, err
	}
	return h, e.embedTurned(h, []model.Glyph{g})
}

// embedTurned writes the embeddings of the glyphs' turned copies, each in one view,
// into dst, (glyphs, looks, EmbeddingLen), of which the drawings' own are left as they
// are.
func (e *Encoder) embedTurned(dst []float32, glyphs []model.Glyph) error {
	size, d, looks, copies := e.arch.Input*e.arch.Input, e.arch.EmbeddingLen(), e.turns.Looks(), len(e.turns.Degrees)
	if len(dst) < len(glyphs)*looks*d {
		return fmt.Errorf("siamese: embed: room for %d values, %d glyphs take %d", len(dst), len(glyphs), len(glyphs)*looks*d)
	}
	total := len(glyphs) * copies
	for from := 0; from < total; from += e.batch {
		n := min(e.batch, total-from)
		for i := range n {
			glyph, turn := (from+i)/copies, (from+i)%copies
			glyphs[glyph].Turned(e.turns.Degrees[turn]).Resample(e.pix[i*size:][:size], e.arch.Input)
		}
		h, err := e.run(n)
		if err != nil {
			return err
		}
		for i := range n {
			glyph, turn := (from+i)/copies, (from+i)%copies
			copy(dst[(glyph*looks+1+turn)*d:][:d], h[i*d:])
		}
	}
	return nil
}

// EmbedSupportAll embeds many registered drawings as EmbedSupport does, in batches, on
// a number of threads (0: all), and returns (len(glyphs), looks, EmbeddingLen).
// Progress, unless nil, is called after each batch. Errors are the network's and ctx's.
func (m *Model) EmbedSupportAll(ctx context.Context, glyphs []model.Glyph, threads int, progress func(done, total int)) ([]float32, error) {
	turns, d := m.Turns(), m.arch.EmbeddingLen()
	all := make([]float32, len(glyphs)*turns.Looks()*d)
	drawn := make([]float32, embedBatch*d) // of a batch's glyphs, as they were drawn
	err := m.inBatches(ctx, len(glyphs), threads, progress, func(e *Encoder, done int) (int, error) {
		n, err := e.EmbedGlyphs(drawn, glyphs[done:])
		if err != nil {
			return 0, err
		}
		dst := all[done*turns.Looks()*d:]
		for i := range n {
			copy(dst[i*turns.Looks()*d:], drawn[i*d:][:d])
		}
		return n, e.embedTurned(dst, glyphs[done:done+n])
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}
