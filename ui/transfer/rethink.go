package transfer

import (
	"context"

	"fyne.io/fyne/v2/lang"

	pictures "github.com/oneglyph/oneglyph/model/picture"
)

// rethink looks for the chosen picture's ink by another threshold.
func (c *importCard) rethink(threshold float64) {
	f := c.files[c.chosen]
	if f.threshold == threshold || c.shown == nil {
		return
	}
	f.threshold = threshold
	c.think(f, c.shown)
}

// think looks for a picture's ink by its file's threshold, and again if that has been moved
// meanwhile. What is seen stays until then.
func (c *importCard) think(f *pictureFile, p *pictures.Picture) {
	if f.thinking || p == nil {
		return
	}
	f.thinking = true
	c.thinking++
	threshold := f.threshold
	c.work.Do(func(context.Context) {
		s := sight{picture: p}.at(threshold)
		c.work.Show(func() {
			f.thinking = false
			c.thinking--
			if f.threshold != threshold {
				c.think(f, p)
				return
			}
			f.note(s)
			if f == c.files[c.chosen] {
				c.refresh()
			}
			if then := c.awaiting; then != nil && c.thinking == 0 {
				c.awaiting = nil
				then()
			}
		})
	})
}

// settled does what a choice says once no ink is looked for any more.
func (c *importCard) settled(choice int, do func() string) string {
	if c.thinking == 0 {
		return do()
	}
	c.awaiting = func() { c.question.Choose(choice) }
	return lang.L("One moment…")
}
