package kernel

import (
	"runtime"
	"testing"
)

// taken measures the memory that a function takes.
func taken(do func()) int64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return int64(after.TotalAlloc - before.TotalAlloc)
}

// What is reckoned beforehand holds, and is not several times too much.
func TestCostIsWhatALayerTakes(t *testing.T) {
	const little = 100 << 10
	for _, threads := range []int{1, 2} {
		for _, c := range []struct {
			Conv
			pool int
			n    int
		}{
			{Conv{H: 40, W: 40, C: 1, F: 64, K: 3, Pad: 1}, 2, 5},
			{Conv{H: 20, W: 20, C: 64, F: 64, K: 3, Pad: 1}, 1, 5},
			{Conv{H: 5, W: 5, C: 256, F: 256, K: 3, Pad: 1}, 2, 12},
			{Conv{H: 105, W: 105, C: 1, F: 64, K: 10}, 2, 2},
			{Conv{H: 48, W: 48, C: 64, F: 128, K: 7}, 2, 1},
			{Conv{H: 21, W: 21, C: 128, F: 128, K: 4}, 2, 4},
			{Conv{H: 9, W: 9, C: 128, F: 256, K: 4}, 1, 4},
			{Conv{H: 40, W: 40, C: 3, F: 5, K: 16, Pad: 15}, 8, 2},
			{Conv{H: 32, W: 32, C: 1, F: 700, K: 1}, 4, 3},
			{Conv{H: 32, W: 32, C: 16, F: 1024, K: 3}, 1, 2},
			{Conv{H: 9, W: 9, C: 33, F: 1, K: 9}, 1, 3},
		} {
			e := New(threads)
			in, w, v := make([]float32, c.n*c.H*c.W*c.C), make([]float32, c.WeightLen()), make([]float32, c.F)
			out := make([]float32, c.n*(c.OutH()/c.pool)*(c.OutW()/c.pool)*c.F)
			reckoned := e.FrozenCost(c.Conv, c.pool, c.n)
			got := taken(func() {
				b := e.NewFrozen(c.Conv, c.pool, c.n)
				b.Freeze(w, v)
				b.Infer(c.n, in, out)
			})
			// A worker that finds nothing left to do takes no memory: on a busy machine
			// one may have done it all.
			if got > reckoned.Bytes+little || reckoned.Bytes > int64(1+threads)*got+little {
				t.Errorf("%d threads, %+v: %d KB, reckoned %d KB", threads, c, got>>10, reckoned.Bytes>>10)
			}
		}
	}
}
