package ink

import (
	"math"
	"runtime"
	"testing"

	"github.com/oneglyph/oneglyph/model"
)

// TestManyStrokesShareTheirMemory: five thousand strokes, each a step that can be
// undone, once took 24 bytes for each stroke before each.
func TestManyStrokesShareTheirMemory(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var d Drawing
	for i := range 5000 {
		d.Begin(model.Point{X: 0.5, Y: float32(i) / 5000})
		d.Extend(model.Point{X: 0.6, Y: float32(i) / 5000})
		d.End()
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 5<<20 {
		t.Errorf("5,000 strokes of two points take %d kB", grown>>10)
	}
	if n := len(d.Strokes()); n != 5000 {
		t.Errorf("%d strokes", n)
	}
}

// TestStrokesStayAsTheyWere: what was handed out does not change when the pen goes
// on, or strokes are undone and others drawn in their place.
func TestStrokesStayAsTheyWere(t *testing.T) {
	var d Drawing
	line := func(y float32) {
		d.Begin(model.Point{X: 0.1, Y: y})
		d.Extend(model.Point{X: 0.9, Y: y})
	}
	line(0.1)
	open := d.Strokes()
	d.Extend(model.Point{X: 0.5, Y: 0.5})
	if len(open) != 1 || len(open[0]) != 2 {
		t.Errorf("%v after the pen went on", open)
	}
	d.End()
	line(0.2)
	d.End()
	two := d.Strokes()
	d.Undo()
	line(0.3)
	d.End()
	if two[1][0].Y != 0.2 || d.Strokes()[1][0].Y != 0.3 {
		t.Errorf("%v, then %v", two, d.Strokes())
	}
	d.Undo()
	d.Undo()
	d.Redo()
	d.Redo()
	if got := d.Strokes(); len(got) != 2 || got[0][0].Y != 0.1 || got[1][0].Y != 0.3 {
		t.Errorf("redone: %v", got)
	}
}

// BenchmarkEvent is a pointer event of a stroke of 100,000: the pen moves, and all
// strokes are handed on.
func BenchmarkEvent(b *testing.B) {
	var d Drawing
	at := func(i int) model.Point {
		sin, cos := math.Sincos(float64(i) / 50)
		return model.Point{X: float32(0.5 + 0.4*cos), Y: float32(0.5 + 0.4*sin)}
	}
	d.Begin(at(0))
	for i := range 100_000 {
		d.Extend(at(i))
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		d.Extend(at(i))
		_ = d.Strokes()
	}
}
