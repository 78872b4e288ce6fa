package inks

import "math/rand/v2"

// Break makes gaps, as a pen leaves that runs dry: some discs of paper, each
// around a pixel of ink.
func (p *Plane) Break(rng *rand.Rand, gaps int, radius float64) {
	ink := p.inked()
	if len(ink) == 0 {
		return
	}
	reach := int(radius)
	for range gaps {
		at := ink[rng.IntN(len(ink))]
		cx, cy := at%p.W, at/p.W
		for y := max(cy-reach, 0); y <= min(cy+reach, p.H-1); y++ {
			for x := max(cx-reach, 0); x <= min(cx+reach, p.W-1); x++ {
				if dx, dy := float64(x-cx), float64(y-cy); dx*dx+dy*dy <= radius*radius {
					p.Pix[y*p.W+x] = 0
				}
			}
		}
	}
}

// Fleck turns a share of the ink's pixels into paper, as rough paper does.
func (p *Plane) Fleck(rng *rand.Rand, share float64) {
	for _, at := range p.inked() {
		if rng.Float64() < share {
			p.Pix[at] = 0
		}
	}
}

// inked lists the pixels that are at least half ink.
func (p *Plane) inked() []int {
	var at []int
	for i, v := range p.Pix {
		if v >= 128 {
			at = append(at, i)
		}
	}
	return at
}
