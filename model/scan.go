package model

import "image"

// Scan is the ink found in a picture, cropped to the ink's box: W×H pixels row
// by row, 0 paper and 255 full ink.
type Scan struct {
	W, H int
	Pix  []uint8
}

// NewScan finds the ink of a picture of any size and either polarity: what
// differs from the border's own brightness is ink. It returns ErrEmpty when
// nothing stands out.
func NewScan(img image.Image) (Scan, error) {
	s, err := scanOver(img, image.White)
	if err != nil { // white ink on nothing at all stands out from black
		s, err = scanOver(img, image.Black)
	}
	return s, err
}

// scanOver finds the ink of a picture that lies on paper of one colour, which
// shows where the picture is transparent.
func scanOver(img, under image.Image) (Scan, error) {
	w, h, lum := luminance(img, under)
	if w == 0 || h == 0 {
		return Scan{}, ErrEmpty
	}
	paper := int(borderMedian(w, h, lum))
	// The side of the paper that reaches further is the ink's.
	darkest, lightest := 255, 0
	for _, v := range lum {
		darkest, lightest = min(darkest, int(v)), max(lightest, int(v))
	}
	reach, sign := paper-darkest, 1
	if lightest-paper > reach {
		reach, sign = lightest-paper, -1
	}
	const faintest = 24 // less contrast than this is paper's own grain
	if reach < faintest {
		return Scan{}, ErrEmpty
	}
	ink := make([]uint8, w*h)
	for i, v := range lum {
		d := sign * (paper - int(v))
		if 4*d <= reach { // the faintest quarter is shadow and compression
			continue
		}
		ink[i] = uint8(min(d*255/reach, 255))
	}
	return crop(w, h, ink)
}

// crop cuts paper away from all four sides of a w×h picture of ink. A pixel
// counts as ink from half strength on.
func crop(w, h int, ink []uint8) (Scan, error) {
	x0, y0, x1, y1 := w, h, -1, -1
	for y := range h {
		for x, v := range ink[y*w : y*w+w] {
			if v >= 128 {
				x0, x1 = min(x0, x), max(x1, x)
				y0, y1 = min(y0, y), y
			}
		}
	}
	if x1 < 0 {
		return Scan{}, ErrEmpty
	}
	s := Scan{W: x1 - x0 + 1, H: y1 - y0 + 1}
	s.Pix = make([]uint8, 0, s.W*s.H)
	for y := y0; y <= y1; y++ {
		s.Pix = append(s.Pix, ink[y*w+x0:y*w+x1+1]...)
	}
	return s, nil
}

// borderMedian is the brightness that half of the outermost pixels do not exceed.
func borderMedian(w, h int, lum []uint8) uint8 {
	var histogram [256]int
	n := 0
	count := func(x, y int) { histogram[lum[y*w+x]]++; n++ }
	for x := range w {
		count(x, 0)
		count(x, h-1)
	}
	for y := range h {
		count(0, y)
		count(w-1, y)
	}
	seen := 0
	for v, c := range histogram {
		if seen += c; 2*seen >= n {
			return uint8(v)
		}
	}
	return 255
}

// FromImage makes a glyph of the ink in a picture of any size and either
// polarity; see NewScan.
func FromImage(img image.Image) (Glyph, error) {
	s, err := NewScan(img)
	if err != nil {
		return Glyph{}, err
	}
	return s.Glyph(nil), nil
}
