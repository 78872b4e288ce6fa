package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

func random(rng *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(rng.NormFloat64())
	}
	return x
}

// near fails unless every pair differs by at most tol, relative to the largest.
func near(t *testing.T, what string, got, want []float32, tol float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values, want %d", what, len(got), len(want))
	}
	largest := 1e-6
	for _, v := range want {
		largest = math.Max(largest, math.Abs(float64(v)))
	}
	for i := range got {
		if d := math.Abs(float64(got[i] - want[i])); !(d <= tol*largest) {
			t.Fatalf("%s[%d] = %g, want %g (largest %g)", what, i, got[i], want[i], largest)
		}
	}
}

// engines returns every compiled implementation with one and with three threads.
func engines(t *testing.T, test func(t *testing.T, e *Engine)) {
	for _, name := range Names() {
		for _, threads := range []int{1, 3} {
			t.Run(fmt.Sprintf("%s-%d", name, threads), func(t *testing.T) {
				e, err := Named(name, threads)
				if err != nil {
					t.Fatal(err)
				}
				test(t, e)
			})
		}
	}
}

// shapes cover panels that do not fill, tiles that do not, padding and none,
// kernels with one channel, one pixel, and groups of many images.
var shapes = []Conv{
	{H: 12, W: 12, C: 1, F: 64, K: 3, Pad: 1},
	{H: 9, W: 7, C: 64, F: 96, K: 3, Pad: 1},
	{H: 5, W: 5, C: 20, F: 37, K: 3, Pad: 1},
	{H: 14, W: 13, C: 1, F: 5, K: 10, Pad: 0},
	{H: 10, W: 10, C: 17, F: 33, K: 4, Pad: 0},
	{H: 6, W: 6, C: 3, F: 8, K: 5, Pad: 2},
}

// naive is the definition of a convolution and of both its gradients.
func naive(s Conv, n int, x, w, dy []float32) (y, dx, dw []float32) {
	y = make([]float32, n*s.OutH()*s.OutW()*s.F)
	dx, dw = make([]float32, len(x)), make([]float32, len(w))
	for i := range n {
		for oy := range s.OutH() {
			for ox := range s.OutW() {
				for ky := range s.K {
					for kx := range s.K {
						sy, sx := oy+ky-s.Pad, ox+kx-s.Pad
						if sy < 0 || sx < 0 || sy >= s.H || sx >= s.W {
							continue
						}
						for c := range s.C {
							for f := range s.F {
								xi := ((i*s.H+sy)*s.W+sx)*s.C + c
								wi := ((ky*s.K+kx)*s.C+c)*s.F + f
								yi := ((i*s.OutH()+oy)*s.OutW()+ox)*s.F + f
								y[yi] += x[xi] * w[wi]
								dx[xi] += dy[yi] * w[wi]
								dw[wi] += dy[yi] * x[xi]
							}
						}
					}
				}
			}
		}
	}
	return y, dx, dw
}

// positive is a bias that lets every value through the ReLU.
func positive(n int) []float32 {
	b := make([]float32, n)
	for i := range b {
		b[i] = 1000
	}
	return b
}

// A block without norm, pooling or a ReLU that cuts is a convolution.
func TestBlockMatchesConvolutionsDefinition(t *testing.T) {
	engines(t, func(t *testing.T, e *Engine) {
		for _, s := range shapes {
			for _, n := range []int{1, 5} {
				rng := rand.New(rand.NewPCG(1, 2))
				x, w := random(rng, n*s.H*s.W*s.C), random(rng, s.WeightLen())
				dy := random(rng, n*s.OutH()*s.OutW()*s.F)
				wantY, wantDX, wantDW := naive(s, n, x, w, dy)
				for i := range wantY {
					wantY[i] += 1000
				}
				b := e.NewBlock(s, 1, false, n)
				y, dx, dw, db := make([]float32, len(wantY)), make([]float32, len(x)), make([]float32, len(w)), make([]float32, s.F)
				for range 2 { // scratch memory is used again
					b.Forward(x, w, nil, positive(s.F), y)
					b.Backward(x, w, dy, dx, dw, nil, db)
				}
				what := fmt.Sprintf("%+v n=%d", s, n)
				near(t, what+" y", y, wantY, 1e-6)
				near(t, what+" dx", dx, wantDX, 1e-5)
				near(t, what+" dw", dw, wantDW, 1e-5)
				b.Backward(x, w, dy, nil, dw, nil, db)
				near(t, what+" dw alone", dw, wantDW, 1e-5)
				b.Freeze(w, positive(s.F))
				clear(y)
				b.Infer(n, x, y)
				near(t, what+" frozen", y, wantY, 1e-6)
			}
		}
	})
}

func TestDenseMatchesItsDefinition(t *testing.T) {
	engines(t, func(t *testing.T, e *Engine) {
		for _, n := range []int{1, 5, 400} {
			s := Conv{H: 1, W: 1, C: 130, F: 70, K: 1}
			rng := rand.New(rand.NewPCG(1, 2))
			x, w, dy := random(rng, n*s.C), random(rng, s.WeightLen()), random(rng, n*s.F)
			wantY, wantDX, wantDW := naive(s, n, x, w, dy)
			d := e.NewDense(s.C, s.F)
			y, dx, dw := make([]float32, len(dy)), make([]float32, len(x)), make([]float32, len(w))
			for range 2 {
				d.Forward(n, x, w, y)
				d.Input(n, w, dy, dx)
				d.Weights(n, x, dy, dw)
			}
			near(t, "y", y, wantY, 1e-5)
			near(t, "dx", dx, wantDX, 1e-5)
			near(t, "dw", dw, wantDW, 1e-5)
		}
	})
}

// blocks are layers whose convolution is kept and is not, with pooling that
// fits, that drops a line, and none.
var blocks = []struct {
	Conv
	pool int
	norm bool
}{
	{Conv{H: 12, W: 12, C: 1, F: 64, K: 3, Pad: 1}, 2, true},
	{Conv{H: 9, W: 7, C: 20, F: 37, K: 3, Pad: 1}, 2, true},
	{Conv{H: 6, W: 6, C: 8, F: 16, K: 3, Pad: 0}, 1, true},
	{Conv{H: 11, W: 11, C: 1, F: 33, K: 4, Pad: 0}, 2, false},
	{Conv{H: 10, W: 10, C: 5, F: 19, K: 3, Pad: 1}, 3, false},
}

// runBlock returns everything that a layer computes, one after another.
func runBlock(e *Engine, s Conv, pool int, norm bool, n int) []float32 {
	return blockResults(e.NewBlock(s, pool, norm, n), n)
}

func blockResults(b *Block, n int) []float32 {
	rng := rand.New(rand.NewPCG(9, 9))
	s, norm := b.Conv, b.Norm
	x, w, dy := random(rng, n*s.H*s.W*s.C), random(rng, s.WeightLen()), random(rng, n*b.PooledLen())
	gamma, beta := random(rng, s.F), random(rng, s.F)
	y, dx, dw := make([]float32, len(dy)), make([]float32, len(x)), make([]float32, len(w))
	dgamma, dbeta := make([]float32, s.F), make([]float32, s.F)
	if !norm {
		gamma, dgamma = nil, nil
	}
	for range 2 {
		b.Forward(x, w, gamma, beta, y)
		b.Backward(x, w, dy, dx, dw, dgamma, dbeta)
	}
	return slices.Concat(b.Mean, b.Variance, y, dx, dw, dgamma, dbeta)
}

func TestBlockMatchesReference(t *testing.T) {
	ref := newEngine(&reference, 1)
	engines(t, func(t *testing.T, e *Engine) {
		for _, b := range blocks {
			got, want := runBlock(e, b.Conv, b.pool, b.norm, 13), runBlock(ref, b.Conv, b.pool, b.norm, 13)
			near(t, fmt.Sprintf("%+v", b), got, want, 1e-5)
		}
	})
}

func TestResultsDoNotDependOnThreads(t *testing.T) {
	for _, b := range blocks {
		want := runBlock(New(1), b.Conv, b.pool, b.norm, 29)
		for _, threads := range []int{2, 5} {
			near(t, fmt.Sprint(threads, " threads"), runBlock(New(threads), b.Conv, b.pool, b.norm, 29), want, 0)
		}
	}
}

func TestLoopsMatchReference(t *testing.T) {
	ref := newEngine(&reference, 1)
	engines(t, func(t *testing.T, e *Engine) {
		rng := rand.New(rand.NewPCG(7, 8))
		for _, d := range []int{1, 37, 512} {
			for _, n := range []int{1, 6, 9} {
				const m = 9
				a, b, alpha, g := random(rng, m*d), random(rng, n*d), random(rng, d), random(rng, m*n)
				got, want := make([]float32, n), make([]float32, n)
				e.L1(a[:d], b, alpha, 0.5, got)
				ref.L1(a[:d], b, alpha, 0.5, want)
				near(t, "distance", got, want, 1e-5)
				grads := func(e *Engine) (all []float32) {
					all = make([]float32, m*d+n*d+d)
					e.L1Grad(a, b, alpha, g, all[:m*d], all[m*d:m*d+n*d], all[m*d+n*d:])
					return all
				}
				near(t, "distance gradients", grads(e), grads(ref), 1e-5)
			}
		}
		w, g, m, v := random(rng, 100), random(rng, 100), random(rng, 100), random(rng, 100)
		for i := range v {
			v[i] *= v[i]
		}
		step := AdamStep{Rate: 0.01, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Decay: 0.1, Step: 3, Scale: 0.5}
		adam := func(e *Engine) []float32 {
			w, m, v := slices.Clone(w), slices.Clone(m), slices.Clone(v)
			e.Adam(w, g, m, v, step)
			return slices.Concat(w, m, v)
		}
		near(t, "adam", adam(e), adam(ref), 1e-6)
		descend := func(e *Engine) []float32 {
			w, m := slices.Clone(w), slices.Clone(m)
			e.Descend(w, g, m, 0.01, 0.9, 0.1, 0.5)
			return slices.Concat(w, m)
		}
		near(t, "descent", descend(e), descend(ref), 1e-6)
		var want float64
		for _, x := range g {
			want += float64(x) * float64(x)
		}
		near(t, "sum of squares", []float32{float32(e.SumSquares(g))}, []float32{float32(want)}, 1e-6)
	})
}

// BenchmarkBlock measures one core on layers of both networks.
func BenchmarkBlock(b *testing.B) {
	for _, c := range []struct {
		Conv
		norm bool
	}{
		{Conv{H: 40, W: 40, C: 1, F: 64, K: 3, Pad: 1}, true},
		{Conv{H: 20, W: 20, C: 64, F: 64, K: 3, Pad: 1}, true},
		{Conv{H: 10, W: 10, C: 64, F: 128, K: 3, Pad: 1}, true},
		{Conv{H: 5, W: 5, C: 128, F: 128, K: 3, Pad: 1}, true},
		{Conv{H: 105, W: 105, C: 1, F: 64, K: 10, Pad: 0}, false},
		{Conv{H: 48, W: 48, C: 64, F: 128, K: 7, Pad: 0}, false},
	} {
		for _, name := range Names()[1:] {
			e, err := Named(name, 1)
			if err != nil {
				b.Fatal(err)
			}
			const n = 24
			rng := rand.New(rand.NewPCG(1, 2))
			layer := e.NewBlock(c.Conv, 2, c.norm, n)
			x, w, dy := random(rng, n*c.H*c.W*c.C), random(rng, c.WeightLen()), random(rng, n*layer.PooledLen())
			y, dw, gamma, beta := make([]float32, len(dy)), make([]float32, len(w)), positive(c.F), make([]float32, c.F)
			dgamma, dbeta := make([]float32, c.F), make([]float32, c.F)
			var dx []float32
			if c.C > 1 {
				dx = make([]float32, len(x))
			}
			flops := 2 * float64(n*c.OutH()*c.OutW()) * float64(c.WeightLen())
			layer.Forward(x, w, gamma, beta, y)
			run := func(what string, times float64, do func()) {
				b.Run(fmt.Sprintf("%dx%dx%d-%d/%s/%s", c.H, c.W, c.C, c.F, what, name), func(b *testing.B) {
					for b.Loop() {
						do()
					}
					b.ReportMetric(times*flops*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
				})
			}
			run("forward", 1, func() { layer.Forward(x, w, gamma, beta, y) })
			times := 1.0
			if dx != nil {
				times = 2
			}
			run("backward", times, func() { layer.Backward(x, w, dy, dx, dw, dgamma, dbeta) })
		}
	}
}

// BenchmarkPeak measures what a core can do at most: the matrix product of whole
// register tiles with everything in the first caches.
func BenchmarkPeak(b *testing.B) {
	s := Conv{H: 1, W: 48, C: 128, F: panel, K: 1}
	e := New(1)
	rng := rand.New(rand.NewPCG(1, 2))
	x, w, y := random(rng, s.W*s.C), random(rng, s.PackedLen()), make([]float32, s.W*s.F)
	at := make([]int32, s.W)
	for i := range at {
		at[i] = int32(i * s.C)
	}
	shortest := time.Hour
	for b.Loop() {
		began := time.Now()
		for range 100 {
			e.loops.conv(x, at, 1, 0, s.C, w, y, s.F, 0, 1)
		}
		shortest = min(shortest, time.Since(began))
	}
	b.ReportMetric(100*2*float64(s.W*s.C*s.F)/shortest.Seconds()/1e9, "GFLOP/s")
}
