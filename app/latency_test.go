package app

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"oneglyph/model"
	"oneglyph/model/oneshot"
)

// BenchmarkPointerToRanking draws in the window with a mouse and tells how long
// the ranking takes to follow: from a pointer event, by way of the pad, the
// glyph, the inference goroutine's mailbox, the encoder and the gallery, until
// the window has taken in an answer to this event or to a later one. Everything
// is the program's own, but for the painting on a screen.
//
// A screen's frame, 16 ms, is the budget for 99 events in 100 with 50 classes.
//
// draw is what of it Fyne's goroutine spends on an event: the ink, the glyph and
// handing it over, never the network. show is what it spends on an answer.
// answers/event falls below 1 where the pen overtakes the network.
//
// A 99th percentile wants some thousand events and an idle machine:
// -benchtime 2000x.
func BenchmarkPointerToRanking(b *testing.B) {
	for _, classes := range []int{50, 1000} {
		for _, speed := range []struct {
			name  string
			every time.Duration
		}{{"125Hz", time.Second / 125}, {"flat-out", 0}} {
			b.Run(fmt.Sprintf("%d-classes/%s", classes, speed.name), func(b *testing.B) {
				benchmarkPointer(b, classes, speed.every)
			})
		}
	}
}

func benchmarkPointer(b *testing.B, classes int, every time.Duration) {
	s := newStopwatch(b, classes)
	pen := scribbler{hand: hand{s.pad}}
	due := time.Now()
	for b.Loop() {
		if pen.full() {
			s.until(func() bool { return len(s.waiting) == 0 })
			s.pad.Clear()
			due = time.Now()
		}
		if every == 0 {
			due = time.Now()
		}
		s.event(due, pen.next)
		due = due.Add(every)
		s.idle(due)
	}
	s.until(func() bool { return len(s.waiting) == 0 })
	s.report(b)
}

func randomStrokes(r *rand.Rand) (strokes []model.Stroke) {
	for range 1 + r.IntN(4) {
		var s model.Stroke
		x, y, fx, fy := r.Float64(), r.Float64(), 0.2*r.Float64(), 0.2*r.Float64()
		for i := range 40 {
			s = append(s, model.Point{X: float32(x + math.Sin(fx*float64(i))), Y: float32(y + math.Cos(fy*float64(i)))})
		}
		strokes = append(strokes, s)
	}
	return strokes
}

// BenchmarkRank10000Classes ranks a large gallery with the network's own metric.
func BenchmarkRank10000Classes(b *testing.B) {
	m, err := loadModel("")
	if err != nil {
		b.Fatal(err)
	}
	metric := m.Metric()
	g := oneshot.NewGallery(metric)
	r := rand.New(rand.NewPCG(1, 1))
	h := make(model.Embedding, metric.Dim())
	for i := range 10_000 {
		for j := range h {
			h[j] = r.Float32()
		}
		if err := g.Add(model.ClassID(i), model.ExampleID(i), h); err != nil {
			b.Fatal(err)
		}
	}
	for _, k := range []int{10, 0} {
		b.Run(map[int]string{10: "best-10", 0: "all"}[k], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if len(g.Rank(h, k)) == 0 {
					b.Fatal("nothing ranked")
				}
			}
		})
	}
}
