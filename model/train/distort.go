package train

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/oneglyph/oneglyph/model"
)

// Distortion says how far training pictures are bent, each at random.
type Distortion struct {
	Rotation float64 `json:"rotation"` // degrees, either way
	Scale    float64 `json:"scale"`    // share by which each axis grows or shrinks
	Shear    float64 `json:"shear"`
	Shift    float64 `json:"shift"`   // of the frame
	Elastic  float64 `json:"elastic"` // deviation of a smooth field of displacements, of the frame
	Widen    float64 `json:"widen"`   // probability of a thicker pen
	// Chance is the probability of each of rotation, scale, shear and shift; 0
	// is always.
	Chance float64 `json:"chance,omitempty"`
	Pens
}

// DefaultDistortion is the shipped network's.
var DefaultDistortion = Distortion{
	Rotation: 10, Scale: 0.12, Shear: 0.2, Shift: 0.03, Elastic: 0.05, Widen: 0.25,
	Pens: Pens{Thin: 0.2, Bold: 0.45, Soft: 0.2, Coarse: 0.15, Worn: 0.15},
}

func (d Distortion) check() error {
	for _, v := range []float64{d.Rotation, d.Scale, d.Shear, d.Shift, d.Elastic, d.Widen, d.Chance} {
		if !(v >= 0) || math.IsInf(v, 0) {
			return fmt.Errorf("train: distortion %+v: numbers from 0 on are needed", d)
		}
	}
	if d.Scale >= 1 {
		return fmt.Errorf("train: distortion: a scale of 1 ± %g leaves nothing", d.Scale)
	}
	return d.Pens.check()
}

// warp draws a warp. grid is memory for its elastic field.
func (d Distortion) warp(rng *rand.Rand, grid [][2]float32) model.Warp {
	either := func(most float64) float64 { return most * (2*rng.Float64() - 1) }
	maybe := func(most float64) float64 { // either, or nothing
		if d.Chance > 0 && rng.Float64() >= d.Chance {
			return 0
		}
		return most
	}
	angle := either(maybe(d.Rotation)) * math.Pi / 180
	sin, cos := math.Sincos(angle)
	scale, shear, shift := maybe(d.Scale), maybe(d.Shear), maybe(d.Shift)
	sx, sy := 1+either(scale), 1+either(scale)
	kx, ky := either(shear)/2, either(shear)/2
	// Frame to source: rotation, then shear, then scale.
	a, b, c, e := cos/sx, -sin/sx, sin/sy, cos/sy
	a, b, c, e = a+kx*c, b+kx*e, c+ky*a, e+ky*b
	tx, ty := either(shift), either(shift)
	w := model.Warp{A: [6]float32{float32(a), float32(b), float32(tx), float32(c), float32(e), float32(ty)}}
	if d.Elastic > 0 {
		elastic(rng, d.Elastic, grid)
		w.Grid = grid
	}
	return w
}

// elastic fills a warp's grid with independent displacements, smoothed over
// their neighbours so that strokes bend and do not tear.
func elastic(rng *rand.Rand, deviation float64, grid [][2]float32) {
	const n = model.GridSide
	var raw [n + 2][n + 2][2]float64
	for i := range raw {
		for j := range raw[i] {
			raw[i][j] = [2]float64{rng.NormFloat64(), rng.NormFloat64()}
		}
	}
	weights := [3]float64{0.25, 0.5, 0.25}
	// Smoothing leaves 1/16+1/4+1/16 = 3/8 of the variance along each axis.
	scale := deviation / (3.0 / 8)
	for i := range n {
		for j := range n {
			var sum [2]float64
			for y, wy := range weights {
				for x, wx := range weights {
					sum[0] += wy * wx * raw[i+y][j+x][0]
					sum[1] += wy * wx * raw[i+y][j+x][1]
				}
			}
			grid[i*n+j] = [2]float32{float32(scale * sum[0]), float32(scale * sum[1])}
		}
	}
}

// widen thickens a scan's ink to the right and below by a pixel, in place.
func widen(s model.Scan, right, below bool) {
	if right {
		for y := range s.H {
			row := s.Pix[y*s.W : (y+1)*s.W]
			for x := s.W - 1; x > 0; x-- {
				row[x] = max(row[x], row[x-1])
			}
		}
	}
	if below {
		for i := len(s.Pix) - 1; i >= s.W; i-- {
			s.Pix[i] = max(s.Pix[i], s.Pix[i-s.W])
		}
	}
}
