package draw

import (
	"math"
	"runtime"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// BenchmarkLargeDrawing draws a stroke of 100,000 events and then 5,000 short ones,
// undoes, redoes and clears. It reports the longest time that one event held Fyne's
// goroutine (the ranker's own work is not on that) and what the heap grew by.
func BenchmarkLargeDrawing(b *testing.B) {
	for b.Loop() {
		s := newStage(b, "가", "나")
		s.Ranker.Deaf = true
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		longest := map[string]time.Duration{}
		timed := func(what string, f func()) {
			start := time.Now()
			f()
			longest[what] = max(longest[what], time.Since(start))
		}
		side := float64(min(s.Session.Pad.Size().Width, s.Session.Pad.Size().Height))
		at := func(i int) fyne.PointEvent {
			sin, cos := math.Sincos(float64(i) / 37)
			r := side * (0.2 + 0.25*float64(i%1000)/1000)
			return fyne.PointEvent{Position: fyne.NewPos(float32(side/2+r*cos), float32(side/2+r*sin))}
		}
		down := func(i int) {
			s.Session.Pad.MouseDown(&desktop.MouseEvent{PointEvent: at(i), Button: desktop.MouseButtonPrimary})
		}
		up := func(i int) {
			s.Session.Pad.MouseUp(&desktop.MouseEvent{PointEvent: at(i), Button: desktop.MouseButtonPrimary})
		}
		down(0)
		for i := range 100_000 {
			timed("event-ms", func() { s.Session.Pad.Dragged(&fyne.DragEvent{PointEvent: at(i)}) })
		}
		timed("stroke-end-ms", func() { up(0) })
		for i := range 5000 {
			timed("stroke-ms", func() { down(i); s.Session.Pad.Dragged(&fyne.DragEvent{PointEvent: at(i + 1)}); up(i + 1) })
		}
		timed("undo-ms", s.Session.Pad.Undo)
		timed("redo-ms", s.Session.Pad.Redo)
		timed("clear-ms", s.Session.Pad.Clear)
		timed("undo-clear-ms", s.Session.Pad.Undo)
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/1e6, "MB-kept")
		for what, took := range longest {
			b.ReportMetric(float64(took)/1e6, what)
		}
	}
}
