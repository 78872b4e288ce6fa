package kernel

// Cost is what a layer takes, reckoned from its shape before any of it is made.
type Cost struct {
	Bytes    int64 // of memory, but for weights and images that are the caller's
	Products int64 // multiplications for all images, by the plain sum
}

// Plus adds two costs of layers that are there together.
func (c Cost) Plus(d Cost) Cost { return Cost{c.Bytes + d.Bytes, c.Products + d.Products} }

// FrozenCost reckons what NewFrozen's layer takes once it has run.
func (e *Engine) FrozenCost(s Conv, pool, n int) Cost {
	s, tiles := e.frozenTiles(s, pool, n)
	return e.cost(s, n, tiles)
}

// cost counts the floats of a layer that only looks at n images.
func (e *Engine) cost(s Conv, n int, tiles *winograd) Cost {
	pixels, in, group := s.OutH()*s.OutW(), (s.H+2*s.Pad)*(s.W+2*s.Pad)*s.C, s.group()
	floats := group*pixels + 64*s.F
	if tiles != nil {
		rows := tiles.images * tiles.band * tiles.across
		floats += tiles.positions() * (apart(1, s.C*s.panels()*panel) + apart(rows, s.C) + apart(rows, s.F))
		floats += tiles.images * pixels * s.F
	} else {
		floats += s.PackedLen() + e.threads*group*pixels*s.F
		if s.hasColumns() {
			floats += (n + group) * pixels * s.K * s.K * s.C
		} else if s.Pad > 0 {
			floats += e.threads * group * in
		}
	}
	return Cost{4 * int64(floats), int64(n) * int64(pixels) * int64(s.WeightLen())}
}
