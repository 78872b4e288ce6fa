package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
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

// engines gives every compiled implementation with one and with three threads.
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
	{H: 1, W: 1, C: 130, F: 70, K: 1, Pad: 0},
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

func TestConvMatchesItsDefinition(t *testing.T) {
	engines(t, func(t *testing.T, e *Engine) {
		for _, s := range shapes {
			for _, n := range []int{1, 5, 41} {
				if n == 41 && s.H > 1 {
					continue
				}
				rng := rand.New(rand.NewPCG(1, 2))
				x, w := random(rng, n*s.H*s.W*s.C), random(rng, s.WeightLen())
				dy := random(rng, n*s.OutH()*s.OutW()*s.F)
				wantY, wantDX, wantDW := naive(s, n, x, w, dy)

				plan, packed := e.NewPlan(s), make([]float32, s.PackedLen())
				grad := e.NewConvGrad(plan)
				y, dx, dw := make([]float32, len(wantY)), make([]float32, len(x)), make([]float32, len(w))
				s.Pack(w, packed)
				for range 2 { // scratch memory is used again
					e.Conv(plan, n, x, packed, y)
					grad.Input(e, n, w, dy, dx)
					grad.Weights(e, n, x, dy, dw)
				}
				what := fmt.Sprintf("%+v n=%d", s, n)
				near(t, what+" y", y, wantY, 1e-5)
				near(t, what+" dx", dx, wantDX, 1e-5)
				near(t, what+" dw", dw, wantDW, 1e-5)
			}
		}
	})
}

func TestResultsDoNotDependOnThreads(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	s, n := shapes[1], 13
	x, dy := random(rng, n*s.H*s.W*s.C), random(rng, n*s.OutH()*s.OutW()*s.F)
	var want []float32
	for _, threads := range []int{1, 2, 5} {
		e := New(threads)
		dw := make([]float32, s.WeightLen())
		e.NewConvGrad(e.NewPlan(s)).Weights(e, n, x, dy, dw)
		if want == nil {
			want = dw
		}
		near(t, fmt.Sprint(threads, " threads"), dw, want, 0)
	}
}

func TestLoopsMatchReference(t *testing.T) {
	ref := newEngine(&reference, 1)
	engines(t, func(t *testing.T, e *Engine) {
		for _, s := range []Act{{8, 6, 64, 2}, {5, 5, 19, 2}, {6, 6, 33, 1}, {7, 9, 16, 3}} {
			const n = 11
			rng := rand.New(rand.NewPCG(5, 6))
			x, dy := random(rng, n*s.InLen()), random(rng, n*s.OutLen())
			a, b := random(rng, s.C), random(rng, s.C)
			k1, k0 := random(rng, s.C), random(rng, s.C)

			type result struct {
				mean, vari, y, dx []float32
				pos               []uint8
				dz, dzx           []float64
			}
			run := func(e *Engine) (r result) {
				r.mean, r.vari = make([]float32, s.C), make([]float32, s.C)
				e.Moments(s, n, x, r.mean, r.vari)
				r.y, r.pos = make([]float32, n*s.OutLen()), make([]uint8, n*s.OutLen())
				e.Act(s, n, x, a, b, r.y, r.pos)
				r.dz, r.dzx = e.ActSums(s, n, x, dy, r.pos)
				r.dx = make([]float32, n*s.InLen())
				e.ActDX(s, n, x, dy, r.pos, a, k1, k0, r.dx)
				return r
			}
			got, want := run(e), run(ref)
			near(t, "mean", got.mean, want.mean, 1e-5)
			near(t, "variance", got.vari, want.vari, 1e-5)
			near(t, "y", got.y, want.y, 1e-6)
			near(t, "dx", got.dx, want.dx, 1e-6)
			for c := range s.C {
				if math.Abs(got.dz[c]-want.dz[c])+math.Abs(got.dzx[c]-want.dzx[c]) > 1e-3 {
					t.Fatalf("sums of channel %d: %g %g, want %g %g", c, got.dz[c], got.dzx[c], want.dz[c], want.dzx[c])
				}
			}
			if string(got.pos) != string(want.pos) {
				t.Fatal("positions differ")
			}
		}
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
			w, m, v := append([]float32{}, w...), append([]float32{}, m...), append([]float32{}, v...)
			e.Adam(w, g, m, v, step)
			return append(append(w, m...), v...)
		}
		near(t, "adam", adam(e), adam(ref), 1e-6)
	})
}

// BenchmarkConv measures one core on the second layer of the compact network.
func BenchmarkConv(b *testing.B) {
	for _, s := range []Conv{{40, 40, 1, 64, 3, 1}, {20, 20, 64, 64, 3, 1}, {10, 10, 64, 128, 3, 1}, {5, 5, 128, 128, 3, 1}, {48, 48, 64, 128, 7, 0}} {
		for _, name := range Names()[1:] {
			e, _ := Named(name, 1)
			const n = 24
			rng := rand.New(rand.NewPCG(1, 2))
			x, w := random(rng, n*s.H*s.W*s.C), random(rng, s.WeightLen())
			dy, y := random(rng, n*s.OutH()*s.OutW()*s.F), make([]float32, n*s.OutH()*s.OutW()*s.F)
			plan, packed := e.NewPlan(s), make([]float32, s.PackedLen())
			grad := e.NewConvGrad(plan)
			s.Pack(w, packed)
			dx, dw := make([]float32, len(x)), make([]float32, len(w))
			flops := 2 * float64(n*s.OutH()*s.OutW()) * float64(s.WeightLen())
			for what, run := range map[string]func(){
				"forward": func() { e.Conv(plan, n, x, packed, y) },
				"input":   func() { grad.Input(e, n, w, dy, dx) },
				"weights": func() { grad.Weights(e, n, x, dy, dw) },
			} {
				b.Run(fmt.Sprintf("%dx%dx%d-%d/%s/%s", s.H, s.W, s.C, s.F, what, name), func(b *testing.B) {
					for b.Loop() {
						run()
					}
					b.ReportMetric(flops*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
				})
			}
		}
	}
}

// BenchmarkAct measures one core on the first layer of the compact network.
func BenchmarkAct(b *testing.B) {
	e := New(1)
	s, n := Act{40, 40, 64, 2}, 120
	rng := rand.New(rand.NewPCG(1, 2))
	x, y, dy := random(rng, n*s.InLen()), make([]float32, n*s.OutLen()), random(rng, n*s.OutLen())
	a, c := random(rng, s.C), random(rng, s.C)
	dx, pos := make([]float32, len(x)), make([]uint8, len(y))
	e.Act(s, n, x, a, c, y, pos)
	for name, run := range map[string]func(){
		"moments": func() { e.Moments(s, n, x, make([]float32, s.C), make([]float32, s.C)) },
		"forward": func() { e.Act(s, n, x, a, c, y, pos) },
		"sums":    func() { e.ActSums(s, n, x, dy, pos) },
		"dx":      func() { e.ActDX(s, n, x, dy, pos, a, a, c, dx) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				run()
			}
			b.ReportMetric(float64(4*len(x)*b.N)/b.Elapsed().Seconds()/1e9, "GB/s")
		})
	}
}
