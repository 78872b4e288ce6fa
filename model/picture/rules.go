package picture

import "math"

// rub takes the lines out that are ruled on a sheet: thin, straight, and at least
// ruledShare of the sheet long, in either direction and a few degrees off it. They
// are followed in a mask of the same size that shows fainter ink, too. Where a stroke
// crosses one, it stays.
func (m *mask) rub(faint mask) {
	m.rubAcross(&faint)
	faint.transposed(func(f *mask) {
		m.transposed(func(t *mask) { t.rubAcross(f) })
	})
}

const (
	ruledShare = 0.3 // of the sheet's width
	ruledSlope = 0.2 // rows from column to column
)

// rubAcross takes out the lines from left to right.
func (m *mask) rubAcross(faint *mask) {
	thin := max(max(m.w, m.h)/420, 3) // no pen that writes a page of many characters is finer
	t := tracer{faint: faint, thin: thin, line: make([]int32, 2*m.w), gap: max(m.w/200, 4)}
	tried := make([]bool, len(faint.pix))
	for x := range m.w - int(ruledShare*float64(m.w)) {
		for y := 0; y < m.h; y++ {
			if tried[y*m.w+x] || !faint.inked(x, y) {
				continue
			}
			end := faint.runEnd(x, y)
			if end-y <= thin && !(x > 0 && (faint.inked(x-1, y-1) || faint.inked(x-1, (y+end-1)/2) || faint.inked(x-1, end))) {
				if from, to, ok := t.follow(x, float64(y+end-1)/2); ok {
					for i := from; i < to; i++ {
						top, bottom := int(t.line[2*i]), int(t.line[2*i+1])
						for row := max(top-1, 0); row < min(bottom+1, m.h) && bottom > top; row++ {
							m.pix[row*m.w+i], faint.pix[row*m.w+i] = 0, 0
						}
					}
				}
			}
			for ; y < end; y++ {
				tried[y*m.w+x] = true
			}
		}
	}
}

// tracer follows lines in a mask.
type tracer struct {
	faint *mask
	thin  int     // rows that a line is thick at most
	gap   int     // columns that may be missing of it
	line  []int32 // its first row and the one after its last, for each column
}

// follow goes along a line from its left end to the right, and returns its columns and
// whether it is long and straight enough to have been ruled.
func (t *tracer) follow(x0 int, y float64) (from, to int, ok bool) {
	const drift, settle = 1.6, 60 // rows to either side; columns until the slope is known well
	w := t.faint.w
	slope, missing, seen := 0.0, 0, 0
	var n, sx, sy, sxx, sxy, syy float64
	last := x0
	for x := x0; x < w; x++ {
		t.line[2*x], t.line[2*x+1] = 0, 0
		at := t.near(x, y, drift)
		if at < 0 {
			if missing++; missing > t.gap {
				break
			}
			y += slope
			continue
		}
		missing = 0
		top, bottom := at, t.faint.runEnd(x, at)
		for t.faint.inked(x, top-1) {
			top--
		}
		if bottom-top > t.thin { // a stroke crosses it
			y += slope
			continue
		}
		t.line[2*x], t.line[2*x+1] = int32(top), int32(bottom)
		seen++
		last = x + 1
		u, v := float64(x-x0), float64(top+bottom-1)/2
		n, sx, sy, sxx, sxy, syy = n+1, sx+u, sy+v, sxx+u*u, sxy+u*v, syy+v*v
		if d := n*sxx - sx*sx; d > 0 && n > settle {
			slope = (n*sxy - sx*sy) / d
			y = (sy-slope*sx)/n + slope*(u+1)
		} else {
			y = v
		}
		if math.Abs(slope) > ruledSlope {
			return 0, 0, false
		}
	}
	long := last - x0
	if float64(long) < ruledShare*float64(w) || 2*seen < long {
		return 0, 0, false
	}
	// How far it is from straight; paper bends a little.
	d := n*sxx - sx*sx
	rest := math.Sqrt(max(syy/n-sy*sy/n/n-square(n*sxy-sx*sy)/(n*n*d), 0))
	return x0, last, rest <= 1.5+0.002*float64(long)
}

func square(x float64) float64 { return x * x }

// near is an inked row at most drift from y in a column, or -1.
func (t *tracer) near(x int, y, drift float64) int {
	middle := int(math.Round(y))
	for d := 0; float64(d) <= drift+0.5; d++ {
		if t.faint.inked(x, middle-d) {
			return middle - d
		}
		if t.faint.inked(x, middle+d) {
			return middle + d
		}
	}
	return -1
}
