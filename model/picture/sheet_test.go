package picture_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/picture"
)

// sheetOf writes characters side by side, each on 100×100 pixels.
func sheetOf(names ...string) *sheet {
	s := newSheet(100*len(names)+100, 200, white)
	for i, name := range names {
		s.draw(placed(characters[name], float64(100*i+100), 100, 70), 5, black)
	}
	return s
}

func TestSheetMarks(t *testing.T) {
	img := sheetOf("ㅎ", "E", "4").image()
	m, err := picture.NewSheet(img).Marks(picture.DefaultThreshold)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.All) != 5 { // ㅎ has three
		t.Fatalf("%d marks: %v", len(m.All), m.All)
	}
	for _, mark := range m.All {
		if mark.Pen < 3.5 || mark.Pen > 7 {
			t.Errorf("a pen of 5 is seen as %.1f in %v", mark.Pen, mark.Box)
		}
	}
	// E is the one around its middle; its scan holds nothing of its neighbours.
	for i, mark := range m.All {
		if !image.Pt(200, 100).In(mark.Box) {
			continue
		}
		want, err := model.NewScan(sheetOf("E").image())
		if err != nil {
			t.Fatal(err)
		}
		got := m.Scan([]int{i})
		if o := overlap(want.Glyph(nil), got.Glyph(nil)); o < 0.95 {
			t.Errorf("%.2f of the E is cut out", o)
		}
	}
	whole := m.Scan([]int{0, 1, 2, 3, 4})
	if whole.W < 250 || whole.H > 80 {
		t.Errorf("all marks together are %d×%d", whole.W, whole.H)
	}
}

// A mark within the box of another one is not the other's.
func TestSheetScanIsOneMarks(t *testing.T) {
	s := newSheet(200, 200, white)
	s.draw(placed(strokes("10,10 10,90 90,90; 60,40"), 100, 100, 100), 6, black)
	m, err := picture.NewSheet(s.image()).Marks(picture.DefaultThreshold)
	if err != nil || len(m.All) != 2 {
		t.Fatalf("%v, %v", m, err)
	}
	corner := 0
	if m.All[1].Area > m.All[0].Area {
		corner = 1
	}
	alone, both := 0, 0
	for i, v := range m.Scan([]int{corner}).Pix {
		alone += int(v)
		both += int(m.Scan([]int{0, 1}).Pix[i])
	}
	if both-alone < 255*m.All[1-corner].Area*3/4 {
		t.Errorf("%d without the dot, %d with it", alone, both)
	}
}

// Ruled lines go, whether faint or dark, level or not, across and down; what is
// written across them stays.
func TestSheetWithoutRules(t *testing.T) {
	for name, c := range map[string]struct {
		ink   color.NRGBA
		slope float32
		down  bool
		noise float64
	}{
		"dark":         {black, 0, false, 0},
		"dark, falls":  {black, 0.05, false, 0},
		"faint":        {color.NRGBA{150, 150, 200, 255}, 0.02, false, 0},
		"on the brink": {color.NRGBA{128, 128, 128, 255}, -0.03, false, 6},
		"both ways":    {color.NRGBA{90, 90, 120, 255}, 0.01, true, 2},
	} {
		s := sheetOf("ㄹ", "E", "Σ", "4", "π")
		for y := float32(20); y < 200; y += 47 {
			s.draw([]model.Stroke{{{X: -10, Y: y}, {X: 620, Y: y + 630*c.slope}}}, 1.6, c.ink)
		}
		for x := float32(40); c.down && x < 600; x += 111 {
			s.draw([]model.Stroke{{{X: x, Y: -10}, {X: x - 220*c.slope, Y: 210}}}, 1.6, c.ink)
		}
		s.light(0, 0, c.noise, rand.New(rand.NewPCG(1, 1)))
		m, err := picture.NewSheet(s.image()).Marks(picture.DefaultThreshold)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		large := 0
		for _, mark := range m.All {
			if mark.Box.Dx() > 90 || mark.Box.Dy() > 90 {
				t.Errorf("%s: a mark of %v is left", name, mark.Box)
			}
			if min(mark.Box.Dx(), mark.Box.Dy()) > 40 {
				large++
			}
		}
		if large != 5 {
			t.Errorf("%s: %d characters are left of 5", name, large)
		}
	}
}

func TestSheetOfNothing(t *testing.T) {
	for name, img := range map[string]image.Image{
		"nothing":    image.NewRGBA(image.Rectangle{}),
		"one colour": image.NewGray(image.Rect(0, 0, 300, 200)),
	} {
		if _, err := picture.NewSheet(img).Marks(picture.DefaultThreshold); !errors.Is(err, model.ErrEmpty) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := picture.DecodeSheet(bytes.NewReader([]byte("GIF89a"))); !errors.Is(err, picture.ErrFormat) {
		t.Errorf("a damaged file: %v", err)
	}
	if _, err := picture.OpenSheet(t.TempDir()); err == nil {
		t.Error("a folder was read")
	}
}

// A sheet shows more than a character's picture does.
func TestSheetIsFine(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 4000, 3000))); err != nil {
		t.Fatal(err)
	}
	s, err := picture.DecodeSheet(&b)
	if err != nil || s.Image().Bounds() != image.Rect(0, 0, 2000, 1500) {
		t.Errorf("%v, %v", s.Image().Bounds(), err)
	}
}
