package omniglot

import (
	"runtime"
	"testing"
)

const background = "../../../shared/omniglot/images_background.zip"

func BenchmarkOpen(b *testing.B) {
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		s, err := Open(b.Context(), background, nil)
		if err != nil {
			b.Skip(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB-held")
		runtime.KeepAlive(s)
	}
}
