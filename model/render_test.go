package model

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func scanOf(t testing.TB, strokes []Stroke) Scan {
	t.Helper()
	s, err := NewScan(glyphOf(t, strokes).Image())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// noise is a scan of random ink, so that no error of place goes unseen.
func noise(rng *rand.Rand, w, h int) Scan {
	s := Scan{w, h, make([]uint8, w*h)}
	for i := range s.Pix {
		s.Pix[i] = uint8(rng.IntN(256))
	}
	s.Pix[0], s.Pix[len(s.Pix)-1] = 255, 255
	return s
}

// rendered is what Render should write, pixel by pixel as Warp's comment has it,
// for scans that are neither dots nor larger than the frame.
func rendered(s Scan, w Warp) []float64 {
	at := func(x, y int) float64 {
		if x < 0 || y < 0 || x >= s.W || y >= s.H {
			return 0
		}
		return float64(s.Pix[y*s.W+x])
	}
	linear := func(x, y float64, at func(x, y int) float64) float64 {
		ix, iy := int(math.Floor(x)), int(math.Floor(y))
		fx, fy := x-float64(ix), y-float64(iy)
		return (1-fy)*((1-fx)*at(ix, iy)+fx*at(ix+1, iy)) + fy*((1-fx)*at(ix, iy+1)+fx*at(ix+1, iy+1))
	}
	unit := float64(max(s.W, s.H)) / inkSpan
	dst := make([]float64, Side*Side)
	for i := range dst {
		u, v := (float64(i%Side)+0.5)/Side-0.5, (float64(i/Side)+0.5)/Side-0.5
		var d [2]float64
		if w.Grid != nil {
			for k := range d {
				d[k] = linear((u+0.5)*(GridSide-1), (v+0.5)*(GridSide-1), func(x, y int) float64 { return float64(w.Grid[y*GridSide+x][k]) })
			}
		}
		su := float64(w.A[0])*u + float64(w.A[1])*v + float64(w.A[2]) + d[0]
		sv := float64(w.A[3])*u + float64(w.A[4])*v + float64(w.A[5]) + d[1]
		dst[i] = linear(su*unit+float64(s.W-1)/2, sv*unit+float64(s.H-1)/2, at)
	}
	return dst
}

func TestRenderFollowsTheWarp(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 3))
	got := make([]uint8, Side*Side)
	for trial := range 60 {
		s := noise(rng, 1+rng.IntN(Side), 1+rng.IntN(Side))
		if s.dot() {
			continue
		}
		w := Identity()
		if trial > 5 {
			for i := range w.A {
				w.A[i] += float32(rng.NormFloat64()) / 4
			}
		}
		if trial%2 == 1 {
			w.Grid = make([][2]float32, GridSide*GridSide)
			for i := range w.Grid {
				w.Grid[i] = [2]float32{float32(rng.NormFloat64()) / 30, float32(rng.NormFloat64()) / 30}
			}
		}
		s.Render(got, &w)
		for i, want := range rendered(s, w) {
			// Places are found to 1/256 pixel, which noise shows as up to two.
			if math.Abs(float64(got[i])-want) > 2.5 {
				t.Fatalf("trial %d: pixel (%d, %d) of a %d×%d scan is %d, want %.2f", trial, i%Side, i/Side, s.W, s.H, got[i], want)
			}
		}
	}
}

func TestIdentityIsNoWarp(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	identity, still := Identity(), Identity()
	still.Grid = make([][2]float32, GridSide*GridSide)
	for _, s := range []Scan{scanOf(t, drawings["curve"]), noise(rng, 300, 90), noise(rng, 1, 400), noise(rng, 7, 6)} {
		plain := s.Glyph(nil)
		for _, w := range []*Warp{&identity, &still} {
			if !bytes.Equal(plain.Pix(), s.Glyph(w).Pix()) {
				t.Errorf("a %d×%d scan is changed", s.W, s.H)
			}
		}
	}
}

// TestWarpsMoveInk: the ink goes where the warp takes it from.
func TestWarpsMoveInk(t *testing.T) {
	s := scanOf(t, drawings["curve"])
	g := s.Glyph(nil)
	for name, c := range map[string]struct {
		a    [6]float32
		from func(x, y int) (int, int)
	}{
		"mirrored":     {[6]float32{-1, 0, 0, 0, 1, 0}, func(x, y int) (int, int) { return Side - 1 - x, y }},
		"upside down":  {[6]float32{1, 0, 0, 0, -1, 0}, func(x, y int) (int, int) { return x, Side - 1 - y }},
		"transposed":   {[6]float32{0, 1, 0, 1, 0, 0}, func(x, y int) (int, int) { return y, x }},
		"to the left":  {[6]float32{1, 0, 21.0 / Side, 0, 1, 0}, func(x, y int) (int, int) { return x + 21, y }},
		"ten up":       {[6]float32{1, 0, 0, 0, 1, 10.0 / Side}, func(x, y int) (int, int) { return x, y + 10 }},
		"from outside": {[6]float32{1, 0, 2, 0, 1, 0}, func(x, y int) (int, int) { return -1, -1 }},
	} {
		got := s.Glyph(&Warp{A: c.a}).Pix()
		for i, v := range got {
			want := 0
			if x, y := c.from(i%Side, i/Side); x >= 0 && y >= 0 && x < Side && y < Side {
				want = int(g.Pix()[y*Side+x])
			}
			if d := int(v) - want; d < -2 || d > 2 {
				t.Errorf("%s: pixel (%d, %d) is %d, want %d", name, i%Side, i/Side, v, want)
				break
			}
		}
	}
}

// TestWildWarps: whatever the numbers, nothing is read outside of the scan.
func TestWildWarps(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	wild := []float32{nan, inf, -inf, math.MaxFloat32, -math.MaxFloat32, 1e9, -2.2e9, 1e-45, 0, -1}
	rng := rand.New(rand.NewPCG(5, 5))
	// Ink all around the scan's own memory would show.
	around := bytes.Repeat([]uint8{255}, 600)
	empty := Scan{9, 5, around[200:245:245]}
	clear(empty.Pix)
	full := scanOf(t, drawings["curve"])
	dst := make([]uint8, Side*Side)
	for trial := range 600 {
		w := Identity()
		w.A[rng.IntN(6)] = wild[rng.IntN(len(wild))]
		w.A[rng.IntN(6)] = wild[rng.IntN(len(wild))]
		if trial%2 == 0 {
			w.Grid = make([][2]float32, GridSide*GridSide)
			for range 3 {
				w.Grid[rng.IntN(len(w.Grid))][rng.IntN(2)] = wild[rng.IntN(len(wild))]
			}
		}
		empty.Render(dst, &w)
		if slices.Max(dst) != 0 {
			t.Fatalf("ink from outside of the scan by %v", w)
		}
		if trial%10 == 0 {
			full.Render(dst, &w) // must not panic
		}
	}
	full.Render(dst, &Warp{A: [6]float32{nan, nan, nan, nan, nan, nan}})
	if slices.Max(dst) != 0 {
		t.Error("there is ink at no place at all")
	}
}

// TestLargeScans: however thin a line in a large scan, it does not fall between
// two pixels of the glyph.
func TestLargeScans(t *testing.T) {
	for side := Side - 4; side <= 4*Side; side += 9 {
		for x := side / 3; x < side/3+4; x++ {
			s := Scan{side, side, make([]uint8, side*side)}
			for y := range side {
				s.Pix[y*side] = 255
				s.Pix[y*side+x] = 255
				s.Pix[y*side+side-1] = 255
			}
			var ink float64
			for _, v := range s.Glyph(nil).Pix()[Side/2*Side+20 : Side/2*Side+70] {
				ink += float64(v) / 255
			}
			want := inkSpan * Side / float64(side) // the line's width in the glyph
			if ink < 0.5*want || ink > 1.7*want {
				t.Fatalf("column %d of %d leaves %.2f pixels of ink, want %.2f", x, side, ink, want)
			}
		}
	}
}

// TestBend: a glyph bent as it stands.
func TestBend(t *testing.T) {
	g := glyphOf(t, drawings["dotted"])
	dst := make([]uint8, Side*Side)
	id := Identity()
	if g.Bend(dst, &id); !bytes.Equal(dst, g.Pix()) {
		t.Error("the identity changes a glyph")
	}
	g.Bend(dst, &Warp{A: [6]float32{1, 0, 10.0 / Side, 0, 1, -20.0 / Side}})
	for i, v := range dst {
		want := 0
		if x, y := i%Side+10, i/Side-20; x < Side && y >= 0 {
			want = int(g.Pix()[y*Side+x])
		}
		if d := int(v) - want; d < -2 || d > 2 {
			t.Fatalf("moved: pixel (%d, %d) is %d, want %d", i%Side, i/Side, v, want)
		}
	}
	// A dot stands where it does, unlike the scan of one.
	g = glyphOf(t, []Stroke{{{0, 0}}})
	if g.Bend(dst, &id); !bytes.Equal(dst, g.Pix()) {
		t.Error("the identity changes a dot")
	}
	Glyph{}.Bend(dst, &id)
	if slices.Max(dst) != 0 {
		t.Error("blank paper bent holds ink")
	}
}
