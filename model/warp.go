package model

import "math"

// Warp bends a glyph while it is made: a point (u, v) of the frame, both from
// −½ to ½, takes its ink from A·(u, v, 1) plus the displacement that Grid gives
// there. Training draws warps at random.
type Warp struct {
	A [6]float32 // row by row: u' = A₀u + A₁v + A₂, v' = A₃u + A₄v + A₅
	// Grid holds GridSide² displacements (du, dv), row by row over the frame,
	// interpolated linearly between; nil means none.
	Grid [][2]float32
}

// GridSide is the number of a Warp's grid points along each side.
const GridSide = 8

// Identity is the warp that changes nothing.
func Identity() Warp { return Warp{A: [6]float32{1, 0, 0, 0, 1, 0}} }

// Turn is the warp that turns a drawing about the frame's middle by so many degrees
// to the left, to the right below 0.
func Turn(degrees float64) Warp {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return Warp{A: [6]float32{float32(cos), float32(-sin), 0, float32(sin), float32(cos), 0}}
}

// gridRow interpolates one line of a warp's grid at height v.
func gridRow(du, dv *[GridSide]float32, grid [][2]float32, v float32) {
	g := (v + 0.5) * (GridSide - 1)
	i := min(int(g), GridSide-2)
	f := g - float32(i)
	for k := range GridSide {
		top, bottom := grid[i*GridSide+k], grid[(i+1)*GridSide+k]
		du[k] = top[0] + f*(bottom[0]-top[0])
		dv[k] = top[1] + f*(bottom[1]-top[1])
	}
}
