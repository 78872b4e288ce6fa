package kernel

// Watch is Infer that also keeps which pixel of each window won, for InputGradient.
func (b *Block) Watch(x, y []float32) {
	if b.pos == nil {
		b.pos = make([]uint8, b.n*b.PooledLen())
	}
	b.run(x, y, b.pos)
}

// InputGradient computes dx (n, H, W, C) of the last Watch, given the gradient dy of
// what it computed and the weights (K, K, C, F) that Freeze fixed. What the layer's
// parameters would want is left out, so that it costs no more than Watch.
func (b *Block) InputGradient(w, dy, dx []float32) {
	whole := b.Conv // backwards the outputs that pooling drops are there again, as zeros
	whole.Trim = 0
	if b.back == nil {
		b.back = b.engine.NewPlan(whole.transposed())
		b.turned = make([]float32, b.back.PackedLen())
		whole.packTransposed(w, b.turned)
		b.dzs = make([][]float32, b.engine.threads)
	}
	q := b.back
	out, in, z := b.PooledLen(), b.H*b.W*b.C, whole.OutH()*whole.OutW()*b.F
	b.engine.each(q.groups(b.n), func(worker, g int) {
		first := g * q.group
		count := min(q.group, b.n-first)
		dz := scratch(b.dzs, worker, q.group*z)[:count*z]
		for i := range count {
			at := (first + i) * out
			b.engine.loops.actDX(nil, dy[at:][:out], b.pos[at:][:out], b.scale, b.k1, b.k0, whole.OutH(), whole.OutW(), b.F, b.Pool, dz[i*z:][:z])
		}
		pixels := b.H * b.W
		b.engine.loops.conv(q.source(worker, 0, count, dz), q.at[:count*pixels], q.rows, q.row, q.run, b.turned, dx[first*in:], b.C, 0, q.panels())
	})
}
