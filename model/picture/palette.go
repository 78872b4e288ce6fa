package picture

import (
	"image"
	"image/color"
)

// revealedPalette is revealed for a picture whose colours are numbered.
func revealedPalette(img *image.Paletted) image.Image {
	var used [256]bool
	for y := range img.Rect.Dy() {
		for _, i := range img.Pix[y*img.Stride:][:img.Rect.Dx()] {
			used[i] = true
		}
	}
	opaque := make(color.Palette, len(img.Palette))
	colours := map[color.NRGBA]bool{}
	for i, c := range img.Palette {
		c := color.NRGBAModel.Convert(c).(color.NRGBA)
		if n, ok := img.Palette[i].(color.NRGBA); ok {
			c = n // the model's conversion loses the colour of what is transparent
		}
		if used[i] {
			if c.A != 0 {
				return img
			}
			colours[c] = true
		}
		c.A = 0xff
		opaque[i] = c
	}
	if len(colours) < 2 {
		return img
	}
	shown := *img
	shown.Palette = opaque
	return &shown
}
