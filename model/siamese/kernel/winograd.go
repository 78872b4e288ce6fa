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
	u, ut        []float32   // the filters, packed: (positions, C, F) and (positions, F, C)
	du           []float32   // gradient of u, not packed
	flipped      []float32   // the weights as (K, K, F, C)
	v, y         []float32   // the tiles by position, of C and of F floats
	outputs      [][]float32 // of the images being worked on
}

// tilings are the tiles that loops.h has: outputs a side by filter side.
var tilings = [][2]int{{2, 3}, {4, 3}, {5, 3}, {3, 4}, {5, 4}, {2, 7}}

// wholeVector is what channels must be a multiple of.
const wholeVector = 16

// minimal chooses tiles for a convolution of n images, or none where the plain
// sum is as fast: it weighs the products of whole tiles against fetching the
// filters, which are more than before, once for each band.
func (e *Engine) minimal(s Conv, n int) *winograd {
	if s.C%wholeVector != 0 || s.F%wholeVector != 0 {
		return nil
	}
	const ( // in cycles of a core
		product = 1.0 / 27 // 32 a cycle at best
		fetch   = 1.0 / 4  // one of the filters' numbers, from the outer caches
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
	if chosen != nil {
		chosen.prepare()
	}
	return chosen
}

// tile gives tiles of m×m outputs; prepare makes them ready.
func (e *Engine) tile(s Conv, m, n int) *winograd {
	w := &winograd{Conv: s, m: m, side: m + s.K - 1, engine: e}
	w.down, w.across = (s.OutH()+m-1)/m, (s.OutW()+m-1)/m
	w.divide(n)
	return w
}

// divide says how much is worked on at a time: enough tiles for matrices that are
// tall, few enough for the second cache, and of two images where there are so
// many, for two threads to share.
func (w *winograd) divide(n int) {
	const enough = 48 // tiles
	w.images = min(max(enough/(w.down*w.across), 2), n)
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
	w.u = make([]float32, w.positions()*w.product().PackedLen())
	w.v, w.y = make([]float32, w.positions()*apart(rows, w.C)), make([]float32, w.positions()*apart(rows, w.F))
	w.outputs = make([][]float32, w.images)
}

// apart is how many floats one position's rows are from the next one's: a cache
// line more than they need, or all positions of a tile would compete for the
// same few places in the caches.
func apart(rows, channels int) int { return rows*channels + 16 }

func (w *winograd) positions() int { return w.side * w.side }

// product is one position's matrix product, as a layer over a tile's channels.
func (w *winograd) product() Conv { return Conv{H: 1, W: 1, C: w.C, F: w.F, K: 1} }

// filters makes U of weights (K, K, C, F), packed.
func (w *winograd) filters(weights, u []float32, s Conv) {
	apart := s.PackedLen()
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

// load takes weights (K, K, C, F) for the convolutions that follow.
func (w *winograd) load(weights []float32) { w.filters(weights, w.u, w.product()) }

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

// tileC and tileF are where the tiles of a part's i-th image start.
func (w *winograd) tileC(p part, i int) []float32 { return w.v[i*p.rows/p.images*w.C:] }
func (w *winograd) tileF(p part, i int) []float32 { return w.y[i*p.rows/p.images*w.F:] }

// input makes V of a part's i-th image x.
func (w *winograd) input(p part, i int, x []float32) {
	size := w.H * w.W * w.C
	w.engine.loops.tileInput(x[(p.first+i)*size:][:size], w.H, w.W, w.C, w.Pad, w.m, w.side, p.from, p.to, w.across, w.tileC(p, i), p.apartC)
}

// convolve runs n images x (n, H, W, C). An image's outputs (OutH, OutW, F) go to
// where out says, given a number below w.images that no other image has
// meanwhile, and done hears of it.
func (w *winograd) convolve(n int, x []float32, out func(slot, image int) []float32, done func(image int, y []float32)) {
	l := w.engine.loops
	w.parts(n, func(p part) {
		w.engine.each(p.images, func(_, i int) { w.input(p, i, x) })
		w.engine.each(w.positions(), func(_, k int) {
			l.conv(w.v[k*p.apartC:], w.fromC[:p.rows], 1, 0, w.C, w.position(w.u, k), w.y[k*p.apartF:], w.F, 0, w.panels())
		})
		w.engine.each(p.images, func(_, i int) {
			if p.from == 0 {
				w.outputs[i] = out(i, p.first+i)
			}
			l.tileOutput(w.tileF(p, i), p.apartF, w.outputs[i], w.OutH(), w.OutW(), w.F, w.m, w.side, p.from, p.to, w.across)
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
	w.prepareGradients(weights, dx != nil)
	size, l := w.H*w.W*w.C, w.engine.loops
	turned := w.product().transposed()
	w.parts(n, func(p part) {
		w.engine.each(p.images, func(_, i int) {
			if p.from == 0 {
				w.outputs[i] = dy(i, p.first+i)
			}
			w.input(p, i, x)
			l.tileOutputGrad(w.outputs[i], w.OutH(), w.OutW(), w.F, w.m, w.side, p.from, p.to, w.across, w.tileF(p, i), p.apartF)
		})
		w.engine.each(w.positions(), func(_, k int) {
			v, y := w.v[k*p.apartC:], w.y[k*p.apartF:]
			l.convDW(v, w.fromC[:p.rows], 1, 0, w.C, y, w.du[k*w.C*w.F:], w.F, 0, w.panels())
			if dx != nil { // over V, which nobody needs any more
				l.conv(y, w.fromF[:p.rows], 1, 0, w.F, w.position(w.ut, k), v, w.C, 0, turned.panels())
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
			l.tileInputGrad(w.tileC(p, i), p.apartC, image, w.H, w.W, w.C, w.Pad, w.m, w.side, p.from, p.to, w.across)
		})
	})
	l.sandwich(w.gT, w.K, w.side, w.du, w.C*w.F, dw, w.C*w.F, w.C*w.F)
}

func (w *winograd) prepareGradients(weights []float32, dx bool) {
	if w.du == nil {
		w.du = make([]float32, w.positions()*w.C*w.F)
	}
	clear(w.du)
	if !dx {
		return
	}
	turned := w.product().transposed()
	if w.ut == nil {
		w.ut, w.flipped = make([]float32, w.positions()*turned.PackedLen()), make([]float32, len(weights))
	}
	size := w.C * w.F
	w.engine.each(w.K*w.K, func(_, tap int) {
		from, to := weights[tap*size:][:size], w.flipped[tap*size:][:size]
		for c := range w.C {
			for f, v := range from[c*w.F : (c+1)*w.F] {
				to[f*w.C+c] = v
			}
		}
	})
	w.filters(w.flipped, w.ut, turned)
}
