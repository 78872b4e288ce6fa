package inspect

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/inspect"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/weights"
)

func shipped(t testing.TB) *siamese.Model {
	return must(siamese.Read(bytes.NewReader(weights.Compact())))(t)
}

// crowd is an overview of so many classes, embedded at random.
func crowd(t testing.TB, m *siamese.Model, classes int) *overview {
	rng := rand.New(rand.NewPCG(1, 1))
	o := &overview{network: m, points: &inspect.Points{}, row: map[model.ExampleID]int{}}
	h := make(model.Embedding, m.Architecture().EmbeddingLen())
	for i := range classes {
		for j := range h {
			h[j] = rng.Float32()
		}
		o.points.Add(model.ClassID(i+1), model.ExampleID(i+1), h)
		g := must(model.FromStrokes([]model.Stroke{{{X: rng.Float32(), Y: rng.Float32()}, {X: rng.Float32(), Y: rng.Float32()}, {X: rng.Float32(), Y: rng.Float32()}}}))(t)
		o.entries = append(o.entries, entry{model.ClassID(i + 1), model.ExampleID(i + 1), fmt.Sprint("class ", i), g})
	}
	o.principal = must(inspect.NewPrincipal(context.Background(), o.points))(t)
	return o
}

// BenchmarkMap paints 2,000 classes while the map is pulled and zoomed, 1,100×850.
func BenchmarkMap(b *testing.B) {
	o := crowd(b, shipped(b), 2000)
	for _, zoom := range []float32{1, 4} {
		b.Run(fmt.Sprint("zoom-", zoom), func(b *testing.B) {
			var p painter
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				began := time.Now()
				c := camera{0.5 + 0.001*float32(i%100), 0.5, zoom}
				p.paint(order{section: mapSection, overview: o, shown: mapShown{camera: c}, width: 1100, height: 850, style: style{scale: 1}})
				took = append(took, time.Since(began))
			}
			report(b, took)
		})
	}
}

// report says how long the slowest of a hundred took.
func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
}

// BenchmarkPen is what a move of the pen costs Fyne's goroutine, with the page behind
// another and in front; there the network and the painter work on goroutines of their
// own, and what they come to is shown in between.
func BenchmarkPen(b *testing.B) {
	for _, front := range []bool{false, true} {
		b.Run(fmt.Sprint("front-", front), func(b *testing.B) {
			queue := make(chan func(), 1000)
			s := stageOver(b, queue, shipped(b), "cross", "square", "tee")
			if !front {
				s.Content().Hide()
			} else {
				s.Shown()
			}
			pad := s.session.Pad
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				if i%200 == 0 {
					pad.Clear()
					s.draw(characters["cross"][:1])
				}
				began := time.Now()
				pad.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(float32(20+i%200), float32(40+i*7%150))}})
				for len(queue) > 0 {
					(<-queue)()
				}
				took = append(took, time.Since(began))
				time.Sleep(8 * time.Millisecond) // a pointer at 125 Hz
			}
			report(b, took)
		})
	}
}
