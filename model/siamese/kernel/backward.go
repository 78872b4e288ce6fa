package kernel

// Backward computes the gradients of the last Forward, given that of y: dx (n,
// H, W, C), or nil where nobody needs it, dw (K, K, C, F), dgamma (F), or nil
// with a bias, and dbeta (F). x and w are Forward's.
func (b *Block) Backward(x, w, dy, dx, dw, dgamma, dbeta []float32) {
	if b.Norm {
		b.normGradients(x, dy, dgamma, dbeta)
	}
	if b.tiles != nil {
		b.backwardTiles(x, w, dy, dx, dw, dbeta)
		return
	}
	b.prepare(w, dx != nil)
	sums := b.sums(func(worker, l, g int, sums []float64) {
		first, count := b.group(g)
		var z, source []float32
		switch {
		case !b.Norm:
			b.sumGradients(first, count, nil, dy, sums)
			source = b.source(worker, g, x, false)
		case b.z != nil:
			z = b.again(worker, g, x)
			source = b.source(worker, g, x, false)
		default:
			z, source = b.convolve(worker, g, x, false)
		}
		dz := b.gradient(worker, first, count, z, dy)
		p, pixels := b.plan, count*b.OutH()*b.OutW()
		b.engine.loops.convDW(source, p.at[:pixels], p.rows, p.row, p.run, dz, b.parts[l], b.F, 0, b.panels())
		if dx != nil {
			q, pixels := b.back, b.H*b.W
			for i := 0; i < count; i += q.group { // its groups may be smaller
				m := min(q.group, count-i)
				b.engine.loops.conv(q.source(worker, i, m, dz), q.at[:m*pixels], q.rows, q.row, q.run,
					b.turned, dx[(first+i)*pixels*b.C:], b.C, 0, q.panels())
			}
		}
	})
	b.biasGradient(sums, dbeta)
	copy(dw, b.parts[0])
	for _, part := range b.parts[1:] {
		for i, v := range part {
			dw[i] += v
		}
	}
}

// biasGradient returns the gradient of a layer's bias, given each channel's Σ dz.
func (b *Block) biasGradient(sums []float64, dbeta []float32) {
	if b.Norm { // has none
		return
	}
	for f := range dbeta {
		dbeta[f] = float32(sums[f])
	}
}

// backwardTiles is Backward by minimal filtering.
func (b *Block) backwardTiles(x, w, dy, dx, dw, dbeta []float32) {
	if !b.Norm {
		b.biasGradient(b.sums(func(_, _, g int, sums []float64) {
			first, count := b.group(g)
			b.sumGradients(first, count, nil, dy, sums)
		}), dbeta)
	}
	b.tiles.gradients(b.n, x, w, func(slot, i int) []float32 {
		return b.gradient(slot, i, 1, image(b.z, i, b.outLen()), dy)
	}, dx, dw)
}

// prepare makes what Backward works with.
func (b *Block) prepare(w []float32, dx bool) {
	if b.parts == nil {
		b.parts = make([][]float32, lanes)
		for l := range b.parts {
			b.parts[l] = make([]float32, b.WeightLen())
		}
		if dx {
			b.back = b.engine.NewPlan(b.transposed())
			b.turned = make([]float32, b.back.PackedLen())
		}
	}
	for _, part := range b.parts {
		clear(part)
	}
	if dx {
		b.packTransposed(w, b.turned)
	}
}

// sumGradients adds a group's Σ dz and Σ dz·z of each channel.
func (b *Block) sumGradients(first, count int, z, dy []float32, sums []float64) {
	in, out := b.outLen(), b.PooledLen()
	for i := range count {
		at := (first + i) * out
		b.engine.loops.actSums(image(z, i, in), dy[at:][:out], b.pos[at:][:out], b.OutH(), b.OutW(), b.F, b.Pool, sums)
	}
}

// image is the i-th of a number of images, or nil of none.
func image(all []float32, i, size int) []float32 {
	if all == nil {
		return nil
	}
	return all[i*size:][:size]
}

// normGradients computes batch norm's own gradients and the constants of dz.
func (b *Block) normGradients(x, dy, dgamma, dbeta []float32) {
	sums := b.sums(func(worker, _, g int, sums []float64) {
		first, count := b.group(g)
		b.sumGradients(first, count, b.again(worker, g, x), dy, sums)
	})
	count := b.count()
	for f := range b.F {
		dz, dzz, mean := sums[f], sums[b.F+f], float64(b.Mean[f])
		dzn := (dzz - dz*mean) * float64(b.rstd[f]) // Σ dz·ẑ, with ẑ = (z − mean)·rstd
		dgamma[f], dbeta[f] = float32(dzn), float32(dz)
		// gradient of z = scale·(dz − Σdz/count − ẑ·Σ(dz·ẑ)/count)
		slope := -float64(b.scale[f]) * dzn / count * float64(b.rstd[f])
		b.k1[f] = float32(slope)
		b.k0[f] = float32(-float64(b.scale[f])*dz/count - slope*mean)
	}
}

// gradient returns a group's gradient of z.
func (b *Block) gradient(worker, first, count int, z, dy []float32) []float32 {
	in, out := b.outLen(), b.PooledLen()
	dz := scratch(b.dzs, worker, b.plan.group*in)[:count*in]
	for i := range count {
		at := (first + i) * out
		b.engine.loops.actDX(image(z, i, in), dy[at:][:out], b.pos[at:][:out], b.scale, b.k1, b.k0, b.OutH(), b.OutW(), b.F, b.Pool, dz[i*in:][:in])
	}
	return dz
}
