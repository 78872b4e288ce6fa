package picture_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/color/palette"
	"image/draw"
	"image/gif"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/picture"
)

// sees compares what is seen of a picture with what strokes look like by a pen.
func sees(t *testing.T, name string, img image.Image, drawn []model.Stroke, pen float64) {
	t.Helper()
	x0, y0, x1, y1 := boxOf(drawn, pen)
	clean := newSheet(int(x1-x0)+40, int(y1-y0)+40, white)
	moved := make([]model.Stroke, len(drawn))
	for i, s := range drawn {
		for _, p := range s {
			moved[i] = append(moved[i], model.Point{X: p.X + float32(20-x0), Y: p.Y + float32(20-y0)})
		}
	}
	clean.draw(moved, pen, black)
	want, err := model.NewScan(clean.image())
	if err != nil {
		t.Fatal(err)
	}
	got, err := picture.New(img).Ink(picture.DefaultThreshold)
	if err != nil {
		t.Errorf("%s: %v", name, err)
	} else if o := overlap(want.Glyph(nil), got.Glyph(nil)); o < 0.83 {
		t.Errorf("%s: %.2f of the drawing is seen", name, o)
	}
}

// Straight strokes cut to their ink leave a border of ink, and hardly any paper.
func TestStraightStrokesTrimmed(t *testing.T) {
	drawings := map[string][]model.Stroke{
		"ㅁ": strokes("0,0 100,0 100,100 0,100 0,0"),
		"E": strokes("0,0 0,140; 0,0 80,0; 0,70 70,70; 0,140 80,140"),
		"ㅡ": strokes("0,0 100,0"),
		"ㅣ": strokes("0,0 0,100"),
		"ㄱ": strokes("0,0 100,0 100,100"),
		"T": strokes("0,0 100,0; 50,0 50,120"),
		"+": strokes("50,0 50,100; 0,50 100,50"),
		"H": strokes("0,0 0,100; 80,0 80,100; 0,50 80,50"),
		"日": strokes("0,0 80,0 80,100 0,100 0,0; 0,50 80,50"),
		"ㄹ": strokes("0,0 80,0 80,50 0,50 0,100 80,100"),
		"ㅂ": strokes("0,0 0,100; 80,0 80,100; 0,50 80,50; 0,100 80,100"),
		"ㅇ": {circle(50, 50, 50)},
		"/": strokes("0,100 70,0"),
		"=": strokes("0,0 100,0; 0,50 100,50"),
	}
	for name, drawn := range drawings {
		pens := []float64{6, 10, 16, 24}
		if strings.Contains("ㅁㄹ日•", name) { // wider, the paper is narrower than the ink
			pens = pens[:3]
		}
		for _, pen := range pens {
			for _, size := range []float64{1, 3} {
				for what, c := range map[string][2]color.NRGBA{"black on white": {black, white}, "white on black": {white, black}, "blue on nothing": {{30, 60, 200, 255}, nothing}, "white on nothing": {white, nothing}} {
					big := placed(drawn, 0, 0, 100*size)
					img := tight(100*size, pen*size, 0, c[0], c[1])(drawn, nil).image()
					sees(t, fmt.Sprintf("%s, pen %g, size %g, %s", name, pen, size, what), img, big, pen*size)
				}
			}
		}
	}
}

// Strokes from edge to edge that are the character are no ruled lines.
func TestEdgeToEdge(t *testing.T) {
	for name, drawn := range map[string][]model.Stroke{
		"+": strokes("150,-20 150,320; -20,150 320,150"),
		"ㅡ": strokes("-20,150 320,150"),
		"/": strokes("-20,320 320,-20"),
		"T": strokes("-20,60 320,60; 150,60 150,320"),
		"=": strokes("-20,100 320,100; -20,200 320,200"),
	} {
		for _, pen := range []float64{4, 8, 20, 40} {
			for _, gradient := range []float64{0, 0.3} {
				s := newSheet(300, 300, grey(240))
				s.draw(drawn, pen, grey(30))
				rng := rand.New(rand.NewPCG(1, 1))
				if gradient > 0 {
					s.light(gradient, 0, 2, rng)
				}
				want := newSheet(300, 300, white)
				want.draw(drawn, pen, black)
				got, err := picture.New(s.image()).Ink(picture.DefaultThreshold)
				if err != nil {
					t.Errorf("%s, pen %g, gradient %g: %v", name, pen, gradient, err)
					continue
				}
				inked := 0
				for _, v := range got.Pix {
					if v >= 128 {
						inked++
					}
				}
				all := 0
				for _, c := range want.pix {
					if c.R < 128 {
						all++
					}
				}
				scale := float64(max(got.W, got.H)) / 300
				if share := float64(inked) / (float64(all) * scale * scale); max(got.W, got.H) < 290 || share < 0.8 || share > 1.25 {
					t.Errorf("%s, pen %g, gradient %g: %d×%d, %.2f of the ink", name, pen, gradient, got.W, got.H, share)
				}
			}
		}
	}
}

// A character of several parts stays whole, on a page with much room.
func TestPartsStay(t *testing.T) {
	for name, drawn := range map[string][]model.Stroke{
		"으": append(strokes("0,110 100,110"), circle(50, 45, 33)),
		"스": strokes("50,0 10,60; 50,0 90,60; -10,90 110,90"),
		"i": strokes("0,0 0.1,0; 0,30 0,110"),
		"=": strokes("0,0 100,0; 0,40 100,40"),
		"÷": strokes("0,50 100,50; 50,15 50.1,15; 50,85 50.1,85"),
		"가": strokes("10,20 60,20 50,70 20,95; 80,5 80,100; 80,50 100,50"),
		"한": append(strokes("30,0 50,0; 10,15 65,15; 90,0 90,70; 90,35 110,35; 25,75 25,105 95,105"), circle(38, 42, 17)),
		"±": strokes("50,0 50,70; 15,35 85,35; 15,90 85,90"),
		"ㅒ": strokes("0,0 0,100; 0,35 25,35; 0,65 25,65; 60,0 60,100; 25,35 60,35"),
		"Ξ": strokes("0,0 100,0; 15,45 85,45; 0,90 100,90"),
		"!": strokes("0,0 0,70; 0,100 0.1,100"),
		"ö": append(strokes("30,0 30.1,0; 70,0 70.1,0"), circle(50, 70, 38)),
		"回": strokes("2,0 101,3 98,99 0,103 2,0; 32,31 68,33 66,69 31,66 32,31"),
	} {
		for _, size := range []float64{150, 300} {
			if name == "回" && size < 300 { // a small box is as straight as a form's cell
				continue
			}
			s := newSheet(520, 560, white)
			big := placed(wobbled(drawn, rand.New(rand.NewPCG(2, 2))), 260, 270, size)
			s.draw(big, size*0.07, grey(20))
			sees(t, fmt.Sprintf("%s, %g", name, size), s.image(), big, size*0.07)
			s.light(0.4, 0, 3, rand.New(rand.NewPCG(1, 1)))
			sees(t, fmt.Sprintf("%s, %g, photographed", name, size), s.image(), big, size*0.07)
		}
	}
}

// Where nothing is written nothing is found.
func TestBlankPaper(t *testing.T) {
	for seed := range uint64(3) {
		blankPapers(t, seed)
	}
}

func blankPapers(t *testing.T, seed uint64) {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 3))
	for name, s := range map[string]*sheet{
		"white":               newSheet(300, 300, white),
		"grain":               newSheet(500, 400, grey(240)).light(0, 0, 2, rng),
		"more grain":          newSheet(500, 400, grey(230)).light(0, 0, 8, rng),
		"gradient":            newSheet(500, 400, grey(240)).light(0.4, 0, 0, rng),
		"gradient and grain":  newSheet(500, 400, grey(240)).light(0.4, 0, 4, rng),
		"dark":                newSheet(500, 400, grey(30)).light(0.2, 0, 2, rng),
		"coloured, and grain": newSheet(500, 400, color.NRGBA{230, 180, 120, 255}).light(0.2, 0, 3, rng),
		"a faint gradient":    newSheet(300, 300, grey(250)).light(0.05, 0, 0, rng),
		"small, with grain":   newSheet(60, 60, grey(230)).light(0, 0, 3, rng),
	} {
		if ink, err := picture.New(s.image()).Ink(picture.DefaultThreshold); !errors.Is(err, model.ErrEmpty) {
			t.Errorf("%s, %d: %d×%d, %v", name, seed, ink.W, ink.H, err)
		}
	}
}

// A picture of few colours, with what looks like grain, is what it was before.
func TestDithered(t *testing.T) {
	for name, c := range map[string][2]color.NRGBA{"grey on grey": {grey(60), grey(225)}, "colours": {{30, 60, 160, 255}, {240, 220, 190, 255}}} {
		drawn := placed(characters["ㄹ"], 150, 150, 200)
		s := newSheet(300, 300, c[1])
		s.draw(drawn, 14, c[0])
		img := image.NewPaletted(image.Rect(0, 0, 300, 300), palette.WebSafe)
		draw.FloydSteinberg.Draw(img, img.Rect, s.image(), image.Point{})
		var file bytes.Buffer
		if err := gif.Encode(&file, img, nil); err != nil {
			t.Fatal(err)
		}
		p, err := picture.Decode(&file)
		if err != nil {
			t.Fatal(err)
		}
		sees(t, name, p.Image(), drawn, 14)
	}
}
