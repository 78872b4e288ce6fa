package inspect

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// Neighbours is the plane in which what is alike lies together: UMAP (McInnes, Healy
// and Melville 2018) over the network's own distance Σⱼ αⱼ·|hⱼ − h'ⱼ|. It is short
// enough to be written here: the Go modules that do the like are not kept.
type Neighbours struct {
	rows   []float32
	metric *siamese.Metric
	points []XY
	logits []float32 // scratch of Place
}

// Figures of UMAP: the paper's own defaults, section 4.3, but for the epochs, of which
// fewer suffice from a start in the principal plane.
const (
	neighbourCount = 15
	epochs         = 250
	negatives      = 5            // points pushed away for each one pulled
	curveA, curveB = 1.577, 0.895 // of 1/(1 + a·d²ᵇ), for a least distance of 0.1
	longestStep    = 4.0
	startSide      = 10.0 // of the square in which the points start
)

// neighbour is a row close to another.
type neighbour struct {
	row      int
	distance float64
	weight   float64 // how surely they are neighbours, 0 to 1
}

// NewNeighbours puts points into the plane. The same points come to the same places.
// Errors are ctx's.
func NewNeighbours(ctx context.Context, m *siamese.Metric, p *Points, start []XY) (*Neighbours, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	n := p.Len()
	u := &Neighbours{rows: p.Rows, metric: m, points: spreadOut(start), logits: make([]float32, n)}
	if n < 3 { // there is nothing to arrange
		return u, nil
	}
	near, err := nearest(ctx, m, p, min(neighbourCount, n-1))
	if err != nil {
		return nil, err
	}
	return u, u.arrange(ctx, edgesOf(near))
}

// spreadOut scales a start to startSide and moves points that coincide apart.
func spreadOut(start []XY) []XY {
	largest := 0.0
	for _, at := range start {
		largest = max(largest, math.Abs(at.X), math.Abs(at.Y))
	}
	rng := rand.New(rand.NewPCG(2, 2))
	points := make([]XY, len(start))
	for i, at := range start {
		if largest > 0 {
			at.X, at.Y = at.X*startSide/2/largest, at.Y*startSide/2/largest
		}
		const jitter = 1e-3
		points[i] = XY{at.X + jitter*rng.NormFloat64(), at.Y + jitter*rng.NormFloat64()}
	}
	return points
}

// nearest finds every point's k nearest others. Each pair is compared once.
func nearest(ctx context.Context, m *siamese.Metric, p *Points, k int) ([][]neighbour, error) {
	n := p.Len()
	all := make([][]neighbour, n)
	logits := make([]float32, n)
	for i := range n {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		rest := logits[:n-i-1]
		m.Logits(rest, p.Row(i), p.Rows[(i+1)*p.Dim:])
		for j, l := range rest {
			d := -float64(l) // up to the bias, which is the same for all
			all[i] = keep(all[i], neighbour{row: i + 1 + j, distance: d}, k)
			all[i+1+j] = keep(all[i+1+j], neighbour{row: i, distance: d}, k)
		}
	}
	for i := range all {
		weigh(all[i])
	}
	return all, nil
}

// keep adds to a list of the k nearest, the nearest first.
func keep(list []neighbour, next neighbour, k int) []neighbour {
	if len(list) == k && next.distance >= list[k-1].distance {
		return list
	}
	at, _ := slices.BinarySearchFunc(list, next, func(a, b neighbour) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), -1) // equal ones stay in their order
	})
	if len(list) == k {
		list = list[:k-1]
	}
	return slices.Insert(list, at, next)
}

// weigh says how surely each of a point's nearest is its neighbour: exp(−(d − ρ)/σ),
// ρ the nearest's distance and σ such that all together come to log₂ k, UMAP's
// definition 8 and algorithm 3.
func weigh(list []neighbour) {
	if len(list) == 0 {
		return
	}
	rho, target := list[0].distance, math.Log2(float64(len(list))+1e-9)
	low, high, sigma := 0.0, math.Inf(1), 1.0
	for range 48 {
		sum := 0.0
		for _, a := range list {
			sum += math.Exp(-(a.distance - rho) / sigma)
		}
		if sum > target {
			high = sigma
		} else {
			low = sigma
		}
		if math.IsInf(high, 1) {
			sigma *= 2
		} else {
			sigma = (low + high) / 2
		}
	}
	for k := range list {
		list[k].weight = math.Exp(-(list[k].distance - rho) / max(sigma, 1e-12))
	}
}

// edge is a pair of neighbours.
type edge struct {
	a, b   int
	weight float64
}

// edgesOf joins what both ends say of a pair: either is enough.
func edgesOf(near [][]neighbour) []edge {
	weights := map[[2]int]float64{}
	var order [][2]int
	for i, list := range near {
		for _, o := range list {
			pair := [2]int{min(i, o.row), max(i, o.row)}
			other, known := weights[pair]
			if !known {
				order = append(order, pair)
			}
			weights[pair] = other + o.weight - other*o.weight
		}
	}
	edges := make([]edge, len(order))
	for k, pair := range order {
		edges[k] = edge{pair[0], pair[1], weights[pair]}
	}
	return edges
}

// arrange pulls neighbours together and pushes others apart.
func (u *Neighbours) arrange(ctx context.Context, edges []edge) error {
	rng := rand.New(rand.NewPCG(3, 3))
	heaviest := 0.0
	for _, e := range edges {
		heaviest = max(heaviest, e.weight)
	}
	due := make([]float64, len(edges))
	clip := func(v float64) float64 { return min(max(v, -longestStep), longestStep) }
	for epoch := range epochs {
		if err := ctx.Err(); err != nil {
			return err
		}
		rate := 1 - float64(epoch)/epochs
		for k, e := range edges {
			if due[k] += e.weight / heaviest; due[k] < 1 {
				continue
			}
			due[k]--
			a, b := &u.points[e.a], &u.points[e.b]
			dx, dy := a.X-b.X, a.Y-b.Y
			if square := dx*dx + dy*dy; square > 0 {
				power := math.Pow(square, curveB)
				pull := -2 * curveA * curveB * power / square / (1 + curveA*power)
				mx, my := rate*clip(pull*dx), rate*clip(pull*dy)
				a.X, a.Y, b.X, b.Y = a.X+mx, a.Y+my, b.X-mx, b.Y-my
			}
			for range negatives {
				c := u.points[rng.IntN(len(u.points))]
				dx, dy := a.X-c.X, a.Y-c.Y
				square := dx*dx + dy*dy
				if square == 0 { // itself
					continue
				}
				push := 2 * curveB / (0.001 + square) / (1 + curveA*math.Pow(square, curveB))
				a.X, a.Y = a.X+rate*clip(push*dx), a.Y+rate*clip(push*dy)
			}
		}
	}
	return nil
}

// Points are the examples' places.
func (u *Neighbours) Points() []XY { return u.points }

// Place is the mean of the places of the nearest examples, each weighing as surely as
// it is a neighbour. One goroutine at a time may ask.
func (u *Neighbours) Place(h model.Embedding) XY {
	if len(u.points) == 0 {
		return XY{}
	}
	u.metric.Logits(u.logits, h, u.rows)
	var list []neighbour
	for row, l := range u.logits {
		list = keep(list, neighbour{row: row, distance: -float64(l)}, min(neighbourCount, len(u.points)))
	}
	weigh(list)
	var at XY
	var sum float64
	for _, o := range list {
		sum += o.weight
		at.X, at.Y = at.X+o.weight*u.points[o.row].X, at.Y+o.weight*u.points[o.row].Y
	}
	return XY{at.X / sum, at.Y / sum}
}

// Nearest lists the k examples closest to an embedding, the nearest first, by their
// rows.
func (p *Points) Nearest(m *siamese.Metric, h model.Embedding, k int) []int {
	if p.Len() == 0 || len(h) != p.Dim {
		return nil
	}
	logits := make([]float32, p.Len())
	m.Logits(logits, h, p.Rows)
	var list []neighbour
	for row, l := range logits {
		list = keep(list, neighbour{row: row, distance: -float64(l)}, min(k, p.Len()))
	}
	rows := make([]int, len(list))
	for i, o := range list {
		rows[i] = o.row
	}
	return rows
}
