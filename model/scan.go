package model

import (
	"image"
	"image/color"
)

// Scan is the ink found in a picture, cropped to the ink's box: W×H pixels row
// by row, 0 paper and 255 full ink.
type Scan struct {
	W, H int
	Pix  []uint8
}

// maxScan bounds a scan's longer side. Larger pictures are averaged down first,
// since a glyph has no more than Side pixels to show them in.
const maxScan = 4 * Side

// NewScan finds the ink of a picture of any size and either polarity: what
// differs from the border's own brightness is ink. It returns ErrEmpty when
// nothing stands out.
func NewScan(img image.Image) (Scan, error) {
	w, h, lum := luminance(img)
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

// luminance gives a picture's brightness over white paper, averaged down in
// whole blocks so that neither side exceeds maxScan.
func luminance(img image.Image) (w, h int, lum []uint8) {
	b := img.Bounds()
	block := max(1, (max(b.Dx(), b.Dy())+maxScan-1)/maxScan)
	w, h = (b.Dx()+block-1)/block, (b.Dy()+block-1)/block
	lum = make([]uint8, w*h)
	at := brightness(img)
	for y := range h {
		for x := range w {
			sum, n := 0, 0
			for sy := b.Min.Y + y*block; sy < min(b.Min.Y+(y+1)*block, b.Max.Y); sy++ {
				for sx := b.Min.X + x*block; sx < min(b.Min.X+(x+1)*block, b.Max.X); sx++ {
					sum += int(at(sx, sy))
					n++
				}
			}
			lum[y*w+x] = uint8(sum / n)
		}
	}
	return w, h, lum
}

func brightness(img image.Image) func(x, y int) uint8 {
	if gray, ok := img.(*image.Gray); ok {
		return func(x, y int) uint8 { return gray.Pix[gray.PixOffset(x, y)] }
	}
	return func(x, y int) uint8 {
		r, g, b, a := img.At(x, y).RGBA() // premultiplied: white shows through
		white := 0xffff - a
		return color.GrayModel.Convert(color.RGBA64{
			R: uint16(r + white), G: uint16(g + white), B: uint16(b + white), A: 0xffff,
		}).(color.Gray).Y
	}
}

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

// Warp bends a glyph while it is made: a point (u, v) of the frame, both from
// −½ to ½, takes its ink from A·(u, v, 1) plus the displacement that Grid gives
// there. Training draws warps at random.
type Warp struct {
	A [6]float32 // row by row: u' = A₀u + A₁v + A₂, v' = A₃u + A₄v + A₅
	// Grid holds GridSide² displacements (du, dv), row by row over the frame,
	// interpolated linearly between; nil means none.
	Grid [][2]float32
}

// GridSide is the number of a Warp's grid points along each side.
const GridSide = 8

// Identity is the warp that changes nothing.
func Identity() Warp { return Warp{A: [6]float32{1, 0, 0, 0, 1, 0}} }

// Glyph normalises the scan, bent by a warp unless that is nil: the box's
// longer side spans 82 % of the frame and its centre is the frame's.
func (s Scan) Glyph(warp *Warp) Glyph {
	pix := new([Side * Side]uint8)
	s.Render(pix[:], warp)
	return Glyph{pix}
}

// Render writes what Glyph shows into dst, which holds Side² pixels.
func (s Scan) Render(dst []uint8, warp *Warp) {
	if warp == nil {
		id := Identity()
		warp = &id
	}
	for s.W > 2*Side || s.H > 2*Side { // linear sampling would skip pixels
		s = s.half()
	}
	// A frame unit is this many source pixels.
	unit := float32(max(s.W, s.H)) / inkSpan
	cx, cy := float32(s.W)/2-0.5, float32(s.H)/2-0.5
	a := warp.A
	const step = 1.0 / Side
	for y := range Side {
		v := (float32(y)+0.5)*step - 0.5
		out := dst[y*Side : y*Side+Side]
		var du, dv [GridSide]float32
		if warp.Grid != nil {
			gridRow(&du, &dv, warp.Grid, v)
		}
		for x := range out {
			u := (float32(x)+0.5)*step - 0.5
			su, sv := a[0]*u+a[1]*v+a[2], a[3]*u+a[4]*v+a[5]
			if warp.Grid != nil {
				g := (u + 0.5) * (GridSide - 1)
				i := min(int(g), GridSide-2)
				f := g - float32(i)
				su += du[i] + f*(du[i+1]-du[i])
				sv += dv[i] + f*(dv[i+1]-dv[i])
			}
			out[x] = s.at(su*unit+cx, sv*unit+cy)
		}
	}
}

// gridRow interpolates one line of a warp's grid at height v.
func gridRow(du, dv *[GridSide]float32, grid [][2]float32, v float32) {
	g := (v + 0.5) * (GridSide - 1)
	i := min(int(g), GridSide-2)
	f := g - float32(i)
	for k := range GridSide {
		top, bottom := grid[i*GridSide+k], grid[(i+1)*GridSide+k]
		du[k] = top[0] + f*(bottom[0]-top[0])
		dv[k] = top[1] + f*(bottom[1]-top[1])
	}
}

// at samples the scan linearly at pixel centre coordinates; outside is paper.
func (s Scan) at(x, y float32) uint8 {
	if x <= -1 || y <= -1 || x >= float32(s.W) || y >= float32(s.H) {
		return 0
	}
	ix, iy := int(x+1)-1, int(y+1)-1 // floor for x > −1
	if ix >= s.W || iy >= s.H {      // x+1 was rounded up
		return 0
	}
	fx, fy := int32((x-float32(ix))*256), int32((y-float32(iy))*256)
	var p00, p01, p10, p11 int32
	i := iy*s.W + ix
	left, right := ix >= 0, ix+1 < s.W
	if iy >= 0 {
		if left {
			p00 = int32(s.Pix[i])
		}
		if right {
			p01 = int32(s.Pix[i+1])
		}
	}
	if iy+1 < s.H {
		if left {
			p10 = int32(s.Pix[i+s.W])
		}
		if right {
			p11 = int32(s.Pix[i+s.W+1])
		}
	}
	top, bottom := p00<<8+fx*(p01-p00), p10<<8+fx*(p11-p10)
	return uint8((top<<8 + fy*(bottom-top) + 1<<15) >> 16)
}

// half averages the scan down to half its size.
func (s Scan) half() Scan {
	t := Scan{W: (s.W + 1) / 2, H: (s.H + 1) / 2}
	t.Pix = make([]uint8, t.W*t.H)
	for y := range t.H {
		for x := range t.W {
			sum := 0
			for _, d := range [4][2]int{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
				sx, sy := 2*x+d[0], 2*y+d[1]
				if sx < s.W && sy < s.H {
					sum += int(s.Pix[sy*s.W+sx])
				}
			}
			t.Pix[y*t.W+x] = uint8(sum / 4)
		}
	}
	return t
}
