package train

import (
	"math/rand/v2"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/inks"
)

// TestPensLeaveARecipeWithoutThemAlone: its pictures take the random numbers that
// they always took.
func TestPensLeaveARecipeWithoutThemAlone(t *testing.T) {
	rng, same := rand.New(rand.NewPCG(1, 2)), rand.New(rand.NewPCG(1, 2))
	l := Pens{}.look(rng)
	if rng.Uint64() != same.Uint64() {
		t.Error("pens that are never asked for take random numbers")
	}
	if l != (look{standardWidth: true}) {
		t.Errorf("the look is %+v", l)
	}
}

// TestPensAreAsOftenAsTheySay, and a bold one's ink still spans the frame as a
// glyph's does.
func TestPensAreAsOftenAsTheySay(t *testing.T) {
	p := Pens{Thin: 0.2, Bold: 0.5, Soft: 0.2, Coarse: 0.1, Worn: 0.3}
	rng := rand.New(rand.NewPCG(3, 4))
	var thin, bold, soft, coarse, worn float64
	const n = 20_000
	for range n {
		l := p.look(rng)
		one := func(is bool) float64 {
			if is {
				return 1.0 / n
			}
			return 0
		}
		thin, bold = thin+one(l.line || l.erode), bold+one(l.bold > 0)
		soft, coarse, worn = soft+one(l.soft > 0), coarse+one(l.coarse > 0), worn+one(l.gaps > 0 || l.fleck > 0)
	}
	for name, c := range map[string][2]float64{
		"thin": {thin, p.Thin}, "bold": {bold, p.Bold}, "soft": {soft, p.Soft}, "coarse": {coarse, p.Coarse}, "worn": {worn, p.Worn},
	} {
		if c[0] < c[1]-0.02 || c[0] > c[1]+0.02 {
			t.Errorf("%s: %.3f of all pictures, want %.2f", name, c[0], c[1])
		}
	}
}

func TestBoldInkFitsTheFrame(t *testing.T) {
	s := model.Scan{W: 60, H: 60, Pix: make([]uint8, 3600)}
	for i := range 60 {
		for d := range 3 {
			s.Pix[i*60+d], s.Pix[i*60+57+d] = 255, 255
		}
	}
	frame := inks.NewPlane(model.Side, model.Side)
	l := look{bold: maxBold}
	w := model.Identity()
	l.fit(&w)
	s.Render(frame.Pix, &w)
	l.onFrame(frame, rand.New(rand.NewPCG(1, 1)))
	left, right := model.Side, -1
	for i, v := range frame.Pix {
		if v >= 128 {
			left, right = min(left, i%model.Side), max(right, i%model.Side)
		}
	}
	if span := right - left + 1; span < 83 || span > 89 {
		t.Errorf("bold ink spans %d pixels of the frame, want 86", span)
	}
}

func TestPensRefused(t *testing.T) {
	for _, p := range []Pens{{Thin: -0.1}, {Bold: 1.1}, {Thin: 0.6, Bold: 0.6}, {Soft: 0.6, Coarse: 0.6}} {
		if p.check() == nil {
			t.Errorf("%+v is taken", p)
		}
	}
}
