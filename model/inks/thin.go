package inks

// Thin leaves a line one pixel wide along the middle of each stroke (Zhang and
// Suen 1984: a fast parallel algorithm for thinning digital patterns). What is at
// least half ink counts as ink.
func (p *Plane) Thin() {
	for i, v := range p.Pix {
		p.Pix[i] = v >> 7 // 1 is ink from here on
	}
	for {
		// Each round peels from the south-east, then from the north-west.
		if n := p.peel(false) + p.peel(true); n == 0 {
			break
		}
	}
	for i, v := range p.Pix {
		p.Pix[i] = -v
	}
}

// peel removes the border pixels of one half of the compass that no line needs
// to hold together, and returns their number.
func (p *Plane) peel(northWest bool) (removed int) {
	copy(p.spare, p.Pix)
	for y := range p.H {
		for x := range p.W {
			if p.Pix[y*p.W+x] == 0 {
				continue
			}
			n := p.around(x, y)
			ink, changes := uint8(0), 0
			for i, v := range n {
				ink += v
				if v == 0 && n[(i+1)%8] == 1 {
					changes++
				}
			}
			if ink < 2 || ink > 6 || changes != 1 {
				continue
			}
			north, east, south, west := n[0], n[2], n[4], n[6]
			if northWest {
				if north*east*west != 0 || north*south*west != 0 {
					continue
				}
			} else if north*east*south != 0 || east*south*west != 0 {
				continue
			}
			p.spare[y*p.W+x] = 0
			removed++
		}
	}
	p.Pix, p.spare = p.spare, p.Pix
	return removed
}

// around returns a pixel's eight neighbours, clockwise from the north.
func (p *Plane) around(x, y int) [8]uint8 {
	at := func(x, y int) uint8 {
		if x < 0 || y < 0 || x >= p.W || y >= p.H {
			return 0
		}
		return p.Pix[y*p.W+x]
	}
	return [8]uint8{
		at(x, y-1), at(x+1, y-1), at(x+1, y), at(x+1, y+1),
		at(x, y+1), at(x-1, y+1), at(x-1, y), at(x-1, y-1),
	}
}
