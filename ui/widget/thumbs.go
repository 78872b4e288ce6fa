package widget

import (
	"image"
	"image/color"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// maxThumbs bounds the cache: what a few screens of rows show.
const maxThumbs = 256

// Thumbs makes and keeps small pictures of examples, ink on nothing.
type Thumbs struct {
	ink  color.NRGBA
	made map[model.ExampleID]image.Image
}

// Get returns an example's picture.
func (t *Thumbs) Get(e gallery.Example) image.Image {
	ink := color.NRGBAModel.Convert(canvas.Color(canvas.ColorNameInk)).(color.NRGBA)
	if t.made == nil || len(t.made) >= maxThumbs || ink != t.ink {
		t.made, t.ink = make(map[model.ExampleID]image.Image), ink
	}
	img, ok := t.made[e.ID]
	if !ok {
		img = picture(e, ink)
		t.made[e.ID] = img
	}
	return img
}

// Len returns how many pictures are kept.
func (t *Thumbs) Len() int { return len(t.made) }

func picture(e gallery.Example, ink color.NRGBA) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, model.Side, model.Side))
	drawn := e.Image()
	if drawn == nil {
		return img // blank paper: a gallery holds no such example
	}
	for i, v := range drawn.Pix {
		c := ink
		c.A = 255 - v
		img.SetNRGBA(i%model.Side, i/model.Side, c)
	}
	return img
}
