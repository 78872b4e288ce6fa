package inspect

import (
	"context"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// Figures of Heat. The slope at the drawing itself says what the very next bit of ink
// changes, which is noise where h₁ⱼ ≈ h₂ⱼ and |h₁ⱼ − h₂ⱼ| has its kink: it agrees with
// occlusion by a rank correlation of 0.28. So ink is followed on its way to blank
// paper, a quarter of the windows at a time, no two of them side by side, as if the
// drawing had been worn there. Two grids half a window apart even their edges out.
const (
	heatWindow = 15 // pixels, a seventh of the paper
	heatPeriod = 2  // every second window each way goes at a time
	heatSteps  = 2  // points on the way at which the slope is taken
)

var heatOffsets = [...]int{0, heatWindow / 2}

// Heat returns for each pixel of a drawing what its ink brings to the logit with
// another's embedding, (model.Side, model.Side): above 0 it speaks for the match, below
// against it, and where there is no ink it is 0. It is the integral of the gradient
// along the ways on which windows of ink fade (Sundararajan, Taly and Yan 2017,
// equation 1), so that the ink of every second window sums to about what the logit
// loses without it. docs/inspect.md says how well that agrees with occlusion. Errors
// are ctx's and the network's.
func (i *Inspector) Heat(ctx context.Context, drawing Look, other model.Embedding) ([]float32, error) {
	if i.slope == nil {
		var err error
		if i.slope, err = siamese.NewSensitivity(i.network, i.threads); err != nil {
			return nil, err
		}
	}
	const groups = heatPeriod * heatPeriod
	ink := drawing.Glyph.Pix()
	heat, slope := make([]float32, len(ink)), make([]float32, len(ink))
	faded := make([]uint8, len(ink))
	for _, offset := range heatOffsets {
		for group := range groups {
			if !inGroup(ink, offset, group) {
				continue
			}
			for step := range heatSteps {
				if err := ctx.Err(); err != nil {
					return nil, err
				}
				left := 1 - (float32(step)+0.5)/heatSteps
				for at, v := range ink {
					faded[at] = v
					if windowGroup(at, offset) == group {
						faded[at] = uint8(float32(v) * left)
					}
				}
				if _, err := i.slope.Gradient(slope, faded, drawing.Turned != 0, other); err != nil {
					return nil, err
				}
				for at, v := range ink {
					if windowGroup(at, offset) == group {
						heat[at] += slope[at] * float32(v) / (255 * heatSteps * float32(len(heatOffsets)))
					}
				}
			}
		}
	}
	return heat, nil
}

// windowGroup is the group of the window that a pixel lies in.
func windowGroup(at, offset int) int {
	x, y := (at%model.Side+offset)/heatWindow, (at/model.Side+offset)/heatWindow
	return y%heatPeriod*heatPeriod + x%heatPeriod
}

// inGroup reports whether a group's windows hold any ink.
func inGroup(ink []uint8, offset, group int) bool {
	for at, v := range ink {
		if v > 0 && windowGroup(at, offset) == group {
			return true
		}
	}
	return false
}
