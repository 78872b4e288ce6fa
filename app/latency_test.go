package app

import (
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omnitest"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train"
	"github.com/oneglyph/oneglyph/model/train/runs"
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

// BenchmarkPointerUnderTraining is the same while the window trains a network, on
// all cores and with one left free, and the built-in weights, own ones of the same
// network or Koch's rank. frame is all that Fyne's goroutine does, one after
// another: drawing, answers, and the run's reports to its page. Two frames of a
// screen, 33 ms, are its budget for 99 in 100 on two cores, whatever ranks. For the
// ranking that follows an event they are the budget with compact's weights; Koch's
// network takes longer than that for each of its queries alone.
func BenchmarkPointerUnderTraining(b *testing.B) {
	for _, weights := range []string{"built-in", "own", "koch"} {
		for _, cores := range []string{"one-core-free", "all-cores"} {
			b.Run(weights+"/"+cores, func(b *testing.B) {
				s := newStopwatch(b, 50, otherWeights(b, weights))
				s.train(b, cores == "one-core-free")
				s.benchmark(b, time.Second/125)
			})
		}
	}
}

// otherWeights returns random ones of a network: they take as long as any.
func otherWeights(b *testing.B, name string) *siamese.Model {
	b.Helper()
	architecture := siamese.Compact()
	switch name {
	case "built-in":
		return nil
	case "koch":
		architecture = siamese.Koch()
	}
	m, err := siamese.New(architecture, 1)
	if err != nil {
		b.Fatal(err)
	}
	return m
}

// train begins a run in the window, and looks at its page once it takes steps.
func (s *stopwatch) train(b *testing.B, spare bool) {
	b.Helper()
	data := filepath.Join(b.TempDir(), "set.zip")
	if err := omnitest.WriteZip(data, 20, 3, "Alpha", "Beta", "Gamma"); err != nil {
		b.Fatal(err)
	}
	recipe, err := train.Preset("quick", siamese.Compact())
	if err != nil {
		b.Fatal(err)
	}
	recipe.Duration = time.Hour
	if err := s.trainer.Start(runs.RunConfig{Data: data, Preset: "quick", Recipe: recipe, LeaveOneCore: spare}); err != nil {
		b.Fatal(err)
	}
	s.until(func() bool { return s.step > 2 })
	s.tab(b, 2)
	step := s.step
	s.until(func() bool { return s.step > step+2 })
	s.tab(b, 0)
	s.frames = nil
}

func benchmarkPointer(b *testing.B, classes int, every time.Duration) {
	newStopwatch(b, classes, nil).benchmark(b, every)
}

func (s *stopwatch) benchmark(b *testing.B, every time.Duration) {
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
