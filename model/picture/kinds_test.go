package picture_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/oneshot"
	"github.com/oneglyph/oneglyph/model/picture"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/weights"
)

var (
	white   = color.NRGBA{255, 255, 255, 255}
	black   = color.NRGBA{0, 0, 0, 255}
	nothing = color.NRGBA{}
)

func grey(v uint8) color.NRGBA { return color.NRGBA{v, v, v, 255} }

// labelled is a kind of picture of writing: how it shows a character.
type labelled struct {
	name string
	draw func(strokes []model.Stroke, rng *rand.Rand) *sheet
	jpeg int // its quality, or 0 for PNG
	// measured says that the kind is measured alone: a pen so thin or so wide that
	// the network, not the finder of ink, decides.
	measured bool
}

// written is a page with a character of some size at some place on it.
func written(w, h int, x, y, size, pen float64, ink, paper color.NRGBA) func([]model.Stroke, *rand.Rand) *sheet {
	return func(strokes []model.Stroke, _ *rand.Rand) *sheet {
		s := newSheet(w, h, paper)
		s.draw(placed(strokes, x, y, size), pen, ink)
		return s
	}
}

// tight is a picture cut to the ink's box and a margin.
func tight(size, pen, margin float64, ink, paper color.NRGBA) func([]model.Stroke, *rand.Rand) *sheet {
	return func(strokes []model.Stroke, _ *rand.Rand) *sheet {
		big := placed(strokes, 0, 0, size)
		x0, y0, x1, y1 := boxOf(big, pen)
		for i := range big {
			for k := range big[i] {
				big[i][k].X += float32(margin - x0)
				big[i][k].Y += float32(margin - y0)
			}
		}
		s := newSheet(int(x1-x0+2*margin+0.5), int(y1-y0+2*margin+0.5), paper)
		s.draw(big, pen, ink)
		return s
	}
}

// then does something more to a page.
func then(draw func([]model.Stroke, *rand.Rand) *sheet, more func(s *sheet, rng *rand.Rand)) func([]model.Stroke, *rand.Rand) *sheet {
	return func(strokes []model.Stroke, rng *rand.Rand) *sheet {
		s := draw(strokes, rng)
		more(s, rng)
		return s
	}
}

func line(x0, y0, x1, y1 float32) []model.Stroke {
	return []model.Stroke{{{X: x0, Y: y0}, {X: x1, Y: y1}}}
}

func box(x0, y0, x1, y1 float32) []model.Stroke {
	return []model.Stroke{{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}, {X: x0, Y: y1}, {X: x0, Y: y0}}}
}

// cutOut makes a colour transparent, as programs do that leave a fringe.
func cutOut(fringe uint8, dark bool) func(s *sheet, rng *rand.Rand) {
	return func(s *sheet, _ *rand.Rand) {
		for i, p := range s.pix {
			if dark && p.R < fringe || !dark && p.R > fringe {
				s.pix[i] = color.NRGBA{p.R, p.G, p.B, 0}
			}
		}
	}
}

func kinds() []labelled {
	page := written(400, 460, 200, 200, 200, 10, grey(20), white)
	at := func(draw func([]model.Stroke, *rand.Rand) *sheet, more func(s *sheet, rng *rand.Rand)) func([]model.Stroke, *rand.Rand) *sheet {
		return then(draw, more)
	}
	footer := func(s *sheet, rng *rand.Rand) { s.small(float64(s.w)*0.4, float64(s.h)-18, 12, 18, grey(90), rng) }
	number := func(s *sheet, rng *rand.Rand) { s.small(float64(s.w)/2-5, float64(s.h)-24, 14, 2, grey(40), rng) }
	holes := func(s *sheet, _ *rand.Rand) {
		for _, y := range []float32{0.25, 0.75} {
			s.draw(line(24, y*float32(s.h), 24, y*float32(s.h)), 26, grey(30))
		}
	}
	corners := func(s *sheet, _ *rand.Rand) {
		for i := range s.pix {
			if x, y := i%s.w, i/s.w; x+y < 46 || (s.w-x)+(s.h-y) < 60 {
				s.pix[i] = grey(35)
			}
		}
	}
	lit := func(gradient, shadow, noise float64) func(s *sheet, rng *rand.Rand) {
		return func(s *sheet, rng *rand.Rand) { s.light(gradient, shadow, noise, rng) }
	}
	return []labelled{
		{name: "clean", draw: page},
		{name: "white on black", draw: written(400, 460, 200, 200, 200, 10, white, black)},
		{name: "footer", draw: at(page, footer)},
		{name: "page number", draw: at(page, number)},
		{name: "head and footer", draw: at(at(page, footer), func(s *sheet, rng *rand.Rand) { s.small(30, 22, 12, 12, grey(60), rng) })},
		{name: "underline, thin", draw: at(page, func(s *sheet, _ *rand.Rand) { s.draw(line(70, 328, 330, 329), 3, grey(20)) })},
		{name: "underline, by the pen", draw: at(page, func(s *sheet, _ *rand.Rand) { s.draw(line(50, 370, 350, 366), 10, grey(20)) })},
		{name: "underline, across", draw: at(page, func(s *sheet, _ *rand.Rand) { s.draw(line(0, 340, 400, 340), 3, grey(20)) })},
		{name: "form cell", draw: at(page, func(s *sheet, _ *rand.Rand) { s.draw(box(70, 70, 330, 330), 3, grey(60)) })},
		{name: "form cell, heavy", draw: at(page, func(s *sheet, _ *rand.Rand) { s.draw(box(60, 60, 340, 340), 8, grey(20)) })},
		{name: "form grid", draw: at(page, func(s *sheet, _ *rand.Rand) {
			for _, x := range []float32{-60, 70, 330, 500} {
				s.draw(line(x, 0, x, 460), 3, grey(40))
			}
			for _, y := range []float32{66, 334} {
				s.draw(line(0, y, 400, y), 3, grey(40))
			}
		})},
		{name: "cut out of a form", draw: then(written(260, 260, 130, 130, 180, 9, grey(20), white), func(s *sheet, _ *rand.Rand) { s.draw(box(1, 1, 259, 259), 4, grey(40)) })},
		{name: "punch holes", draw: at(page, holes)},
		{name: "dark corners", draw: at(page, corners)},
		{name: "ruled, scanned", draw: at(page, func(s *sheet, _ *rand.Rand) {
			for y := float32(22); y < 460; y += 36 {
				s.draw(line(0, y, 400, y), 1.5, color.NRGBA{150, 170, 220, 255})
			}
		})},
		{name: "scan with grain and corners", draw: then(at(at(page, corners), number), lit(0.02, 0, 3))},
		{name: "trimmed", draw: tight(150, 16, 0, grey(0), white)},
		{name: "trimmed, pen 6 %", draw: tight(200, 12, 0, grey(0), white)},
		{name: "trimmed, white on black", draw: tight(150, 16, 0, white, black)},
		{name: "trimmed, large", draw: tight(600, 60, 0, grey(10), white)},
		{name: "trimmed, a margin of 2", draw: tight(200, 18, 2, black, white)},
		{name: "trimmed, JPEG", draw: tight(200, 18, 0, grey(20), white), jpeg: 80},
		{name: "trimmed on nothing", draw: tight(100, 12, 0, black, nothing)},
		{name: "trimmed on nothing, white", draw: tight(100, 12, 0, white, nothing)},
		{name: "faint on nothing", draw: tight(100, 12, 10, color.NRGBA{40, 60, 200, 60}, nothing)},
		{name: "white with a dark fringe", draw: at(written(300, 300, 150, 150, 200, 12, white, black), cutOut(30, true))},
		{name: "black with a light fringe", draw: at(written(300, 300, 150, 150, 200, 12, black, white), cutOut(225, false))},
		{name: "a sheet with round corners", draw: at(page, func(s *sheet, _ *rand.Rand) {
			for i := range s.pix {
				x, y := i%s.w, i/s.w
				if dx, dy := max(30-x, x-s.w+30, 0), max(30-y, y-s.h+30, 0); dx*dx+dy*dy > 900 {
					s.pix[i] = nothing
				}
			}
		})},
		{name: "close-up, margin 3 %", draw: then(tight(400, 24, 12, grey(50), grey(235)), lit(0.4, 0, 3))},
		{name: "close-up, no margin", draw: then(tight(300, 24, 0, grey(50), grey(235)), lit(0.35, 0, 3))},
		{name: "close-up, wide pen", draw: then(tight(300, 40, 10, grey(30), grey(235)), lit(0.4, 0, 3)), jpeg: 80},
		{name: "close-up, shadow", draw: then(tight(500, 30, 40, grey(50), grey(235)), lit(0.2, 0.4, 3)), jpeg: 80},
		{name: "blackboard in a light frame", draw: func(strokes []model.Stroke, rng *rand.Rand) *sheet {
			s := newSheet(400, 400, grey(230))
			s.rect(25, 25, 375, 375, grey(40))
			s.draw(placed(strokes, 200, 200, 240), 12, grey(225))
			return s
		}},
		{name: "blackboard in a light frame, photographed", draw: func(strokes []model.Stroke, rng *rand.Rand) *sheet {
			s := newSheet(600, 500, color.NRGBA{205, 180, 150, 255})
			s.rect(40, 40, 560, 460, color.NRGBA{40, 60, 50, 255})
			s.draw(placed(strokes, 300, 250, 280), 14, grey(215))
			return s.light(0.3, 0, 4, rng)
		}, jpeg: 80},
		{name: "a sheet in a dark frame", draw: func(strokes []model.Stroke, rng *rand.Rand) *sheet {
			s := newSheet(400, 400, grey(30))
			s.rect(30, 30, 370, 370, white)
			s.draw(placed(strokes, 200, 200, 220), 11, grey(20))
			return s
		}},
		{name: "a dark window on a light page", draw: func(strokes []model.Stroke, rng *rand.Rand) *sheet {
			s := newSheet(600, 500, white)
			s.rect(130, 90, 470, 410, color.NRGBA{30, 30, 46, 255})
			s.draw(placed(strokes, 300, 250, 220), 11, color.NRGBA{220, 220, 240, 255})
			return s
		}},
		{name: "red on green", draw: written(400, 460, 200, 200, 200, 11, color.NRGBA{200, 40, 40, 255}, color.NRGBA{60, 121, 60, 255})},
		{name: "red on green, photographed", draw: then(written(400, 460, 200, 200, 200, 12, color.NRGBA{200, 40, 40, 255}, color.NRGBA{60, 121, 60, 255}), lit(0.3, 0, 3)), jpeg: 85},
		{name: "blue on orange", draw: written(400, 460, 200, 200, 200, 11, color.NRGBA{90, 140, 250, 255}, color.NRGBA{235, 125, 20, 255}), jpeg: 90},
		{name: "pencil, 235 on 255", draw: written(400, 460, 200, 200, 200, 11, grey(235), white)},
		{name: "pencil, 243 on 255", draw: written(400, 460, 200, 200, 200, 11, grey(243), white)},
		{name: "pencil, 225 with grain", draw: then(written(400, 460, 200, 200, 200, 11, grey(222), grey(248)), lit(0, 0, 2))},
		{name: "pale yellow", draw: written(400, 460, 200, 200, 200, 14, color.NRGBA{255, 245, 150, 255}, white)},
		{name: "paler yellow, JPEG", draw: written(400, 460, 200, 200, 200, 14, color.NRGBA{255, 250, 200, 255}, white), jpeg: 90},
		{name: "photograph", draw: then(written(800, 600, 400, 300, 260, 15, grey(60), grey(235)), lit(0.5, 0.35, 5)), jpeg: 80},
		{name: "photograph with a number", draw: then(at(written(600, 700, 300, 300, 260, 14, grey(60), grey(235)), number), lit(0.5, 0, 4)), jpeg: 80},
		{name: "photograph with holes and corners", draw: then(at(at(written(600, 700, 300, 300, 260, 14, grey(60), grey(235)), holes), corners), lit(0.3, 0, 4)), jpeg: 80},
		{name: "photograph of a form", draw: then(written(600, 600, 300, 300, 240, 14, grey(50), grey(235)), func(s *sheet, rng *rand.Rand) {
			s.draw(box(120, 118, 480, 484), 4, grey(60))
			s.light(0.4, 0, 4, rng)
		}), jpeg: 80},
		{name: "pen 15 %", draw: written(400, 460, 200, 200, 200, 30, grey(20), white), measured: true},
		{name: "pen 3 %", draw: written(400, 460, 200, 200, 200, 6, grey(20), white), measured: true},
		{name: "pen 1.5 %", draw: written(400, 460, 200, 200, 200, 3, grey(20), white), measured: true},
	}
}

// file is the picture as it is saved.
func (k labelled) file(t testing.TB, s *sheet) []byte {
	var b bytes.Buffer
	var err error
	if k.jpeg > 0 {
		img := image.NewRGBA(image.Rect(0, 0, s.w, s.h))
		for i, c := range s.pix {
			img.SetRGBA(i%s.w, i/s.w, color.RGBA{c.R, c.G, c.B, 255})
		}
		err = jpeg.Encode(&b, img, &jpeg.Options{Quality: k.jpeg})
	} else {
		err = png.Encode(&b, s.image())
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestLabelledKinds ranks pictures of ten characters, each in every kind, by the
// shipped network among the ten as they are drawn on the pad.
func TestLabelledKinds(t *testing.T) {
	m, err := siamese.Read(bytes.NewReader(weights.Compact()))
	if err != nil {
		t.Fatal(err)
	}
	encoder, err := siamese.NewEncoder(m)
	if err != nil {
		t.Fatal(err)
	}
	defer encoder.Close()
	gallery := oneshot.NewIndex(m.Metric(), m.Turns())
	for i, name := range names {
		g, err := model.FromStrokes(characters[name])
		if err != nil {
			t.Fatal(err)
		}
		h, err := encoder.EmbedSupport(g)
		if err != nil {
			t.Fatal(err)
		}
		if err := gallery.Add(model.ClassID(i), model.ExampleID(i), h); err != nil {
			t.Fatal(err)
		}
	}
	dir := os.Getenv("PICTURES") // where the pictures and what is seen of them are kept
	right, asked := 0, 0
	for n, k := range kinds() {
		wrong, first := "", 0
		for i, name := range names {
			rng := rand.New(rand.NewPCG(uint64(n), uint64(i)))
			file := k.file(t, k.draw(wobbled(characters[name], rng), rng))
			answer, seen := "nothing", model.Glyph{}
			p, err := picture.Decode(bytes.NewReader(file))
			if err == nil {
				var ink model.Scan
				if ink, err = p.Ink(picture.DefaultThreshold); err == nil {
					seen = ink.Glyph(nil)
					h, err := encoder.Embed(seen)
					if err != nil {
						t.Fatal(err)
					}
					answer = names[gallery.Rank(h, 1)[0].Class]
				}
			}
			if answer == name {
				first++
			} else {
				wrong += fmt.Sprintf(" %s→%s", name, answer)
			}
			if dir != "" && answer != name {
				path := filepath.Join(dir, fmt.Sprintf("%02d-%d", n, i))
				_ = os.WriteFile(path+".img", file, 0o666)
				if err == nil {
					var b bytes.Buffer
					_ = png.Encode(&b, seen.Image())
					_ = os.WriteFile(path+"-seen.png", b.Bytes(), 0o666)
				}
			}
		}
		t.Logf("%-44s %2d%s", k.name, first, wrong)
		if k.measured {
			continue
		}
		right, asked = right+first, asked+len(names)
		if first < 8 {
			t.Errorf("%s: %d of %d are right", k.name, first, len(names))
		}
	}
	t.Logf("%d of %d, %.1f %%", right, asked, 100*float64(right)/float64(asked))
	if 100*right < 95*asked {
		t.Errorf("%d of %d are right", right, asked)
	}
}
