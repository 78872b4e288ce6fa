package picture

import (
	"image"
	"image/draw"
)

// margined puts a picture onto nothing, of which a little shows on all sides.
func margined(img *image.RGBA) *image.RGBA {
	const margin = 4
	out := image.NewRGBA(image.Rect(0, 0, img.Rect.Dx()+2*margin, img.Rect.Dy()+2*margin))
	draw.Draw(out, img.Rect.Add(image.Pt(margin, margin)), img, image.Point{}, draw.Src)
	return out
}
