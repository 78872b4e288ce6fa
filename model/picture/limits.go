package picture

import "fmt"

// What is read. The largest file, what its decoder holds and the garbage that
// is left stay below 512 MB together.
const (
	maxFile   = 48 << 20    // bytes
	maxPixels = 100_000_000 // a phone's 100 megapixels
	maxLength = 1_000_000   // pixels along a side
	maxMemory = 200 << 20   // bytes that a decoder holds
	maxScans  = 100         // passes over a progressive JPEG, each as slow as the picture is large
)

// affordable refuses a picture of w×h pixels where that is more than there may be, or
// each costs its decoder too many bytes, and each row so many besides.
func affordable(w, h, pixels int, perPixel float64, perRow int64) error {
	if w < 1 || h < 1 {
		return damaged("%d×%d pixels", w, h)
	}
	if max(w, h) > maxLength {
		return fmt.Errorf("%w: %d×%d pixels, at most %d million along a side are read", ErrTooLarge, w, h, maxLength/1_000_000)
	}
	limit := min(pixels, maxPixels, int(maxMemory/perPixel))
	if w*h > limit || float64(w*h)*perPixel+float64(perRow) > maxMemory {
		return fmt.Errorf("%w: %d×%d pixels, at most %d million of this kind are read", ErrTooLarge, w, h, limit/1_000_000)
	}
	return nil
}

// missing says how many rows or columns of a picture are not in its file, which
// was cut off, at each of its sides.
type missing struct{ left, top, right, bottom int }

// scaled is what is missing of a picture averaged down by whole blocks.
func (m missing) scaled(block int) missing {
	up := func(n int) int { return (n + block - 1) / block }
	return missing{up(m.left), up(m.top), up(m.right), up(m.bottom)}
}

// spares reports whether ink in a box of a picture of w×h pixels is surely whole:
// there is paper between it and where the file was cut off, more than between the
// parts of a character, or twice as much as is missing.
func (m missing) spares(box rect, w, h int) bool {
	enough := func(paper, lost int) bool {
		return lost == 0 || paper > 0 && paper >= min(box.longer()/3, 2*lost)
	}
	return enough(box.x0, m.left) && enough(box.y0, m.top) && enough(w-box.x1, m.right) && enough(h-box.y1, m.bottom)
}
