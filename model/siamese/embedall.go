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
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	views, dim := max(m.calibration.Views, 1), m.arch.EmbeddingLen()
	encoder, err := NewBatchEncoder(m, max(embedBatch/views, 1)*views, threads)
	if err != nil {
		return nil, err
	}
	defer encoder.Close()
	h := make([]float32, len(glyphs)*dim) // (len(glyphs), dim)
	for done := 0; done < len(glyphs); {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n, err := encoder.EmbedGlyphs(h[done*dim:], glyphs[done:])
		if err != nil {
			return nil, err
		}
		done += n
		if progress != nil {
			progress(done, len(glyphs))
		}
	}
	return h, nil
}

// embedBatch is enough pictures for the weights' packing to weigh little, and few
// enough for a large network's activations (koch: some 10 MB a picture).
const embedBatch = 32
