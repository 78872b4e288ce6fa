package picture

import (
	"image"
	"slices"
)

// onNothing reads a picture that is transparent around its ink: where it is not
// is the ink, of whatever colours. It reports whether the picture is such; a sheet
// with something written on it may be transparent around, too.
func onNothing(img *image.RGBA) (r reading, ok bool) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	r = reading{rect: rect{0, 0, w, h}, w: w, h: h, even: true, least: 1, marks: make([]uint8, w*h)}
	clearest, fullest := uint8(255), uint8(0)
	through := 0
	for i := range r.marks {
		a := img.Pix[4*i+3]
		r.marks[i] = a
		clearest, fullest = min(clearest, a), max(fullest, a)
		if a < 128 {
			through++
		}
	}
	const least = 12
	// A few pixels of a photograph's edge are transparent by mistake.
	if clearest > 255-least || fullest < least || 500*through < w*h {
		return r, false
	}
	r.ink = strongest(r.marks, least)
	_, _, written := r.sheet(img)
	return r, r.ink > 0 && !written
}

// sheet is the box of what is not transparent and the colour of most of it, and
// reports whether it is a sheet that something is written on: the box is nearly
// full, and of different colours.
func (r *reading) sheet(img *image.RGBA) (box rect, paper [3]uint8, written bool) {
	box = rect{x0: r.w, y0: r.h}
	full := 0
	for i, a := range r.marks {
		if a >= 128 {
			box.add(i%r.w, i/r.w)
			full++
		}
	}
	if full == 0 || 10*full < 6*(box.x1-box.x0)*(box.y1-box.y0) {
		return box, paper, false
	}
	// The colours away from the edges, where programs leave a fringe.
	const fringe = 4
	m := mask{w: r.w, h: r.h, pix: r.marks}
	type pixel struct {
		light uint8
		at    int
	}
	var inside []pixel
	for i, d := range m.distances() {
		if d >= fringe {
			p := img.Pix[4*i : 4*i+3]
			inside = append(inside, pixel{uint8((299*int(p[0]) + 587*int(p[1]) + 114*int(p[2]) + 500) / 1000), i})
		}
	}
	if len(inside) == 0 {
		return box, paper, false
	}
	slices.SortStableFunc(inside, func(a, b pixel) int { return int(a.light) - int(b.light) })
	median := inside[len(inside)/2]
	copy(paper[:], img.Pix[4*median.at:])
	const contrast = 40
	differ := 0
	for _, p := range inside {
		if max(p.light, median.light)-min(p.light, median.light) > contrast {
			differ++
		}
	}
	return box, paper, 200*differ > len(inside)
}
