package draw

import (
	"fmt"
	"runtime"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/oneglyph/oneglyph/model"
)

// BenchmarkShowAnswer is what Fyne's goroutine spends on one answer, its rows
// changing places, but for the painting.
func BenchmarkShowAnswer(b *testing.B) {
	for _, n := range []int{50, 1000, 10_000} {
		b.Run(fmt.Sprintf("%d-classes", n), func(b *testing.B) {
			s := newStage(b, "0")
			e := s.Class("0").Examples[0] // its thumbnail is drawn already
			matches := []model.Match{{Class: s.Class("0").ID, Example: e.ID, Similarity: 0.9}}
			for i := 1; i < n; i++ {
				c, err := s.Keeper.Opened.Add(fmt.Sprint(i), e)
				if err != nil {
					b.Fatal(err)
				}
				matches = append(matches, model.Match{Class: c.ID, Example: c.Examples[0].ID, Similarity: 0.9 / float64(i)})
			}
			s.Draw()
			b.ReportAllocs()
			for b.Loop() {
				matches[0], matches[1] = matches[1], matches[0]
				s.ask(s.onPad())
				s.Ranker.Answer(model.Answer{Generation: s.Ranker.Latest(), Matches: matches, Threshold: 0.5})
			}
			if len(s.list.standings) != n {
				b.Fatalf("%d classes shown", len(s.list.standings))
			}
		})
	}
}

// TestAPointerEventCopiesNoPoints: a long stroke costs no more at its end than at its
// beginning.
func TestAPointerEventCopiesNoPoints(t *testing.T) {
	s := newStage(t, "가")
	s.Ranker.Deaf = true // making the glyph is the ranker's
	side := min(s.Session.Pad.Size().Width, s.Session.Pad.Size().Height)
	at := func(i int) fyne.PointEvent {
		return fyne.PointEvent{Position: fyne.NewPos(side*float32(0.2+0.5*float64(i%2)), side*float32(0.2+0.5*float64(i%100)/100))}
	}
	s.Session.Pad.MouseDown(&desktop.MouseEvent{PointEvent: at(0), Button: desktop.MouseButtonPrimary})
	const points, events = 20_000, 100
	for i := range points {
		s.Session.Pad.Dragged(&fyne.DragEvent{PointEvent: at(i)})
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := range events {
		s.Session.Pad.Dragged(&fyne.DragEvent{PointEvent: at(points + i)})
	}
	runtime.ReadMemStats(&after)
	if n := len(s.Session.Pad.Strokes()[0]); n < points {
		t.Fatalf("only %d points were drawn", n)
	}
	// The stroke itself may grow once; a copy of its 160 KB at each event were 16 MB.
	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 2<<20 {
		t.Errorf("%d events took %d KB", events, allocated>>10)
	}
}
