package kernel

import "math"

// NormEpsilon is added to the variance, as PyTorch does.
const NormEpsilon = 1e-5

// Block is one layer of the network for batches of one size: convolution, then
// batch norm or a bias, then ReLU and max-pool over Pool×Pool, where an odd last
// line or column is dropped. Doing them together, a few images at a time, keeps
// what lies between in the processor's caches: with a bias the convolution's
// output is never kept, and with batch norm only where computing it again would
// cost more than reading it.
type Block struct {
	Conv
	Pool int
	Norm bool

	engine *Engine
	n      int
	tiles  *winograd // nil where the plain sum is as fast
	plan   *Plan     // what the plain sum reads
	packed []float32
	copies [][]float32 // a group's copy of the input, where one is as good as four
	z      []float32   // the convolution's output (n, OutH, OutW, F), where kept
	zs     [][]float32 // the part of it that a worker has, where not

	// From the last Forward.
	pos                []uint8 // which pixel of each window won
	Mean, Variance     []float32
	rstd, scale, shift []float32

	// For Backward.
	back   *Plan
	turned []float32   // packed weights of the transposed convolution
	dzs    [][]float32 // the part of the gradient of z that a worker has
	parts  [][]float32 // a lane's share of the weight gradient
	k1, k0 []float32
}

// cheap is how many multiplications a value cost less than fetching it.
const cheap = 16

// NewBlock prepares a layer for batches of n images.
func (e *Engine) NewBlock(s Conv, pool int, norm bool, n int) *Block {
	tiles := e.minimal(s, n)
	if tiles != nil {
		tiles.prepare()
	}
	return e.newBlock(s, pool, norm, n, tiles)
}

// NewFrozen prepares a layer for Infer, without batch norm. Its results do not
// depend on n, to the bit: the way to compute them is chosen for a handful. What
// the pooling drops at the edge is not computed, as nobody wants its mean.
func (e *Engine) NewFrozen(s Conv, pool, n int) *Block {
	s, tiles := e.frozenTiles(s, pool, n)
	if tiles != nil {
		tiles.prepare()
	}
	return e.newBlock(s, pool, false, n, tiles)
}

// frozenTiles chooses how NewFrozen's layer is computed.
func (e *Engine) frozenTiles(s Conv, pool, n int) (Conv, *winograd) {
	const handful = 5
	if edge := s.OutH() % pool; edge == s.OutW()%pool {
		s.Trim += edge
	}
	tiles := e.minimal(s, handful)
	if tiles != nil {
		tiles = e.tile(s, tiles.m, n)
	}
	return s, tiles
}

func (e *Engine) newBlock(s Conv, pool int, norm bool, n int, tiles *winograd) *Block {
	b := &Block{Conv: s, Pool: pool, Norm: norm, engine: e, n: n, tiles: tiles, plan: e.NewPlan(s)}
	if b.tiles == nil {
		b.packed = make([]float32, s.PackedLen())
	}
	slots := e.threads
	if b.tiles != nil {
		slots = b.tiles.images
	}
	b.zs, b.dzs = make([][]float32, slots), make([][]float32, slots)
	b.k1, b.k0 = make([]float32, s.F), make([]float32, s.F)
	b.rstd, b.scale, b.shift = make([]float32, s.F), make([]float32, s.F), make([]float32, s.F)
	b.Mean, b.Variance = make([]float32, s.F), make([]float32, s.F)
	for f := range b.scale {
		b.scale[f] = 1
	}
	if norm && s.K*s.K*s.C > cheap {
		b.z = make([]float32, n*b.outLen())
	}
	if b.plan.columns {
		b.copies = make([][]float32, b.groups())
	}
	return b
}

// outLen and pooledLen are one image's values before and after the pooling.
func (b *Block) outLen() int { return b.OutH() * b.OutW() * b.F }

// PooledLen is the number of values of one output image.
func (b *Block) PooledLen() int { return (b.OutH() / b.Pool) * (b.OutW() / b.Pool) * b.F }

func (b *Block) groups() int { return b.plan.groups(b.n) }

// group says which images a group has.
func (b *Block) group(i int) (first, count int) {
	first = i * b.plan.group
	return first, min(b.plan.group, b.n-first)
}

// source returns what a group's output pixels read; fresh says that x is new.
func (b *Block) source(worker, group int, x []float32, fresh bool) []float32 {
	first, count := b.group(group)
	if b.copies == nil {
		return b.plan.source(worker, first, count, x)
	}
	if b.copies[group] == nil {
		b.copies[group] = make([]float32, b.plan.group*b.plan.size)
	}
	if fresh {
		b.plan.copy(b.copies[group], first, count, x)
	}
	return b.copies[group]
}

// convolve returns a group's convolution, in z where that is kept, and the source
// that it read.
func (b *Block) convolve(worker, group int, x []float32, fresh bool) (z, source []float32) {
	first, count := b.group(group)
	source = b.source(worker, group, x, fresh)
	if b.z != nil {
		z = b.z[first*b.outLen():][:count*b.outLen()]
	} else {
		z = scratch(b.zs, worker, b.plan.group*b.outLen())[:count*b.outLen()]
	}
	p := b.plan
	b.engine.loops.conv(source, p.at[:count*b.OutH()*b.OutW()], p.rows, p.row, p.run, b.packed, z, b.F, 0, b.panels())
	return z, source
}

// scratch returns a worker's buffer of a set, made at its first use.
func scratch(set [][]float32, worker, n int) []float32 {
	if set[worker] == nil {
		set[worker] = make([]float32, n)
	}
	return set[worker]
}

// Freeze fixes weights (K, K, C, F) and bias (F) for Infer.
func (b *Block) Freeze(w, bias []float32) {
	b.load(w, true)
	copy(b.shift, bias)
}

// load makes weights (K, K, C, F) ready for convolve, to stay or for one call.
func (b *Block) load(w []float32, stay bool) {
	if b.tiles != nil {
		b.tiles.load(w, stay)
	} else {
		b.Pack(w, b.packed)
	}
}

// Infer runs the frozen layer over the first n images of a batch: x (n, H, W, C) to
// y (n, OutH/Pool, OutW/Pool, F).
func (b *Block) Infer(n int, x, y []float32) {
	whole := b.n
	b.n = n
	b.run(x, y, nil)
	b.n = whole
}

// run does the whole layer with scale and shift as they are.
func (b *Block) run(x, y []float32, pos []uint8) {
	if b.tiles != nil {
		b.tiles.convolve(b.n, x,
			func(slot, _ int) []float32 { return scratch(b.zs, slot, b.outLen()) },
			func(image int, z []float32) { b.activate(image, 1, z, y, pos) })
		return
	}
	b.engine.each(b.groups(), func(worker, g int) {
		z, _ := b.convolve(worker, g, x, true)
		first, count := b.group(g)
		b.activate(first, count, z, y, pos)
	})
}

// activate runs scale, shift, ReLU and pooling over some images.
func (b *Block) activate(first, count int, z, y []float32, pos []uint8) {
	in, out := b.outLen(), b.PooledLen()
	for i := range count {
		var p []uint8
		if pos != nil {
			p = pos[(first+i)*out:][:out]
		}
		b.engine.loops.act(z[i*in:][:in], b.scale, b.shift, b.OutH(), b.OutW(), b.F, b.Pool, y[(first+i)*out:][:out], p)
	}
}

// Forward runs the layer in training: x (n, H, W, C), weights (K, K, C, F), and
// gamma and beta, or nil and the bias, (F) each, to y (n, OutH/Pool, OutW/Pool,
// F). With batch norm it leaves the batch's Mean and (biased) Variance (Ioffe
// and Szegedy 2015).
func (b *Block) Forward(x, w, gamma, beta, y []float32) {
	if b.pos == nil {
		b.pos = make([]uint8, b.n*b.PooledLen())
	}
	b.load(w, false)
	if !b.Norm {
		copy(b.shift, beta)
		b.run(x, y, b.pos)
		return
	}
	if b.tiles != nil {
		b.tiles.convolve(b.n, x,
			func(_, image int) []float32 { return b.z[image*b.outLen():][:b.outLen()] },
			func(int, []float32) {})
	}
	sums := b.sums(func(worker, _, g int, sums []float64) {
		b.engine.loops.moments(b.fresh(worker, g, x), b.F, sums)
	})
	count := b.count()
	for f := range b.F {
		mean := sums[f] / count
		variance := math.Max(sums[b.F+f]/count-mean*mean, 0)
		b.Mean[f], b.Variance[f] = float32(mean), float32(variance)
		b.rstd[f] = float32(1 / math.Sqrt(variance+NormEpsilon))
		b.scale[f] = gamma[f] * b.rstd[f]
		b.shift[f] = beta[f] - b.Mean[f]*b.scale[f]
	}
	b.engine.each(b.groups(), func(worker, g int) {
		first, count := b.group(g)
		b.activate(first, count, b.again(worker, g, x), y, b.pos)
	})
}

// fresh returns a group's convolution of new inputs.
func (b *Block) fresh(worker, group int, x []float32) []float32 {
	if b.tiles != nil { // has made it
		return b.again(worker, group, x)
	}
	z, _ := b.convolve(worker, group, x, true)
	return z
}

// again returns a group's convolution once more.
func (b *Block) again(worker, group int, x []float32) []float32 {
	if b.z != nil {
		first, count := b.group(group)
		return b.z[first*b.outLen():][:count*b.outLen()]
	}
	z, _ := b.convolve(worker, group, x, false)
	return z
}

// count is the number of values that a channel's statistics are over.
func (b *Block) count() float64 { return float64(b.n * b.OutH() * b.OutW()) }

// sums adds up 2·F figures over the batch in fixed lanes.
func (b *Block) sums(add func(worker, lane, group int, sums []float64)) []float64 {
	parts := make([]float64, lanes*2*b.F)
	b.engine.each(lanes, func(worker, l int) {
		for g, to := lane(l, b.groups()); g < to; g++ {
			add(worker, l, g, parts[l*2*b.F:(l+1)*2*b.F])
		}
	})
	total := parts[:2*b.F]
	for l := 1; l < lanes; l++ {
		for i := range total {
			total[i] += parts[l*2*b.F+i]
		}
	}
	return total
}
