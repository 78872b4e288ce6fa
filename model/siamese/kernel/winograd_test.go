package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// tiled are layers for every tiling: with tiles that fit, that hang over an edge,
// and so many that an image is worked on in bands.
var tiled = []Conv{
	{H: 10, W: 10, C: 16, F: 48, K: 3, Pad: 1},
	{H: 9, W: 7, C: 32, F: 16, K: 3, Pad: 1},
	{H: 33, W: 35, C: 16, F: 16, K: 3, Pad: 0},
	{H: 12, W: 13, C: 16, F: 32, K: 4, Pad: 0},
	{H: 29, W: 27, C: 16, F: 16, K: 4, Pad: 2},
	{H: 19, W: 18, C: 16, F: 32, K: 7, Pad: 0},
}

func TestTilesMatchConvolutionsDefinition(t *testing.T) {
	engines(t, func(t *testing.T, e *Engine) {
		for _, s := range tiled {
			for _, tiling := range tilings {
				if tiling[1] != s.K {
					continue
				}
				for _, n := range []int{1, 3} {
					if testing.Short() && (n == 1 || e.Name() == "go") {
						continue
					}
					what := fmt.Sprintf("%+v, tiles of %d, n=%d: ", s, tiling[0], n)
					rng := rand.New(rand.NewPCG(1, 2))
					x, w := random(rng, n*s.H*s.W*s.C), random(rng, s.WeightLen())
					size := s.OutH() * s.OutW() * s.F
					dy := random(rng, n*size)
					wantY, wantDX, wantDW := naive(s, n, x, w, dy)
					tiles := e.tile(s, tiling[0], n)
					tiles.prepare()
					y, dx, dw := make([]float32, n*size), make([]float32, len(x)), make([]float32, len(w))
					of := func(all []float32) func(int, int) []float32 {
						return func(_, image int) []float32 { return all[image*size:][:size] }
					}
					for range 2 { // memory is used again
						tiles.load(w, false)
						tiles.convolve(n, x, of(y), func(int, []float32) {})
						tiles.gradients(n, x, w, of(dy), dx, dw)
					}
					near(t, what+"y", y, wantY, 2e-5)
					near(t, what+"dx", dx, wantDX, 2e-5)
					near(t, what+"dw", dw, wantDW, 2e-5)
					tiles.gradients(n, x, w, of(dy), nil, dw)
					near(t, what+"dw alone", dw, wantDW, 2e-5)
				}
			}
		}
	})
}

// The networks' own layers take tiles, and their results are the same on any
// number of threads.
func TestTilesDoNotDependOnThreads(t *testing.T) {
	for _, s := range []Conv{{H: 20, W: 20, C: 64, F: 64, K: 3, Pad: 1}, {H: 22, W: 22, C: 32, F: 32, K: 7}} {
		for _, norm := range []bool{false, true} {
			if New(1).minimal(s, 5) == nil {
				t.Fatalf("%+v: no tiles", s)
			}
			want := runBlock(New(1), s, 2, norm, 5)
			for _, threads := range []int{2, 5} {
				near(t, fmt.Sprint(threads, " threads"), runBlock(New(threads), s, 2, norm, 5), want, 0)
			}
		}
	}
}

// A block that works by tiles agrees with one that does not.
func TestTiledBlockMatchesPlainOne(t *testing.T) {
	s := Conv{H: 10, W: 10, C: 32, F: 48, K: 3, Pad: 1}
	for _, norm := range []bool{false, true} {
		e := New(2)
		tiles := e.NewBlock(s, 2, norm, 7)
		if tiles.tiles == nil {
			t.Fatal("no tiles")
		}
		near(t, "block", blockResults(tiles, 7), blockResults(e.newBlock(s, 2, norm, 7, nil), 7), 2e-5)
	}
}

// TestFrozenLayersLeaveOutWhatPoolingDrops compares a frozen layer with the
// definition and the pooling of all its outputs, plain and by tiles.
func TestFrozenLayersLeaveOutWhatPoolingDrops(t *testing.T) {
	engines(t, func(t *testing.T, e *Engine) {
		for _, s := range []Conv{{H: 5, W: 5, C: 32, F: 32, K: 3, Pad: 1}, {H: 8, W: 8, C: 3, F: 5, K: 3, Pad: 1}, {H: 9, W: 8, C: 16, F: 16, K: 3, Pad: 1}} {
			const n, pool = 2, 3
			rng := rand.New(rand.NewPCG(5, 6))
			x, w, bias := random(rng, n*s.H*s.W*s.C), random(rng, s.WeightLen()), random(rng, s.F)
			z, _, _ := naive(s, n, x, w, make([]float32, n*s.OutH()*s.OutW()*s.F))
			h, v := s.OutH()/pool, s.OutW()/pool
			want := make([]float32, n*h*v*s.F) // max(0, …)
			for i := range n {
				for oy := range h * pool {
					for ox := range v * pool {
						for f := range s.F {
							at := ((i*h+oy/pool)*v+ox/pool)*s.F + f
							want[at] = max(want[at], z[((i*s.OutH()+oy)*s.OutW()+ox)*s.F+f]+bias[f])
						}
					}
				}
			}
			layer := e.NewFrozen(s, pool, n)
			layer.Freeze(w, bias)
			got := make([]float32, len(want))
			layer.Infer(n, x, got)
			near(t, "trimmed", got, want, 1e-5)
		}
	})
}
