package picture

import (
	"image"
	"image/draw"
)

// reduce averages a picture down in whole blocks so that neither side exceeds
// longest. What is transparent stays so.
func reduce(img image.Image, longest int) *image.RGBA {
	b := img.Bounds()
	block := max(1, (max(b.Dx(), b.Dy())+longest-1)/longest)
	small := image.NewRGBA(image.Rect(0, 0, (b.Dx()+block-1)/block, (b.Dy()+block-1)/block))
	// One row of blocks at a time, which image/draw converts from the usual kinds
	// of picture without a call for each pixel.
	strip := image.NewRGBA(image.Rect(0, 0, b.Dx(), min(block, b.Dy())))
	sums := make([]int, 4*small.Rect.Dx())
	for y := range small.Rect.Dy() {
		rows := min(block, b.Dy()-y*block)
		draw.Draw(strip, image.Rect(0, 0, b.Dx(), rows), img, image.Pt(b.Min.X, b.Min.Y+y*block), draw.Src)
		clear(sums)
		for row := range rows {
			pix := strip.Pix[row*strip.Stride:][:4*b.Dx()]
			for i := 0; len(pix) > 0; i += 4 {
				to := sums[i : i+4 : i+4]
				end := min(4*block, len(pix))
				for p := pix[:end]; len(p) > 0; p = p[4:] {
					to[0] += int(p[0])
					to[1] += int(p[1])
					to[2] += int(p[2])
					to[3] += int(p[3])
				}
				pix = pix[end:]
			}
		}
		out := small.Pix[y*small.Stride:]
		for i, sum := range sums {
			columns := min(block, b.Dx()-i/4*block)
			out[i] = uint8(sum / (rows * columns))
		}
	}
	return small
}
