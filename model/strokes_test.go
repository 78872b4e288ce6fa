package model

import (
	"errors"
	"math"
	"testing"
)

// moved is strokes in other units and elsewhere.
func moved(strokes []Stroke, scale, x, y float32) []Stroke {
	var all []Stroke
	for _, s := range strokes {
		var m Stroke
		for _, p := range s {
			m = append(m, Point{p.X*scale + x, p.Y*scale + y})
		}
		all = append(all, m)
	}
	return all
}

func TestSizeAndPlaceOfStrokes(t *testing.T) {
	for name, strokes := range drawings {
		g := glyphOf(t, strokes)
		for _, m := range [][]Stroke{
			moved(strokes, 1, 30, -70), moved(strokes, 1000, 0, 0), moved(strokes, 1e-3, 0, 0),
			moved(strokes, 7, -5000, 2000), moved(strokes, 1e15, 0, 0), moved(strokes, 1e-20, 0, 0),
		} {
			if d := differ(g, glyphOf(t, m)); d > 0.02 {
				t.Errorf("%s moved to %v: differs in %.3f of the ink", name, m[0][0], d)
			}
		}
	}
}

// TestStrokesSpanTheFrame: the longer side of the ink spans 82 %, centred.
func TestStrokesSpanTheFrame(t *testing.T) {
	for name, strokes := range drawings {
		lo, hi := extent(glyphOf(t, strokes))
		span := float64(max(hi.X-lo.X, hi.Y-lo.Y))
		if math.Abs(span-inkSpan*Side) > 1.5 {
			t.Errorf("%s spans %g pixels, want %g", name, span, inkSpan*Side)
		}
		if c := lo.Add(hi); math.Abs(float64(c.X-Side)) > 1.5 || math.Abs(float64(c.Y-Side)) > 1.5 {
			t.Errorf("%s lies at %v–%v", name, lo, hi)
		}
	}
}

func TestStrokesWithoutPoints(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, strokes := range [][]Stroke{nil, {}, {nil}, {{}, {}}, {{{nan, 0}}}, {{{0, inf}, {-inf, 3}}, {{1e30, 0}}}} {
		if _, err := FromStrokes(strokes); !errors.Is(err, ErrEmpty) {
			t.Errorf("%v: %v, want ErrEmpty", strokes, err)
		}
	}
}

// TestPointsThatAreNotFinite are passed over, the stroke going on beyond them.
func TestPointsThatAreNotFinite(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	strokes := drawings["curve"]
	broken := []Stroke{{{nan, nan}}}
	for _, s := range strokes {
		b := Stroke{{inf, 0}}
		for _, p := range s {
			b = append(b, p, Point{p.X, nan}, Point{-inf, p.Y}, Point{math.MaxFloat32, p.Y})
		}
		broken = append(broken, b)
	}
	if d := differ(glyphOf(t, strokes), glyphOf(t, broken)); d != 0 {
		t.Errorf("differs in %.3f of the ink", d)
	}
}

// TestCapsule compares a segment's ink with its distance from each pixel.
func TestCapsule(t *testing.T) {
	a, b, radius := Point{20.3, 81.9}, Point{77.1, 40.4}, float32(4)
	pix := new([Side * Side]uint8)
	capsule(pix, a, b, radius)
	length := math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y))
	for i, v := range pix {
		x, y := float64(i%Side)+0.5-float64(a.X), float64(i/Side)+0.5-float64(a.Y)
		ux, uy := float64(b.X-a.X)/length, float64(b.Y-a.Y)/length
		along, across := x*ux+y*uy, x*uy-y*ux
		d := math.Hypot(across, math.Max(0, math.Max(-along, along-length)))
		want := 255 * math.Min(1, math.Max(0, float64(radius)+0.5-d))
		if math.Abs(float64(v)-want) > 1 {
			t.Fatalf("(%d, %d) is %d, want %.1f", i%Side, i/Side, v, want)
		}
	}
	// More ink never takes ink away, and what lies outside is cut off.
	before := *pix
	capsule(pix, Point{-50, 30}, Point{500, 40}, radius)
	for i := range pix {
		if pix[i] < before[i] {
			t.Fatal("a second segment takes ink from the first")
		}
	}
}
