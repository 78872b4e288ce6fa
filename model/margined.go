package model

// margined is a scan of at most Side pixels a side within a margin of paper, so
// that what lies between its pixels is found without a look at its edges.
type margined struct {
	w, h int
	pix  [(Side + 2) * (Side + 2)]uint8 // w×h, the margin of one pixel all around included
}

func (m *margined) set(s Scan) {
	m.w, m.h = s.W+2, s.H+2
	for y := range s.H {
		copy(m.pix[(y+1)*m.w+1:], s.Pix[y*s.W:y*s.W+s.W])
	}
}

// sample writes what lies along a line from (x, y) by steps of (dx, dy), in
// coordinates of the scan's pixel centres, interpolated linearly between them.
// Outside is paper.
func (m *margined) sample(out []uint8, x, y, dx, dy float32) {
	if !near(x) || !near(y) || !near(dx) || !near(dy) {
		clear(out)
		return
	}
	// From here on in 1/65536 of a pixel, from the margin's first.
	const one = 1 << 16
	px, py, stepX, stepY := int64((x+1)*one), int64((y+1)*one), int64(dx*one), int64(dy*one)
	right, bottom := uint64(m.w-1)*one, uint64(m.h-1)*one
	for k := range out {
		out[k] = 0
		if uint64(px) < right && uint64(py) < bottom { // what is negative is huge
			i := int(py>>16)*m.w + int(px>>16)
			p, q := m.pix[i:i+2], m.pix[i+m.w:i+m.w+2]
			fx, fy := int32(px>>8&255), int32(py>>8&255)
			upper := int32(p[0])<<8 + fx*(int32(p[1])-int32(p[0]))
			lower := int32(q[0])<<8 + fx*(int32(q[1])-int32(q[0]))
			out[k] = uint8((upper<<8 + fy*(lower-upper) + 1<<15) >> 16)
		}
		px, py = px+stepX, py+stepY
	}
}

// near separates numbers that can be reckoned with from those, NaN among them, that
// only a warp from beyond any scan has.
func near(v float32) bool { return v > -1e6 && v < 1e6 }
