package writing

import (
	"math"

	"github.com/oneglyph/oneglyph/model"
)

// Box is the smallest rectangle around some ink, y growing downwards.
type Box struct{ X0, Y0, X1, Y1 float32 }

// nowhere is the box of nothing.
var nowhere = Box{math.MaxFloat32, math.MaxFloat32, -math.MaxFloat32, -math.MaxFloat32}

// BoxOf returns the box of a stroke's finite points, and whether it has any.
func BoxOf(s model.Stroke) (b Box, ok bool) {
	b = nowhere
	const far = 1e18 // as model.FromStrokes has it
	for _, p := range s {
		if p.X > -far && p.X < far && p.Y > -far && p.Y < far {
			b, ok = b.Union(Box{p.X, p.Y, p.X, p.Y}), true
		}
	}
	return b, ok
}

// Union is the box around both.
func (b Box) Union(c Box) Box {
	return Box{min(b.X0, c.X0), min(b.Y0, c.Y0), max(b.X1, c.X1), max(b.Y1, c.Y1)}
}

// Width, Height and Longer are the box's sides.
func (b Box) Width() float32  { return b.X1 - b.X0 }
func (b Box) Height() float32 { return b.Y1 - b.Y0 }
func (b Box) Longer() float32 { return max(b.Width(), b.Height()) }

// Centre is the box's middle.
func (b Box) Centre() model.Point {
	return model.Point{X: b.X0/2 + b.X1/2, Y: b.Y0/2 + b.Y1/2}
}

// shared is how far two boxes overlap along x, negative where there is a gap.
func (b Box) shared(c Box) float32 { return min(b.X1, c.X1) - max(b.X0, c.X0) }
