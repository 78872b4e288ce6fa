package kernel

// winograd computes a convolution and its gradients by minimal filtering
// (Winograd 1980; Lavin and Gray 2016): m×m outputs of a K×K filter take (m+K−1)²
// products a channel instead of m²·K². A tile's inputs d become V = Bᵀ·d·B, the
// filters g U = G·g·Gᵀ; for each of the (m+K−1)² positions a matrix product over
// the channels gives M, and Aᵀ·M·A is the tile of outputs. Both gradients take the
// same steps backwards. In float32 the result is off by some 1e-6 of the largest
// value, about as much as a plain sum.
type winograd struct {
	Conv
	m, side      int // outputs and inputs of a tile, each way
	down, across int // tiles of an image
	images, band int // what is worked on at a time: of so many images so many rows of tiles
	engine       *Engine
	g, gT        []float32   // the filters' matrix
	fromC, fromF []int32     // where each tile's row of C and of F floats starts
	u            []float32   // the filters, packed (positions, C, F)
	outputs      [][]float32 // of the images being worked on
}

// workspace is memory that all layers of an engine use in turn, each for one call.
type workspace struct {
	v, y  []float32 // the tiles by position, of C and of F floats
	u, ut []float32 // the filters by position, packed as (C, F) and as (F, C)
}

// sized makes one of a workspace's buffers as long as needed.
func sized(buffer *[]float32, n int) []float32 {
	if cap(*buffer) < n {
		*buffer = make([]float32, n)
	}
	return (*buffer)[:n]
}

// tilings are the tiles that loops.h has: outputs a side by filter side.
var tilings = [][2]int{{2, 3}, {4, 3}, {5, 3}, {3, 4}, {5, 4}, {2, 7}}

// wholeVector is what channels must be a multiple of.
const wholeVector = 16

// minimal chooses tiles for a convolution of n images, yet to be prepared, or none
// where the plain sum is as fast: it weighs the products of whole tiles against
// fetching the filters, which are more than before, once for each band.
func (e *Engine) minimal(s Conv, n int) *winograd {
	if s.C%wholeVector != 0 || s.F%wholeVector != 0 {
		return nil
	}
	const ( // in cycles of a core
		product = 1.0 / 27 // 32 a cycle at best
		fetch   = 1.0      // one of the filters' numbers, from the outer caches
		passing = 1.0 / 6  // one of a tile's numbers, for all its ways in and out
	)
	filters := float64(s.C * s.F)
	best := float64(s.K*s.K) * filters * (float64(n*s.OutH()*s.OutW())*product + fetch)
	var chosen *winograd
	for _, t := range tilings {
		if t[1] != s.K {
			continue
		}
		w := e.tile(s, t[0], n)
		bands := float64((n+w.images-1)/w.images) * float64((w.down+w.band-1)/w.band)
		tiles := float64(n * w.down * w.across)
		cost := float64(w.positions()) * (filters*(tiles*product+bands*fetch) + tiles*float64(s.C+s.F)*passing)
		if cost < best {
			best, chosen = cost, w
		}
	}
	return chosen
}

// tile returns tiles of m×m outputs; prepare makes them ready.
func (e *Engine) tile(s Conv, m, n int) *winograd {
	w := &winograd{Conv: s, m: m, side: m + s.K - 1, engine: e}
	w.down, w.across = (s.OutH()+m-1)/m, (s.OutW()+m-1)/m
	w.divide(n)
	return w
}

// divide says how much is worked on at a time: enough tiles for matrices that are
// tall and for filters that need not be fetched often, few enough for the caches,
// and of an even number of images, for two threads to share.
func (w *winograd) divide(n int) {
	enough := min(max(48, min(w.C, w.F)*3/4), 96) // tiles
	w.images = min(max((enough/(w.down*w.across)+1)/2*2, 2), n)
	w.band = min(max(enough/(w.images*w.across), 1), w.down)
}

func (w *winograd) prepare() {
	_, g := toomCook(w.m, w.K)
	w.g, w.gT = flat(g), flat(transposed(g))
	rows := w.images * w.band * w.across
	w.fromC, w.fromF = make([]int32, rows), make([]int32, rows)
	for i := range rows {
		w.fromC[i], w.fromF[i] = int32(i*w.C), int32(i*w.F)
	}
	w.outputs = make([][]float32, w.images)
}

// apart is how many floats one position's matrix is from the next one's: a cache
// line more than it needs, or all positions of a tile would compete for the same
// few places in the caches.
func apart(rows, columns int) int { return rows*columns + 16 }

func (w *winograd) positions() int { return w.side * w.side }

// product is one position's matrix product, as a layer over a tile's channels.
func (w *winograd) product() Conv { return Conv{H: 1, W: 1, C: w.C, F: w.F, K: 1} }

// filters makes U of weights (K, K, C, F), packed.
func (w *winograd) filters(weights, u []float32, s Conv) {
	apart := apart(1, s.PackedLen())
	w.engine.each(s.panels(), func(_, j int) {
		f := j * panel
		for c := range s.C {
			w.engine.loops.sandwich(w.g, w.side, w.K, weights[c*s.F+f:], s.C*s.F, u[(j*s.C+c)*panel:], apart, min(panel, s.F-f))
		}
	})
}

// position is the part of packed filters that belongs to one position.
func (w *winograd) position(u []float32, p int) []float32 {
	n := len(u) / w.positions()
	return u[p*n : (p+1)*n]
}

// load takes weights (K, K, C, F) for the convolutions that follow: all of them
// where they are to stay, else those up to the next layer's.
func (w *winograd) load(weights []float32, stay bool) {
	n := w.positions() * apart(1, w.product().PackedLen())
	if stay {
		w.u = make([]float32, n)
	} else {
		w.u = sized(&w.engine.space.u, n)
	}
	w.filters(weights, w.u, w.product())
}

// tiles returns the workspace for a part's tiles.
func (w *winograd) tiles() (v, y []float32) {
	n := len(w.fromC)
	return sized(&w.engine.space.v, w.positions()*apart(n, w.C)), sized(&w.engine.space.y, w.positions()*apart(n, w.F))
}

// part is a band of some images.
type part struct {
	first, images int
	from, to      int // rows of tiles
	rows          int // of the matrices
	apartC        int // floats from one position to the next
	apartF        int
}

// parts visits what is worked on at a time, an image's bands in order.
func (w *winograd) parts(n int, visit func(part)) {
	for first := 0; first < n; first += w.images {
		for from := 0; from < w.down; from += w.band {
			p := part{first: first, images: min(w.images, n-first), from: from, to: min(from+w.band, w.down)}
			p.rows = p.images * (p.to - p.from) * w.across
			p.apartC, p.apartF = apart(p.rows, w.C), apart(p.rows, w.F)
			visit(p)
		}
	}
}

// tile is the first of a part's i-th image.
func (p part) tile(i int) int { return i * p.rows / p.images }

// input makes V of a part's i-th image x.
func (w *winograd) input(p part, i int, x, v []float32) {
	size := w.H * w.W * w.C
	w.engine.loops.tileInput(x[(p.first+i)*size:][:size], w.H, w.W, w.C, w.Pad, w.m, w.side, p.from, p.to, w.across, v[p.tile(i)*w.C:], p.apartC)
}

// convolve runs n images x (n, H, W, C). An image's outputs (OutH, OutW, F) go to
// where out says, given a number below w.images that no other image has
// meanwhile, and done is notified.
func (w *winograd) convolve(n int, x []float32, out func(slot, image int) []float32, done func(image int, y []float32)) {
	l := w.engine.loops
	v, y := w.tiles()
	w.parts(n, func(p part) {
		w.engine.each(p.images, func(_, i int) { w.input(p, i, x, v) })
		w.engine.each(w.positions(), func(_, k int) {
			l.conv(v[k*p.apartC:], w.fromC[:p.rows], 1, 0, w.C, w.position(w.u, k), y[k*p.apartF:], w.F, 0, w.panels())
		})
		w.engine.each(p.images, func(_, i int) {
			if p.from == 0 {
				w.outputs[i] = out(i, p.first+i)
			}
			l.tileOutput(y[p.tile(i)*w.F:], p.apartF, w.outputs[i], w.OutH(), w.OutW(), w.F, w.m, w.side, p.from, p.to, w.across)
			if p.to == w.down {
				done(p.first+i, w.outputs[i])
			}
		})
	})
}

// gradients computes dx (n, H, W, C), or nothing where that is nil, and dw (K, K,
// C, F) from the inputs x and each image's output gradient (OutH, OutW, F), which
// dy makes, given a number as convolve's out.
func (w *winograd) gradients(n int, x, weights []float32, dy func(slot, image int) []float32, dx, dw []float32) {
	var ut []float32
	turned := w.product().transposed()
	if dx != nil {
		ut = w.turn(weights, turned)
	}
	apartDU := apart(w.C, w.F)
	du := sized(&w.engine.space.u, w.positions()*apartDU) // U itself was for the way there
	v, y := w.tiles()
	size, l := w.H*w.W*w.C, w.engine.loops
	w.parts(n, func(p part) {
		w.engine.each(p.images, func(_, i int) {
			if p.from == 0 {
				w.outputs[i] = dy(i, p.first+i)
			}
			w.input(p, i, x, v)
			l.tileOutputGrad(w.outputs[i], w.OutH(), w.OutW(), w.F, w.m, w.side, p.from, p.to, w.across, y[p.tile(i)*w.F:], p.apartF)
		})
		w.engine.each(w.positions(), func(_, k int) {
			v, y, du := v[k*p.apartC:], y[k*p.apartF:], du[k*apartDU:][:w.C*w.F]
			if p.first == 0 && p.from == 0 {
				clear(du)
			}
			l.convDW(v, w.fromC[:p.rows], 1, 0, w.C, y, du, w.F, 0, w.panels())
			if dx != nil { // over V, which nobody needs any more
				l.conv(y, w.fromF[:p.rows], 1, 0, w.F, w.position(ut, k), v, w.C, 0, turned.panels())
			}
		})
		if dx == nil {
			return
		}
		w.engine.each(p.images, func(_, i int) {
			image := dx[(p.first+i)*size:][:size]
			if p.from == 0 {
				clear(image)
			}
			l.tileInputGrad(v[p.tile(i)*w.C:], p.apartC, image, w.H, w.W, w.C, w.Pad, w.m, w.side, p.from, p.to, w.across)
		})
	})
	w.engine.each(w.C, func(_, c int) {
		l.sandwich(w.gT, w.K, w.side, du[c*w.F:], apartDU, dw[c*w.F:], w.C*w.F, w.F)
	})
}

// turn returns U for the way back: channels and filters exchanged.
func (w *winograd) turn(weights []float32, turned Conv) []float32 {
	flipped := sized(&w.engine.space.y, len(weights)) // which has no tiles yet
	size := w.C * w.F
	w.engine.each(w.K*w.K, func(_, tap int) {
		from, to := weights[tap*size:][:size], flipped[tap*size:][:size]
		for f := 0; f < w.F; f += wholeVector { // few enough rows for the first cache
			for c := range w.C {
				for i, v := range from[c*w.F+f:][:wholeVector] {
					to[(f+i)*w.C+c] = v
				}
			}
		}
	})
	ut := sized(&w.engine.space.ut, w.positions()*apart(1, turned.PackedLen()))
	w.filters(flipped, ut, turned)
	return ut
}
