package picture_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/picture"
)

// photo is how a drawing is photographed.
type photo struct {
	w, h     int
	x, y     float64 // of the drawing's upper left corner
	scale    float64 // pixels of the photograph to one of the drawing
	turn     float64 // radians
	ink      float64 // the light that ink leaves
	gradient float64 // how much darker the far corner is
	shadow   float64 // how much darker it is beyond a slanting line
	noise    float64 // the grain's deviation, of 255
	ruled    float64 // the light that the sheet's lines leave; 0 for a blank sheet
	table    bool    // the sheet ends, and a dark table shows
	negative bool    // chalk on a blackboard
	seed     uint64
}

// good light, a sheet of paper: the other tests make it worse.
func daylight() photo {
	return photo{w: 800, h: 600, x: 220, y: 130, scale: 3.3, turn: 0.06, ink: 0.25, noise: 4}
}

// take photographs a scan.
func (p photo) take(s model.Scan) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, p.w, p.h))
	grain := rand.New(rand.NewPCG(p.seed, 1))
	sin, cos := math.Sincos(p.turn)
	for y := range p.h {
		for x := range p.w {
			u, v := (float64(x)-p.x)/p.scale, (float64(y)-p.y)/p.scale
			u, v = cos*u+sin*v, cos*v-sin*u
			light := 0.92 * (1 - (1-p.ink)*inkAt(s, u, v))
			if p.ruled > 0 && math.Mod(float64(y)+0.01*float64(x)+1000, 60) < 2.5 {
				light = min(light, 0.92*p.ruled)
			}
			if p.table && float64(x)+0.1*float64(y) < 90 {
				light = 0.2 + 0.05*math.Sin(float64(y)/40)
			}
			light *= 1 - p.gradient*(float64(x)/float64(p.w)+float64(y)/float64(p.h))/2
			beyond := (float64(x) + 0.4*float64(y) - 0.55*float64(p.w)) / 8 // a soft edge
			light *= 1 - p.shadow*min(max(beyond, 0), 1)
			if p.negative {
				light = 1 - light
			}
			c := uint8(min(max(255*light+p.noise*grain.NormFloat64(), 0), 255))
			img.SetRGBA(x, y, color.RGBA{R: c, G: c, B: uint8(float64(c) * 0.93), A: 255})
		}
	}
	return img
}

// inkAt is the ink, 0 to 1, between a scan's pixels.
func inkAt(s model.Scan, x, y float64) float64 {
	at := func(x, y int) float64 {
		if x < 0 || y < 0 || x >= s.W || y >= s.H {
			return 0
		}
		return float64(s.Pix[y*s.W+x]) / 255
	}
	x0, y0 := math.Floor(x), math.Floor(y)
	fx, fy := x-x0, y-y0
	i, j := int(x0), int(y0)
	return (1-fy)*((1-fx)*at(i, j)+fx*at(i+1, j)) + fy*((1-fx)*at(i, j+1)+fx*at(i+1, j+1))
}

// letter is a character of several parts, a dot among them.
func letter(t testing.TB) model.Scan {
	t.Helper()
	g, err := model.FromStrokes([]model.Stroke{
		{{X: 10, Y: 20}, {X: 60, Y: 20}, {X: 50, Y: 70}, {X: 20, Y: 95}},
		{{X: 80, Y: 5}, {X: 80, Y: 100}},
		{{X: 80, Y: 50}, {X: 100, Y: 50}},
		{{X: 30, Y: 45}},
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := model.NewScan(g.Image())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// overlap is what two glyphs have in common of all that is ink in either, each
// blurred a little, since a photograph's edges are nowhere exact.
func overlap(a, b model.Glyph) float64 {
	const side = 35
	var p, q [side * side]float32
	a.Resample(p[:], side)
	b.Resample(q[:], side)
	var both, either float32
	for i := range p {
		both += min(p[i], q[i])
		either += max(p[i], q[i])
	}
	return float64(both / either)
}

// photographs names the ways of photographing that must leave a drawing legible.
func photographs() map[string]photo {
	with := func(change func(*photo)) photo {
		p := daylight()
		change(&p)
		return p
	}
	return map[string]photo{
		"daylight":       daylight(),
		"gradient":       with(func(p *photo) { p.gradient = 0.7 }),
		"shadow":         with(func(p *photo) { p.shadow = 0.5 }),
		"grain":          with(func(p *photo) { p.noise = 18 }),
		"pencil":         with(func(p *photo) { p.ink, p.gradient = 0.65, 0.4 }),
		"chalk":          with(func(p *photo) { p.negative, p.gradient = true, 0.3 }),
		"faint lines":    with(func(p *photo) { p.ruled = 0.75 }),
		"dark lines":     with(func(p *photo) { p.ruled = 0.35 }),
		"table":          with(func(p *photo) { p.table = true }),
		"small":          with(func(p *photo) { p.scale, p.x, p.y = 1, 470, 330 }),
		"fills the view": with(func(p *photo) { p.scale, p.x, p.y = 5.3, 150, 15 }),
		"all at once": with(func(p *photo) {
			p.gradient, p.shadow, p.noise, p.ruled, p.table = 0.4, 0.35, 8, 0.75, true
		}),
	}
}

func TestPhotographs(t *testing.T) {
	drawn := letter(t)
	even := daylight()
	even.noise = 0
	want, err := picture.New(even.take(drawn)).Ink(picture.DefaultThreshold)
	if err != nil {
		t.Fatal(err)
	}
	for name, p := range photographs() {
		var file bytes.Buffer
		if err := jpeg.Encode(&file, p.take(drawn), &jpeg.Options{Quality: 80}); err != nil {
			t.Fatal(err)
		}
		opened, err := picture.Decode(&file)
		if err != nil {
			t.Fatal(err)
		}
		got, err := opened.Ink(picture.DefaultThreshold)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if o := overlap(want.Glyph(nil), got.Glyph(nil)); o < 0.85 {
			t.Errorf("%s: %.2f of the drawing is seen", name, o)
		}
	}
}

func TestNothingInAPhotograph(t *testing.T) {
	p := daylight()
	p.gradient, p.noise = 0.5, 6
	if _, err := picture.New(p.take(model.Scan{})).Ink(picture.DefaultThreshold); !errors.Is(err, model.ErrEmpty) {
		t.Errorf("an empty sheet: %v", err)
	}
}
