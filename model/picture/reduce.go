package picture

import (
	"image"
	"image/draw"
)

// blockFor is how many pixels of a picture's sides are averaged into one so that
// neither side exceeds longest.
func blockFor(b image.Rectangle, longest int) int {
	return max(1, (max(b.Dx(), b.Dy())+longest-1)/longest)
}

// reduce averages a picture down in whole blocks. What is transparent stays so.
func reduce(img image.Image, block int) *image.RGBA {
	b := img.Bounds()
	small := image.NewRGBA(image.Rect(0, 0, (b.Dx()+block-1)/block, (b.Dy()+block-1)/block))
	// A tile of rows and columns at a time, which image/draw converts from the usual
	// kinds of picture without a call for each pixel. One row of blocks may be long.
	const widest = 1 << 14
	across := max(widest/block, 1)
	tile := image.NewRGBA(image.Rect(0, 0, min(b.Dx(), across*block), min(block, b.Dy(), widest)))
	sums := make([]int, 4*small.Rect.Dx())
	for y := range small.Rect.Dy() {
		top, rows := y*block, min(block, b.Dy()-y*block)
		clear(sums)
		for done := 0; done < rows; done += tile.Rect.Dy() {
			for x := 0; x < small.Rect.Dx(); x += across {
				left := x * block
				part := image.Rect(0, 0, min(across*block, b.Dx()-left), min(tile.Rect.Dy(), rows-done))
				draw.Draw(tile, part, img, b.Min.Add(image.Pt(left, top+done)), draw.Src)
				addBlocks(sums[4*x:], tile, part, block)
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

// addBlocks adds a tile's pixels, those of each block to its own four sums.
func addBlocks(sums []int, tile *image.RGBA, part image.Rectangle, block int) {
	for row := range part.Dy() {
		pix := tile.Pix[row*tile.Stride:][:4*part.Dx()]
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
}
