package siamese

import (
	"context"
	"runtime"

	"github.com/oneglyph/oneglyph/model"
)

// EmbedAll embeds many glyphs in batches, on a number of threads (0: all), and
// returns their embeddings one after another, len(glyphs)×EmbeddingLen. Progress,
// unless nil, is called after each batch. Errors are the network's and ctx's.
func (m *Model) EmbedAll(ctx context.Context, glyphs []model.Glyph, threads int, progress func(done, total int)) ([]float32, error) {
	dim := m.arch.EmbeddingLen()
	h := make([]float32, len(glyphs)*dim) // (len(glyphs), dim)
	err := m.inBatches(ctx, len(glyphs), threads, progress, func(e *Encoder, done int) (int, error) {
		return e.EmbedGlyphs(h[done*dim:], glyphs[done:])
	})
	if err != nil {
		return nil, err
	}
	return h, nil
}

// inBatches has an encoder embed a number of glyphs, as many at a time as embed says
// that it has, given how many are done.
func (m *Model) inBatches(ctx context.Context, glyphs, threads int, progress func(done, total int), embed func(e *Encoder, done int) (int, error)) error {
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	views := max(m.calibration.Views, 1)
	encoder, err := NewBatchEncoder(m, max(embedBatch/views, 1)*views, threads)
	if err != nil {
		return err
	}
	defer encoder.Close()
	for done := 0; done < glyphs; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := embed(encoder, done)
		if err != nil {
			return err
		}
		done += n
		if progress != nil {
			progress(done, glyphs)
		}
	}
	return nil
}

// embedBatch is enough pictures for the weights' packing to weigh little, and few
// enough for a large network's activations (koch: some 10 MB a picture).
const embedBatch = 32
