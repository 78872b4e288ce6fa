package siamese

import (
	"fmt"

	"oneglyph/model/siamese/kernel"
)

// Limits of what a network may cost, so that a file of a few bytes that describes an
// enormous one is refused before any memory is taken for it. Koch's network needs
// 181 MB to look at one glyph in eight views, and 0.9 billion multiplications a
// view; to learn from 2,000 pictures at once takes 5 GB, the compact one 2.5 GB.
const (
	maxName     = 80 // bytes
	maxInput    = 256
	maxLayers   = 16
	maxWidth    = 8192
	maxParams   = 48_000_000
	maxBytes    = 384 << 20     // of a network that looks at one glyph in all views
	maxProducts = 4_000_000_000 // multiplications a view
	maxBatch    = 1 << 20       // pictures of a training step
	maxLearning = 8 << 30       // bytes of a training step
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
	return a.outer(c, views, 1)
}

// learningCost likewise for a training step, on all processors.
func (a Architecture) learningCost(batch int) kernel.Cost {
	e := kernel.New(0)
	var c kernel.Cost
	for i := range a.Layers {
		l := a.layer(i)
		c = c.Plus(e.BlockCost(l.Conv, l.pool, l.norm, batch))
	}
	c = a.outer(c, batch, 2)
	c.Bytes += 4 * (4*int64(a.ParamCount()) + 2*int64(batch)*int64(batch)) // gradients, two moments and a copy; logits
	return c
}

// outer adds the parameters, and what passes between the layers of n images, in
// one direction or two.
func (a Architecture) outer(c kernel.Cost, n, directions int) kernel.Cost {
	floats := 0
	for _, s := range a.shapes() {
		floats += s.side * s.side * s.channels
	}
	floats += 3 * a.EmbeddingLen()
	c.Bytes += 4 * (int64(a.ParamCount()) + int64(directions)*int64(n)*int64(floats))
	c.Products += int64(n) * int64(a.features()) * int64(a.Embedding)
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
	if c := a.learningCost(batch); c.Bytes > maxLearning {
		return fmt.Errorf("siamese: %d pictures a step need %d GB of memory, at most %d are taken: a smaller batch is needed", batch, c.Bytes>>30, maxLearning>>30)
	}
	return nil
}
