package siamese

import (
	"fmt"

	"github.com/oneglyph/oneglyph/model/siamese/kernel"
)

// Limits of what a network may cost, so that a file of a few bytes that describes an
// enormous one is refused before any memory is taken for it. Koch's network needs
// 181 MB to look at one glyph in eight views, and 0.9 billion multiplications a
// view; to learn from 2,000 pictures at once takes 10 GB, the compact one 5 GB.
const (
	maxName     = 80 // bytes
	maxInput    = 256
	maxLayers   = 16
	maxWidth    = 8192
	maxParams   = 48_000_000
	maxBytes    = 384 << 20     // of a network that looks at one glyph in all views
	maxProducts = 4_000_000_000 // multiplications a view
	maxBatch    = 1 << 20       // pictures of a training step
	maxLearning = 16 << 30      // bytes of a training step
)

// lookingCost reckons what an encoder of so many views takes, the parameters
// included.
func (a Architecture) lookingCost(views int) kernel.Cost {
	e := kernel.New(1)
	var c kernel.Cost
	for i := range a.Layers {
		l := a.layer(i)
		c = c.Plus(e.FrozenCost(l.Conv, l.pool, views))
	}
	floats := 3 * a.EmbeddingLen() // and what passes between the layers
	for _, s := range a.shapes() {
		floats += s.side * s.side * s.channels
	}
	c.Bytes += 4 * (int64(a.ParamCount()) + int64(views)*int64(floats))
	c.Products += int64(views) * int64(a.features()) * int64(a.Embedding)
	return c
}

// affordable says what about an architecture costs too much, if anything does. Its
// figures are each within its own limit.
func (a Architecture) affordable() error {
	if n := a.ParamCount(); n > maxParams {
		return fmt.Errorf("%d parameters, at most %d are read", n, maxParams)
	}
	c := a.lookingCost(maxViews)
	if c.Products > maxViews*maxProducts {
		return fmt.Errorf("%d million multiplications a glyph, at most %d are done", c.Products/maxViews/1e6, int64(maxProducts/1e6))
	}
	if c.Bytes > maxBytes {
		return fmt.Errorf("it needs %d MB, at most %d are taken", c.Bytes>>20, maxBytes>>20)
	}
	return nil
}

// learnable likewise for a batch of pictures.
func (a Architecture) learnable(batch int) error {
	if batch > maxBatch {
		return fmt.Errorf("siamese: %d pictures a step, at most %d are learnt from", batch, maxBatch)
	}
	if n := StepMemory(a, batch); n > maxLearning {
		return fmt.Errorf("siamese: %d pictures a step need %d GB of memory, at most %d are taken: a smaller batch is needed", batch, n>>30, maxLearning>>30)
	}
	return nil
}
