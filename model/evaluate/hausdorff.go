package evaluate

import (
	"fmt"
	"math"

	"github.com/oneglyph/oneglyph/model"
)

// HausdorffScorer scores by the modified Hausdorff distance (Dubuisson and Jain
// 1994) as the demo of Lake's task does, which gets 38.8 % of its trials wrong: a
// drawing is the set of its inked pixels as published, neither thinned nor scaled,
// moved so that their mean is the origin.
//
// It knows the drawings of these trials, made by Trials or OpenLake, and none that
// were changed since: those are ErrScores.
func HausdorffScorer(trials []Trial) Scorer {
	h := hausdorffScorer{map[model.Glyph]drawing{}, map[model.Glyph][]point{}}
	for _, t := range trials {
		h.learn(t.Query, t.query)
		for _, shots := range t.Support {
			for _, g := range shots {
				h.learn(g, t.support[g])
			}
		}
	}
	return h
}

type hausdorffScorer struct {
	known  map[model.Glyph]drawing
	points map[model.Glyph][]point
}

func (h hausdorffScorer) learn(g model.Glyph, d drawing) {
	if d.scan != nil {
		h.known[g] = d
	}
}

func (h hausdorffScorer) Scores(query model.Glyph, support []model.Glyph) ([]float64, error) {
	q, err := h.ink(query)
	if err != nil {
		return nil, err
	}
	scores := make([]float64, len(support))
	for i, g := range support {
		s, err := h.ink(g)
		if err != nil {
			return nil, err
		}
		scores[i] = -modifiedHausdorff(q, s)
	}
	return scores, nil
}

func (h hausdorffScorer) ink(g model.Glyph) ([]point, error) {
	if points, done := h.points[g]; done {
		return points, nil
	}
	d, known := h.known[g]
	if !known {
		return nil, fmt.Errorf("%w: a drawing that is no published one", ErrScores)
	}
	points := inked(d.scan())
	h.points[g] = points
	return points, nil
}

// point is a pixel's place in pixels of the drawing as published.
type point struct{ x, y float64 }

// inked returns the places of a drawing's inked pixels about their mean.
func inked(s model.Scan) []point {
	var points []point
	var mean point
	for i, v := range s.Pix {
		if v >= 128 {
			p := point{float64(i % s.W), float64(i / s.W)}
			points = append(points, p)
			mean.x += p.x
			mean.y += p.y
		}
	}
	n := float64(len(points))
	for i := range points {
		points[i].x -= mean.x / n
		points[i].y -= mean.y / n
	}
	return points
}

// modifiedHausdorff is the mean distance from a point of one set to the nearest of
// the other, the larger of both ways; infinite when one is empty. Of the 24
// variants that Dubuisson and Jain compare it is number 22, d₆ with f₂.
func modifiedHausdorff(a, b []point) float64 {
	if len(a) == 0 || len(b) == 0 {
		return math.Inf(1)
	}
	nearest := make([]float64, len(b)) // of a, for each point of b, squared
	for i := range nearest {
		nearest[i] = math.Inf(1)
	}
	sum := 0.0
	for _, p := range a {
		least := math.Inf(1)
		for i, q := range b {
			dx, dy := p.x-q.x, p.y-q.y
			d := dx*dx + dy*dy
			if d < least {
				least = d
			}
			if d < nearest[i] {
				nearest[i] = d
			}
		}
		sum += math.Sqrt(least)
	}
	back := 0.0
	for _, d := range nearest {
		back += math.Sqrt(d)
	}
	return max(sum/float64(len(a)), back/float64(len(b)))
}
