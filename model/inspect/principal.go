package inspect

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"github.com/oneglyph/oneglyph/model"
)

// Projection puts embeddings into the plane.
type Projection interface {
	// Points are the places of the gallery's examples, in their order.
	Points() []XY
	// Place is where an embedding that is not of the gallery belongs: close to its
	// neighbours, and moving little where the embedding moves little.
	Place(h model.Embedding) XY
}

// Principal is the plane in which the embeddings vary most: their two first principal
// components.
type Principal struct {
	points []XY
	mean   []float64
	axes   [2][]float64
	// Explained is the share of the variance that each axis holds.
	Explained [2]float64
}

// sketch is how many random directions the range of the embeddings is sought with,
// and powers how often they are multiplied, which leaves nothing to chance in the
// first two (Halko, Martinsson and Tropp 2011, algorithms 4.4 and 5.1): gonum's stat.PC
// takes a minute over 2,000 rows of 1,024.
const (
	sketch = 12
	powers = 6
)

// NewPrincipal finds the principal components of points. Their signs are such that
// the largest number of each axis is positive, so that a gallery that grows does not
// turn over. Errors are ctx's.
func NewPrincipal(ctx context.Context, p *Points) (*Principal, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	n, d := p.Len(), p.Dim
	pc := &Principal{points: make([]XY, n), mean: make([]float64, d), axes: [2][]float64{make([]float64, d), make([]float64, d)}}
	if n == 0 || d == 0 {
		return pc, nil
	}
	x := mat.NewDense(n, d, nil) // centred
	for j := range d {
		column := make([]float64, n)
		for i := range column {
			column[i] = float64(p.Rows[i*d+j])
		}
		pc.mean[j] = stat.Mean(column, nil)
		for i, v := range column {
			x.Set(i, j, v-pc.mean[j])
		}
	}
	width := min(sketch, n, d)
	rng := rand.New(rand.NewPCG(1, 1))
	var basis mat.Dense // (d, width)
	start := make([]float64, d*width)
	for i := range start {
		start[i] = rng.NormFloat64()
	}
	basis.CloneFrom(mat.NewDense(d, width, start))
	for range powers {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var y, z mat.Dense
		y.Mul(x, &basis) // (n, width)
		z.Mul(x.T(), &y) // (d, width)
		var qr mat.QR
		qr.Factorize(&z)
		var q mat.Dense
		qr.QTo(&q)
		basis.CloneFrom(q.Slice(0, d, 0, width))
	}
	var y mat.Dense
	y.Mul(x, &basis) // (n, width)
	var svd mat.SVD
	if !svd.Factorize(&y, mat.SVDThin) {
		return nil, fmt.Errorf("inspect: the embeddings have no principal components")
	}
	var v, axes mat.Dense
	svd.VTo(&v)
	axes.Mul(&basis, &v) // (d, width)
	total := math.Pow(mat.Norm(x, 2), 2)
	for k, s := range svd.Values(nil) {
		if k == len(pc.axes) {
			break
		}
		mat.Col(pc.axes[k], k, &axes)
		upright(pc.axes[k])
		if total > 0 {
			pc.Explained[k] = s * s / total
		}
	}
	for i := range pc.points {
		pc.points[i] = pc.Place(p.Row(i))
	}
	return pc, nil
}

// upright turns an axis so that its largest number is positive.
func upright(axis []float64) {
	largest := 0.0
	for _, v := range axis {
		if math.Abs(v) > math.Abs(largest) {
			largest = v
		}
	}
	if largest < 0 {
		for i := range axis {
			axis[i] = -axis[i]
		}
	}
}

// Points are the examples' places.
func (pc *Principal) Points() []XY { return pc.points }

// Place is an embedding's place.
func (pc *Principal) Place(h model.Embedding) XY {
	var at [2]float64
	for k, axis := range pc.axes {
		for j, v := range h {
			at[k] += axis[j] * (float64(v) - pc.mean[j])
		}
	}
	return XY{at[0], at[1]}
}
