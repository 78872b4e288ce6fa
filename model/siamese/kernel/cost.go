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
	return e.cost(s, n, tiles, 0, 1)
}

// BlockCost reckons what NewBlock's layer takes in training.
func (e *Engine) BlockCost(s Conv, pool int, norm bool, n int) Cost {
	kept := 0 // floats an image of the convolution's output
	if norm && s.K*s.K*s.C > cheap {
		kept = s.OutH() * s.OutW() * s.F
	}
	c := e.cost(s, n, e.minimal(s, n), kept, 2)
	c.Bytes += int64(n) * int64((s.OutH()/pool)*(s.OutW()/pool)*s.F) // which pixel won
	c.Products *= 3                                                  // and both gradients
	return c
}

// cost counts a layer's floats, with two directions where it also goes back.
func (e *Engine) cost(s Conv, n int, tiles *winograd, kept, directions int) Cost {
	pixels, in, group := s.OutH()*s.OutW(), (s.H+2*s.Pad)*(s.W+2*s.Pad)*s.C, s.group()
	floats := n*kept + group*pixels + 64*s.F
	if tiles != nil {
		rows := tiles.images * tiles.band * tiles.across
		floats += tiles.positions() * (apart(1, s.C*s.panels()*panel) + apart(rows, s.C) + apart(rows, s.F)) * directions
		floats += directions * (tiles.images * pixels * s.F)
		if directions > 1 { // the filters turned
			floats += tiles.positions()*apart(1, s.F*(s.C+panel)) + s.WeightLen()
		}
	} else {
		floats += s.PackedLen() + e.threads*group*directions*pixels*s.F
		if s.hasColumns() {
			floats += (n + group) * pixels * s.K * s.K * s.C
		} else if s.Pad > 0 {
			floats += e.threads * group * in
		}
		if directions > 1 {
			t := s.transposed()
			floats += lanes*s.WeightLen() + t.PackedLen() + e.threads*t.group()*(t.H+2*t.Pad)*(t.W+2*t.Pad)*t.C + t.group()*s.H*s.W
		}
	}
	return Cost{4 * int64(floats), int64(n) * int64(pixels) * int64(s.WeightLen())}
}
