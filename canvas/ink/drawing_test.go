package ink_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/oneglyph/oneglyph/canvas/ink"
	"github.com/oneglyph/oneglyph/model"
)

// naive keeps whole deep copies of everything that the drawing ever was.
type naive struct {
	states [][]model.Stroke
	at     int
	open   model.Stroke
}

func (n *naive) push(s []model.Stroke) {
	n.states = append(n.states[:n.at+1:n.at+1], s)
	n.at++
}

func (n *naive) end() {
	if n.open == nil {
		return
	}
	var next []model.Stroke
	for _, s := range append(n.states[n.at:n.at+1:n.at+1], []model.Stroke{n.open}) {
		for _, stroke := range s {
			next = append(next, append(model.Stroke{}, stroke...))
		}
	}
	n.open = nil
	n.push(next)
}

func (n *naive) strokes() []model.Stroke {
	all := append([]model.Stroke{}, n.states[n.at]...)
	if n.open != nil {
		all = append(all, n.open)
	}
	return all
}

func TestDrawingAgainstNaiveModel(t *testing.T) {
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 1))
		var d ink.Drawing
		n := naive{states: make([][]model.Stroke, 1)}
		var kept, keptCopy []model.Stroke
		for step := range 300 {
			p := model.Point{X: rng.Float32(), Y: rng.Float32()}
			switch rng.IntN(13) {
			case 0, 1:
				d.Begin(p)
				n.end()
				n.open = model.Stroke{p}
			case 2, 3, 4, 5:
				if _, _, moved := d.Extend(p); moved != (n.open != nil) {
					t.Fatalf("seed %d step %d: Extend says %v", seed, step, moved)
				}
				if n.open != nil {
					n.open = append(n.open, p)
				}
			case 6, 7:
				if d.End() != (n.open != nil) {
					t.Fatalf("seed %d step %d: End", seed, step)
				}
				n.end()
			case 8, 9:
				n.end()
				if d.Undo() != (n.at > 0) {
					t.Fatalf("seed %d step %d: Undo", seed, step)
				}
				n.at = max(n.at-1, 0)
			case 10:
				n.end()
				if d.Redo() != (n.at < len(n.states)-1) {
					t.Fatalf("seed %d step %d: Redo", seed, step)
				}
				n.at = min(n.at+1, len(n.states)-1)
			case 11:
				d.Clear()
				n.end()
				if len(n.states[n.at]) > 0 {
					n.push(nil)
				}
			case 12: // an earlier drawing's strokes; others are drawn on beside them
				d.Restore(kept)
				n.end()
				n.push(keptCopy)
			}
			if got, want := d.Strokes(), n.strokes(); !same(got, want) {
				t.Fatalf("seed %d step %d: strokes %v, want %v", seed, step, got, want)
			}
			if d.Empty() != (len(n.strokes()) == 0) {
				t.Fatalf("seed %d step %d: Empty is %v", seed, step, d.Empty())
			}
			if got, want := d.CanUndo(), n.open != nil || n.at > 0; got != want {
				t.Fatalf("seed %d step %d: CanUndo is %v", seed, step, got)
			}
			if got, want := d.CanRedo(), n.open == nil && n.at < len(n.states)-1; got != want {
				t.Fatalf("seed %d step %d: CanRedo is %v", seed, step, got)
			}
			if step == 100 {
				kept, keptCopy = d.Strokes(), n.strokes()
			}
		}
		if !reflect.DeepEqual(kept, keptCopy) && len(kept) > 0 {
			t.Fatalf("seed %d: a snapshot changed after it was taken", seed)
		}
	}
}

// same compares strokes; a copy of none may be nil or not.
func same(a, b []model.Stroke) bool { return len(a)+len(b) == 0 || reflect.DeepEqual(a, b) }

func TestRevisionCountsVisibleChanges(t *testing.T) {
	var d ink.Drawing
	seen := d.Revision()
	changes := func(what string, want bool) {
		t.Helper()
		if got := d.Revision() != seen; got != want {
			t.Errorf("%s: revision changed is %v, want %v", what, got, want)
		}
		seen = d.Revision()
	}
	d.Undo()
	d.Redo()
	d.Clear()
	d.End()
	changes("nothing to do", false)
	d.Begin(model.Point{X: 0.1, Y: 0.1})
	changes("begin", true)
	d.Extend(model.Point{X: 0.1, Y: 0.1})
	changes("a pen that rests", false)
	d.Extend(model.Point{X: 0.2, Y: 0.1})
	changes("extend", true)
	d.End()
	seen = d.Revision()
	d.Clear()
	changes("clear", true)
	d.Undo()
	changes("undo", true)
	d.Restore([]model.Stroke{{{X: 0.5, Y: 0.5}}})
	changes("restore", true)
}

func TestPointsStayOnPaper(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	var d ink.Drawing
	d.Begin(model.Point{X: -3, Y: 0.5})
	for _, p := range []model.Point{{X: 7, Y: 0.5}, {X: nan, Y: nan}, {X: inf, Y: -inf}} {
		d.Extend(p)
	}
	want := model.Stroke{{X: 0, Y: 0.5}, {X: 1, Y: 0.5}, {X: 0, Y: 0}, {X: 1, Y: 0}}
	if got := d.Strokes()[0]; !reflect.DeepEqual(got, want) {
		t.Errorf("points are %v, want %v", got, want)
	}
}

func TestUndoReachesOnlySoFar(t *testing.T) {
	var d ink.Drawing
	for range 700 {
		d.Begin(model.Point{X: 0.5, Y: 0.5})
		d.End()
	}
	n := 0
	for d.Undo() {
		n++
	}
	if n != 500 {
		t.Errorf("%d steps could be undone, want 500", n)
	}
	if got := len(d.Strokes()); got != 200 {
		t.Errorf("%d strokes are left, want 200", got)
	}
}

func TestPictureAndStrokes(t *testing.T) {
	var d ink.Drawing
	stroke := func(x float32) { d.Begin(model.Point{X: x}); d.End() }
	stroke(0.1)
	scan := model.Scan{W: 1, H: 1, Pix: []uint8{255}}
	d.Place(scan)
	if d.Picture() == nil || len(d.Strokes()) != 0 || d.Empty() || d.Depth() != 2 {
		t.Fatalf("a picture on the paper: %+v", d)
	}
	d.Begin(model.Point{X: 0.5})
	if d.Picture() != nil {
		t.Error("the picture stays under the pen")
	}
	d.End()
	if len(d.Strokes()) != 1 || d.Picture() != nil {
		t.Error("the stroke is not alone")
	}
	d.Undo()
	if d.Picture() == nil || d.Picture().Pix[0] != 255 {
		t.Error("undo does not bring the picture back")
	}
	d.Undo()
	if d.Picture() != nil || len(d.Strokes()) != 1 {
		t.Error("undo does not bring the strokes back")
	}
	d.Redo()
	d.Clear()
	if !d.Empty() {
		t.Error("a picture cannot be cleared away")
	}
	d.Undo()
	if d.Picture() == nil {
		t.Error("a cleared picture does not come back")
	}
}
