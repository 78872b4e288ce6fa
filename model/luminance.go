package model

import (
	"image"
	"image/draw"
)

// maxScan bounds a scan's longer side. Larger pictures are averaged down first,
// since a glyph has no more than Side pixels to show them in.
const maxScan = 4 * Side

// luminance returns a picture's brightness over another, averaged down in whole
// blocks so that neither side exceeds maxScan.
func luminance(img, under image.Image) (w, h int, lum []uint8) {
	b := img.Bounds()
	block := max(1, (max(b.Dx(), b.Dy())+maxScan-1)/maxScan)
	w, h = (b.Dx()+block-1)/block, (b.Dy()+block-1)/block
	lum = make([]uint8, 0, w*h)
	// One row of blocks at a time, which image/draw converts from the usual kinds
	// of picture without a call for each pixel.
	strip := image.NewRGBA(image.Rect(0, 0, b.Dx(), min(block, b.Dy())))
	sums := make([]int, w)
	for y := b.Min.Y; y < b.Max.Y; y += block {
		rows := min(block, b.Max.Y-y)
		part := image.Rect(0, 0, b.Dx(), rows)
		draw.Draw(strip, part, under, image.Point{}, draw.Src)
		draw.Draw(strip, part, img, image.Pt(b.Min.X, y), draw.Over)
		clear(sums)
		for row := range rows {
			pix := strip.Pix[row*strip.Stride:][:4*b.Dx()]
			for x := range sums {
				for end := 4 * min(block, len(pix)/4); end > 0; end -= 4 {
					sums[x] += grey(pix[0], pix[1], pix[2])
					pix = pix[4:]
				}
			}
		}
		for x, sum := range sums {
			columns := min(block, b.Dx()-x*block)
			lum = append(lum, uint8(sum/(rows*columns)))
		}
	}
	return w, h, lum
}

// grey is what color.GrayModel makes of an opaque colour.
func grey(r, g, b uint8) int {
	const wide = 0x101 // GrayModel reckons in sixteen bits
	return int((19595*wide*uint32(r) + 38470*wide*uint32(g) + 7471*wide*uint32(b) + 1<<15) >> 24)
}
