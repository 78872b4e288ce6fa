package inks

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model"
)

// draw makes a plane of text: # is ink, + half ink.
func draw(lines ...string) *Plane {
	p := NewPlane(len(lines[0]), len(lines))
	for y, line := range lines {
		for x, c := range line {
			p.Pix[y*p.W+x] = map[rune]uint8{'#': 255, '+': 128}[c]
		}
	}
	return p
}

func (p *Plane) String() string {
	var b strings.Builder
	for y := range p.H {
		for _, v := range p.row(p.Pix, y) {
			switch {
			case v == 255:
				b.WriteByte('#')
			case v > 0:
				b.WriteByte('+')
			default:
				b.WriteByte('.')
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestChanges(t *testing.T) {
	dot := func() *Plane { return draw(".....", ".....", "..#..", ".....", ".....") }
	bar := func() *Plane { return draw(".......", ".#####.", ".#####.", ".#####.", ".......") }
	for name, c := range map[string]struct {
		plane  *Plane
		change func(*Plane)
		want   *Plane
	}{
		"a dot by a cross":     {dot(), func(p *Plane) { p.Dilate(false) }, draw(".....", "..#..", ".###.", "..#..", ".....")},
		"a dot by a square":    {dot(), func(p *Plane) { p.Dilate(true) }, draw(".....", ".###.", ".###.", ".###.", ".....")},
		"both, an octagon":     {dot(), func(p *Plane) { p.Dilate(false); p.Dilate(true) }, draw(".###.", "#####", "#####", "#####", ".###.")},
		"at the edge":          {draw("#..", "...", "..#"), func(p *Plane) { p.Dilate(true) }, draw("##.", "###", ".##")},
		"a bar, eroded":        {bar(), func(p *Plane) { p.Erode(false) }, draw(".......", ".......", "..###..", ".......", ".......")},
		"a bar's middle":       {bar(), (*Plane).Thin, draw(".......", ".......", "..##...", ".......", ".......")},
		"blurred":              {dot(), (*Plane).Soften, draw(".....", ".+++.", ".+++.", ".+++.", ".....")},
		"faint ink, stretched": {draw(".+.", "...", "..."), (*Plane).Level, draw(".#.", "...", "...")},
	} {
		c.change(c.plane)
		if got := c.plane.String(); got != c.want.String() {
			t.Errorf("%s:\n%swant\n%s", name, got, c.want)
		}
	}
}

// TestThinKeepsWhatHoldsTogether: a ring stays a ring, of one pixel's width.
func TestThinKeepsWhatHoldsTogether(t *testing.T) {
	p := NewPlane(60, 60)
	for y := range 60 {
		for x := range 60 {
			if r := math.Hypot(float64(x-30), float64(y-30)); r > 18 && r < 25 {
				p.Pix[y*60+x] = 255
			}
		}
	}
	p.Thin()
	ink := len(p.inked())
	if ink < 100 || ink > 180 { // between 2πr in steps to both sides and in diagonals
		t.Errorf("%d pixels are left of a ring:\n%s", ink, p)
	}
	// Paper poured in at the corner does not reach the middle.
	pour := []int{0}
	for len(pour) > 0 {
		at := pour[len(pour)-1]
		pour = pour[:len(pour)-1]
		if p.Pix[at] != 0 {
			continue
		}
		p.Pix[at] = 1
		for _, d := range []int{-60, 60, -1, 1} {
			if next := at + d; next >= 0 && next < 3600 && (d*d > 1 || next/60 == at/60) {
				pour = append(pour, next)
			}
		}
	}
	if p.Pix[30*60+30] != 0 {
		t.Error("the ring has a gap")
	}
}

// TestSoftenIsAGaussian: passes add up to the variance that the blur's name says.
func TestSoftenIsAGaussian(t *testing.T) {
	p := NewPlane(41, 41)
	for y := range 41 { // an edge, whose slope is the kernel
		for x := 20; x < 41; x++ {
			p.Pix[y*41+x] = 255
		}
	}
	for range 8 {
		p.Soften()
	}
	var sum, mean, square float64
	for x := 10; x < 30; x++ {
		w := float64(p.Pix[20*41+x+1]) - float64(p.Pix[20*41+x])
		sum, mean, square = sum+w, mean+w*float64(x), square+w*float64(x*x)
	}
	if deviation := math.Sqrt(square/sum - mean/sum*mean/sum); math.Abs(deviation-2) > 0.1 {
		t.Errorf("the deviation is %.2f pixels, want 2", deviation)
	}
}

func cross() model.Scan {
	s := model.Scan{W: 60, H: 60, Pix: make([]uint8, 3600)}
	for i := range 60 {
		for d := range 3 {
			s.Pix[i*60+28+d], s.Pix[(28+d)*60+i] = 255, 255
		}
	}
	return s
}

// TestInks: each ink leaves its own picture, the same every time, and the drawing
// as it was. The plain one is the drawing itself.
func TestInks(t *testing.T) {
	seen := map[string]string{}
	for _, ink := range All() {
		s := cross()
		g, err := ink.Glyph(s, 3)
		if err != nil {
			t.Fatalf("%s: %v", ink.Name, err)
		}
		if !bytes.Equal(s.Pix, cross().Pix) {
			t.Errorf("%s changes the drawing that it is given", ink.Name)
		}
		if again, _ := ink.Glyph(s, 3); !bytes.Equal(again.Pix(), g.Pix()) {
			t.Errorf("%s differs from time to time", ink.Name)
		}
		if other, known := seen[string(g.Pix())]; known {
			t.Errorf("%s looks as %s does", ink.Name, other)
		}
		seen[string(g.Pix())] = ink.Name
		if found, err := ByName(ink.Name); err != nil || found.Name != ink.Name {
			t.Errorf("%s by its name: %v", ink.Name, err)
		}
	}
	if g, _ := all[0].Glyph(cross(), 0); !bytes.Equal(g.Pix(), cross().Glyph(nil).Pix()) {
		t.Error("the plain ink changes a drawing")
	}
	if _, err := ByName("invisible"); err == nil {
		t.Error("an ink without a name is known")
	}
}

// TestPenWidths: the ink of a straight stroke is as wide as the ink's name says.
func TestPenWidths(t *testing.T) {
	for name, want := range map[string]int{"plain": 3, "wider2": 5, "wider4": 7, "wider6": 9, "wider8": 11, "thin": 1} {
		ink, err := ByName(name)
		if err != nil {
			t.Fatal(err)
		}
		p := NewPlane(model.Side, model.Side)
		for y := 20; y < 80; y++ {
			for x := 50; x < 53; x++ {
				p.Pix[y*p.W+x] = 255
			}
		}
		p = ink.change(p, rand.New(rand.NewPCG(1, 1)))
		width := 0
		for _, v := range p.row(p.Pix, 50) {
			width += int(v) / 255
		}
		if width != want {
			t.Errorf("%s: %d pixels wide, want %d", name, width, want)
		}
	}
}

func TestNoInk(t *testing.T) {
	for _, ink := range All() {
		if _, err := ink.Glyph(model.Scan{}, 0); !errors.Is(err, model.ErrEmpty) {
			t.Errorf("%s of nothing: %v", ink.Name, err)
		}
	}
}
