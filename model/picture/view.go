package picture

import (
	"image"
	"math"
)

// view is an opaque part of a picture in which ink is looked for.
type view struct {
	rect
	w, h int
	rgb  []uint8 // three for each pixel
}

// viewOf is a picture's part; what is transparent in it shows a colour below.
func viewOf(img *image.RGBA, part rect, below [3]uint8) view {
	v := view{rect: part, w: part.x1 - part.x0, h: part.y1 - part.y0}
	v.rgb = make([]uint8, 0, 3*v.w*v.h)
	for y := part.y0; y < part.y1; y++ {
		row := img.Pix[y*img.Stride+4*part.x0:][:4*v.w]
		for ; len(row) > 0; row = row[4:] {
			for i, c := range below {
				v.rgb = append(v.rgb, uint8(min(int(row[i])+int(c)*(255-int(row[3]))/255, 255)))
			}
		}
	}
	return v
}

// part is a view's own part.
func (v view) part(r rect) view {
	p := view{rect: rect{v.x0 + r.x0, v.y0 + r.y0, v.x0 + r.x1, v.y0 + r.y1}, w: r.x1 - r.x0, h: r.y1 - r.y0}
	for y := r.y0; y < r.y1; y++ {
		p.rgb = append(p.rgb, v.rgb[3*(y*v.w+r.x0):3*(y*v.w+r.x1)]...)
	}
	return p
}

// greys is the brightness of every pixel.
func (v view) greys() []uint8 {
	light := make([]uint8, v.w*v.h)
	for i := range light {
		p := v.rgb[3*i : 3*i+3]
		// ITU-R BT.601, as image/color reckons.
		light[i] = uint8((299*int(p[0]) + 587*int(p[1]) + 114*int(p[2]) + 500) / 1000)
	}
	return light
}

// hues are the two colour coordinates of CIELAB for every pixel, a from green to
// red and b from blue to yellow, each in half steps around the middle; nil when the picture
// is grey.
func (v view) hues() (a, b []uint8) {
	colourful := false
	for p := v.rgb; len(p) > 0 && !colourful; p = p[3:] {
		const least = 12
		colourful = max(p[0], p[1], p[2])-min(p[0], p[1], p[2]) > least
	}
	if !colourful {
		return nil, nil
	}
	a, b = make([]uint8, v.w*v.h), make([]uint8, v.w*v.h)
	for i := range a {
		a[i], b[i] = hue(v.rgb[3*i], v.rgb[3*i+1], v.rgb[3*i+2])
	}
	return a, b
}

// linear is the light that a value of sRGB stands for, IEC 61966-2-1.
var linear = func() (t [256]float32) {
	for i := range t {
		c := float64(i) / 255
		if c <= 0.04045 {
			t[i] = float32(c / 12.92)
		} else {
			t[i] = float32(math.Pow((c+0.055)/1.055, 2.4))
		}
	}
	return t
}()

// lightness is the cube root that CIELAB takes, by the light's thousandths.
var lightness = func() (t [1101]float32) {
	for i := range t {
		x := float64(i) / 1000
		if x > 216.0/24389 {
			t[i] = float32(math.Cbrt(x))
		} else {
			t[i] = float32((24389.0/27*x + 16) / 116)
		}
	}
	return t
}()

// hue is a* and b* of a colour of sRGB under D65, 128 being grey.
func hue(r, g, b uint8) (uint8, uint8) {
	lr, lg, lb := linear[r], linear[g], linear[b]
	x := (0.4124*lr + 0.3576*lg + 0.1805*lb) / 0.9505
	y := 0.2126*lr + 0.7152*lg + 0.0722*lb
	z := (0.0193*lr + 0.1192*lg + 0.9505*lb) / 1.089
	root := func(t float32) float32 { return lightness[min(max(int(t*1000+0.5), 0), 1100)] }
	fx, fy, fz := root(x), root(y), root(z)
	to := func(v float32) uint8 { return uint8(min(max(v+128.5, 0), 255)) }
	return to(500 * (fx - fy)), to(200 * (fy - fz))
}
