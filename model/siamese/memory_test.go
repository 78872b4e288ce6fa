package siamese

import (
	"runtime"
	"testing"
)

// TestStepMemory compares what is reckoned with what a learner takes.
func TestStepMemory(t *testing.T) {
	heap := func() int64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	wide := Architecture{Name: "wide", Input: 64, Embedding: 512, Layers: []Layer{{Filters: 64, Kernel: 7, Pool: 2}, {Filters: 64, Kernel: 4, Pool: 2}}}
	for _, c := range []struct {
		a       Architecture
		batches []int
	}{{Compact(), []int{20, 100}}, {wide, []int{8, 64}}, {Koch(), []int{4, 12}}} {
		if testing.Short() && c.a.Name == "koch" { // two thirds of a gigabyte
			continue
		}
		m, err := New(c.a, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range c.batches {
			before := heap()
			l, err := NewLearner(m, EpisodeLoss, n, 2)
			if err != nil {
				t.Fatal(err)
			}
			for i := range l.Labels() {
				l.Labels()[i] = int32(i / 2)
			}
			for i := range l.Pictures() {
				l.Pictures()[i] = float32(i%7) / 7
			}
			if _, _, err := l.Step(StepSize{Rate: 1e-6, Clip: 5}); err != nil {
				t.Fatal(err)
			}
			taken := heap() - before
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			reckoned := StepMemory(c.a, n)
			t.Logf("%s of %d: %d MB, reckoned %d MB", c.a.Name, n, taken>>20, reckoned>>20)
			if share := float64(reckoned) / float64(taken); share < 1 || share > 1.5 {
				t.Errorf("%s of %d: %d bytes, reckoned %d", c.a.Name, n, taken, reckoned)
			}
			runtime.KeepAlive(m)
		}
	}
}
