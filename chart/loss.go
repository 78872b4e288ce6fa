package chart

import (
	"math"

	"github.com/oneglyph/oneglyph/model/train/runs"
)

// lossCurve thins the losses to what can be seen, and smooths them: a single
// step's says little. What is no number is left out.
func lossCurve(points []runs.Point) (raw, smooth []spot) {
	const most = 600
	each := max(1, (len(points)+most-1)/most)
	mean, weight := 0.0, 0.0
	decay := 1 - 1/math.Max(float64(len(points))/30, 1)
	for i := 0; i < len(points); i += each {
		var sum, last float64
		n := 0
		part := points[i:min(i+each, len(points))]
		for _, q := range part {
			if math.IsNaN(q.Loss) || math.IsInf(q.Loss, 0) {
				continue
			}
			sum, last = sum+q.Loss, q.Loss
			n++
			mean, weight = decay*mean+(1-decay)*q.Loss, decay*weight+(1-decay)
		}
		if n == 0 {
			continue
		}
		if decay == 0 {
			mean, weight = last, 1
		}
		x := part[len(part)-1].Trained.Seconds()
		raw = append(raw, spot{x, sum / float64(n)})
		smooth = append(smooth, spot{x, mean / weight})
	}
	return raw, smooth
}

// lossRange holds all losses, and from 0 to 1 at least.
func lossRange(raw []spot) (least, most float64) {
	most = 1
	for _, s := range raw {
		least, most = min(least, s.y), max(most, s.y)
	}
	return least, most
}
