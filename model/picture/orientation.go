package picture

import "image"

// orientation is Exif's: which of a picture's sides are up and left. Numbers
// other than 2 to 8 mean that nothing is to be turned.
type orientation uint16

// apply turns a picture upright.
func (o orientation) apply(img *image.RGBA) *image.RGBA {
	if o < 2 || o > 8 {
		return img
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	size := image.Rect(0, 0, w, h)
	if o >= 5 { // lying on a side
		size = image.Rect(0, 0, h, w)
	}
	upright := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			tx, ty := o.place(x, y, w, h)
			copy(upright.Pix[upright.PixOffset(tx, ty):][:4], img.Pix[img.PixOffset(x, y):])
		}
	}
	return upright
}

// place returns where a pixel of a picture of w×h stands upright.
func (o orientation) place(x, y, w, h int) (tx, ty int) {
	right, bottom := w-1-x, h-1-y
	switch o {
	case 2:
		return right, y
	case 3:
		return right, bottom
	case 4:
		return x, bottom
	case 5:
		return y, x
	case 6:
		return bottom, x
	case 7:
		return bottom, right
	}
	return y, right
}

// applyMissing turns what is missing as apply turns the picture.
func (o orientation) applyMissing(m missing) missing {
	if o < 2 || o > 8 {
		return m
	}
	// The middles of the four sides of a picture of 3×3 pixels.
	var out missing
	for _, side := range []struct{ x, y, n int }{{0, 1, m.left}, {1, 0, m.top}, {2, 1, m.right}, {1, 2, m.bottom}} {
		switch x, y := o.place(side.x, side.y, 3, 3); {
		case x == 0:
			out.left = side.n
		case y == 0:
			out.top = side.n
		case x == 2:
			out.right = side.n
		default:
			out.bottom = side.n
		}
	}
	return out
}
