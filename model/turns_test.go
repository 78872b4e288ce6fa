package model

import (
	"errors"
	"math"
	"testing"
)

func TestBest(t *testing.T) {
	nan := float32(math.NaN())
	turns := Turns{Degrees: []int{20, -20}, Penalty: 1}
	for _, c := range []struct {
		logits []float32
		logit  float32
		turned int
	}{
		{[]float32{0, -1, -1}, 0, 0},
		{[]float32{0, 1, 1}, 0, 0}, // no better than the drawing
		{[]float32{0, 1.5, 2}, 1, -20},
		{[]float32{0, 2, 2}, 1, 20},
		{[]float32{nan, -3, nan}, -4, 20},
		{[]float32{-5, nan, nan}, -5, 0},
	} {
		if logit, turned := turns.Best(c.logits); logit != c.logit || turned != c.turned {
			t.Errorf("%v: %g, turned by %d°", c.logits, logit, turned)
		}
	}
	if logit, turned := (Turns{}).Best([]float32{3}); logit != 3 || turned != 0 || (Turns{}).Looks() != 1 {
		t.Errorf("as drawn alone: %g, turned by %d°", logit, turned)
	}
}

// TestTurned: a bar that leans to the right stands up when it is turned to the left, and
// is normalised again.
func TestTurned(t *testing.T) {
	sin, cos := math.Sincos(20 * math.Pi / 180)
	bar := func(x, y float64) Glyph { // from its middle towards (x, y), upwards
		g, err := FromStrokes([]Stroke{{{X: float32(x), Y: -float32(y)}, {X: -float32(x), Y: float32(y)}}})
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	leaning := bar(sin, cos)
	upright := bar(0, 1)
	apart := func(a, b Glyph) (sum float64) {
		for i, v := range a.Pix() {
			sum += math.Abs(float64(v) - float64(b.Pix()[i]))
		}
		return sum / 255
	}
	ink := apart(upright, Glyph{})
	if d := apart(leaning.Turned(20), upright); d > 0.2*ink {
		t.Errorf("turned to the left it is off by %.0f of %.0f pixels", d, ink)
	}
	if d := apart(leaning.Turned(-20), upright); d < ink {
		t.Errorf("turned to the right it is off by %.0f of %.0f pixels only", d, ink)
	}
	if leaning.Turned(0) != leaning {
		t.Error("not turned it is another")
	}
	if blank := (Glyph{}).Turned(20); blank != (Glyph{}) {
		t.Error("turned paper has ink")
	}
	if _, err := FromImage(Glyph{}.Image()); !errors.Is(err, ErrEmpty) {
		t.Errorf("blank paper: %v", err)
	}
}
