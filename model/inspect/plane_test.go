package inspect

import (
	"context"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// TestPrincipalIsGonums compares with stat.PC, up to an axis's sign.
func TestPrincipalIsGonums(t *testing.T) {
	p := clusters(60, 5, 30)
	pc := must(NewPrincipal(context.Background(), p))(t)
	x := mat.NewDense(p.Len(), p.Dim, nil)
	for i := range p.Len() {
		for j, v := range p.Row(i) {
			x.Set(i, j, float64(v))
		}
	}
	var want stat.PC
	if !want.PrincipalComponents(x, nil) {
		t.Fatal("gonum finds none")
	}
	var axes mat.Dense
	want.VectorsTo(&axes)
	for k := range 2 {
		dot := mat.Dot(mat.NewVecDense(p.Dim, pc.axes[k]), axes.ColView(k))
		if math.Abs(math.Abs(dot)-1) > 1e-6 {
			t.Errorf("axis %d: cosine of %g to gonum's", k+1, dot)
		}
		variances := want.VarsTo(nil)
		share := variances[k] / mat.Sum(mat.NewVecDense(len(variances), variances))
		if math.Abs(pc.Explained[k]-share) > 1e-6 {
			t.Errorf("axis %d holds %g of the variance, gonum says %g", k+1, pc.Explained[k], share)
		}
	}
	if at := pc.Place(p.Row(7)); at != pc.Points()[7] {
		t.Error("an example's embedding is not placed on it")
	}
}

// plain is a network whose distance is the plain sum of differences.
func plain(t testing.TB, dim int) *siamese.Metric {
	return must(siamese.New(siamese.Architecture{Name: "plain", Input: 8, Embedding: dim, Layers: []siamese.Layer{{Filters: 2, Kernel: 3, Pool: 2}}}, 1))(t).Metric()
}

func neighboursOf(t testing.TB, p *Points) *Neighbours {
	pc := must(NewPrincipal(context.Background(), p))(t)
	return must(NewNeighbours(context.Background(), plain(t, p.Dim), p, pc.Points()))(t)
}

// TestNeighboursStayTogether: in the plane the nearest are of one's own cluster, as in
// the space, and the same points come to the same places.
func TestNeighboursStayTogether(t *testing.T) {
	p := clusters(120, 6, 40)
	u := neighboursOf(t, p)
	distance := func(a, b XY) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }
	for i, at := range u.Points() {
		near := descending(func() []float64 {
			d := make([]float64, p.Len())
			for j, other := range u.Points() {
				d[j] = -distance(at, other)
			}
			return d
		}())
		for _, j := range near[1:6] {
			if p.Classes[j] != p.Classes[i] {
				t.Fatalf("next to point %d of cluster %d lies one of %d", i, p.Classes[i], p.Classes[j])
			}
		}
	}
	if !slices.Equal(u.Points(), neighboursOf(t, p).Points()) {
		t.Error("the same points come to other places")
	}
	// A new drawing comes to lie among its neighbours, and moves little with little.
	h := slices.Clone(p.Row(3))
	for j := range h {
		h[j] += 0.3
	}
	at := u.Place(h)
	if distance(at, u.Points()[3]) > 3 {
		t.Errorf("placed at %v, its neighbour at %v", at, u.Points()[3])
	}
	h[0] += 0.01
	if moved := distance(at, u.Place(h)); moved > 0.1 {
		t.Errorf("moves by %g", moved)
	}
	if rows := p.Nearest(plain(t, p.Dim), p.Row(3), 3); len(rows) != 3 || rows[0] != 3 || p.Classes[rows[1]] != p.Classes[3] {
		t.Errorf("nearest to point 3 are %v", rows)
	}
}

func TestPlaneOfFewPoints(t *testing.T) {
	for n := range 5 {
		p := &Points{}
		for i := range n {
			p.Add(model.ClassID(i+1), model.ExampleID(i+1), model.Embedding{float32(i), 1, 2, 0})
		}
		u := neighboursOf(t, p)
		if len(u.Points()) != n {
			t.Fatalf("%d points of %d", len(u.Points()), n)
		}
		at := u.Place(model.Embedding{1, 1, 2, 0})
		for _, v := range append(u.Points(), at) {
			if math.IsNaN(v.X) || math.IsNaN(v.Y) {
				t.Fatalf("of %d points one is at %v", n, v)
			}
		}
	}
}

func TestPlaneCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p := clusters(30, 3, 8)
	if _, err := NewPrincipal(ctx, p); err == nil {
		t.Error("the principal plane goes on")
	}
	if _, err := NewNeighbours(ctx, plain(t, 8), p, make([]XY, 30)); err == nil {
		t.Error("the neighbours' plane goes on")
	}
}

// BenchmarkPlane places 2,000 examples of the shipped network's length.
func BenchmarkPlane(b *testing.B) {
	p := clusters(2000, 400, 1024)
	metric := plain(b, 1024)
	pc := must(NewPrincipal(context.Background(), p))(b)
	b.Run("principal", func(b *testing.B) {
		for b.Loop() {
			must(NewPrincipal(context.Background(), p))(b)
		}
	})
	b.Run("neighbours", func(b *testing.B) {
		for b.Loop() {
			must(NewNeighbours(context.Background(), metric, p, pc.Points()))(b)
		}
	})
	u := must(NewNeighbours(context.Background(), metric, p, pc.Points()))(b)
	b.Run("place", func(b *testing.B) {
		for b.Loop() {
			u.Place(p.Row(3))
		}
	})
}
