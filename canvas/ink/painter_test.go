package ink_test

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/oneglyph/oneglyph/canvas/ink"
	"github.com/oneglyph/oneglyph/model"
)

var update = flag.Bool("update", false, "write the golden images anew")

var black = color.NRGBA{A: 255}

func circle(cx, cy, r float64, n int) (s model.Stroke) {
	for i := range n + 1 {
		a := 2 * math.Pi * float64(i) / float64(n)
		s = append(s, model.Point{X: float32(cx + r*math.Cos(a)), Y: float32(cy + r*math.Sin(a))})
	}
	return s
}

func TestGoldenPictures(t *testing.T) {
	scenes := map[string]struct {
		side    int
		pen     float32
		ink     color.Color
		strokes []model.Stroke
	}{
		"ga": {96, 0.05, black, []model.Stroke{
			{{X: 0.2, Y: 0.25}, {X: 0.5, Y: 0.25}, {X: 0.3, Y: 0.75}},
			{{X: 0.7, Y: 0.15}, {X: 0.7, Y: 0.85}},
			{{X: 0.7, Y: 0.5}, {X: 0.85, Y: 0.5}},
		}},
		"dots":   {64, 0.12, color.NRGBA{R: 180, G: 40, B: 20, A: 255}, []model.Stroke{{{X: 0.3, Y: 0.3}}, {{X: 0, Y: 1}}, {{X: 0.71, Y: 0.63}}}},
		"circle": {64, 0.02, black, []model.Stroke{circle(0.5, 0.5, 0.4, 48)}},
		"veil":   {64, 0.2, color.NRGBA{B: 200, A: 128}, []model.Stroke{{{X: 0.1, Y: 0.1}, {X: 0.9, Y: 0.9}, {X: 0.1, Y: 0.9}, {X: 0.9, Y: 0.1}}}},
	}
	for name, s := range scenes {
		t.Run(name, func(t *testing.T) {
			p := ink.NewPainter(s.side, s.pen, s.ink)
			p.Paint(s.strokes)
			paper := image.NewRGBA(p.Image().Rect)
			draw.Draw(paper, paper.Rect, image.White, image.Point{}, draw.Src)
			draw.Draw(paper, paper.Rect, p.Image(), image.Point{}, draw.Over)
			compareGolden(t, filepath.Join("testdata", name+".png"), paper)
		})
	}
}

// compareGolden allows for rounding that differs between processors: a few
// shades in any pixel.
func compareGolden(t *testing.T, path string, got *image.RGBA) {
	t.Helper()
	if *update {
		var buf bytes.Buffer
		if err := png.Encode(&buf, got); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, buf.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	want, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	if want.Bounds() != got.Rect {
		t.Fatalf("%s is %v, the picture %v", path, want.Bounds(), got.Rect)
	}
	const tolerance = 3
	off := 0
	for y := range got.Rect.Dy() {
		for x := range got.Rect.Dx() {
			w, g := color.RGBAModel.Convert(want.At(x, y)).(color.RGBA), got.RGBAAt(x, y)
			if apart(w.R, g.R) > tolerance || apart(w.G, g.G) > tolerance || apart(w.B, g.B) > tolerance {
				off++
			}
		}
	}
	if off > 0 {
		t.Errorf("%s: %d pixels differ", path, off)
	}
}

func apart(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }

func TestSegmentsAddUpToTheWhole(t *testing.T) {
	var d ink.Drawing
	step := ink.NewPainter(120, 0.06, black)
	for _, s := range []model.Stroke{circle(0.4, 0.6, 0.3, 31), {{X: 0.9, Y: 0.1}}} {
		d.Begin(s[0])
		step.Segment(s[0], s[0])
		for _, p := range s[1:] {
			if from, to, moved := d.Extend(p); moved {
				step.Segment(from, to)
			}
		}
		d.End()
	}
	whole := ink.NewPainter(120, 0.06, black)
	whole.Paint(d.Strokes())
	if !bytes.Equal(step.Image().Pix, whole.Image().Pix) {
		t.Error("painting by segment differs from painting all at once")
	}
	whole.Paint(nil)
	if !bytes.Equal(whole.Image().Pix, make([]byte, len(whole.Image().Pix))) {
		t.Error("painting nothing leaves ink behind")
	}
}

// Half the pen's width lies on either side of the line.
func TestPenWidth(t *testing.T) {
	for _, pen := range []float32{0.02, 0.05, 0.1} {
		p := ink.NewPainter(200, pen, black)
		p.Segment(model.Point{X: 0.1, Y: 0.5}, model.Point{X: 0.9, Y: 0.5})
		sum := 0
		for y := range 200 {
			sum += int(p.Image().RGBAAt(100, y).A)
		}
		if got, want := float64(sum)/255, float64(pen)*200; math.Abs(got-want) > 0.1 {
			t.Errorf("a pen of %v is %.2f pixels wide, want %.2f", pen, got, want)
		}
	}
}

func TestTinyPictures(t *testing.T) {
	for side := range 4 {
		p := ink.NewPainter(side, 0.05, black)
		p.Paint([]model.Stroke{{{X: 0, Y: 0}, {X: 1, Y: 1}}, {}})
	}
}

func BenchmarkSegment(b *testing.B) {
	p := ink.NewPainter(600, 0.02, black)
	for b.Loop() {
		p.Segment(model.Point{X: 0.5, Y: 0.5}, model.Point{X: 0.52, Y: 0.51})
	}
}
