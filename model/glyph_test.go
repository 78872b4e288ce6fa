package model

import (
	"flag"
	"image"
	"image/draw"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

var update = flag.Bool("update", false, "write testdata anew")

func TestResampleIsExactAtSide(t *testing.T) {
	g := glyphOf(t, drawings["curve"])
	dst := make([]float32, Side*Side)
	g.Resample(dst, Side)
	for i, v := range g.Pix() {
		if want := float64(v) / 255; math.Abs(float64(dst[i])-want) > 1e-7 {
			t.Fatalf("pixel %d is %g, want %g", i, dst[i], want)
		}
	}
}

func TestResampleConservesInk(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	pix := noise(rng, Side, Side).Pix
	var ink float64
	for _, v := range pix {
		ink += float64(v) / 255
	}
	mean := ink / (Side * Side)
	for _, side := range []int{1, 2, 10, 28, 35, 40, 64, 104, 105, 210} {
		dst := make([]float32, side*side+1)
		dst[side*side] = -7
		Resample(dst, pix, side)
		if dst[side*side] != -7 {
			t.Fatalf("side %d: written beyond its length", side)
		}
		var sum float64
		for _, v := range dst[:side*side] {
			if v < 0 || v > 1 {
				t.Fatalf("side %d: a pixel of %g", side, v)
			}
			sum += float64(v)
		}
		if got := sum / float64(side*side); math.Abs(got-mean) > 1e-5 {
			t.Errorf("side %d: mean ink %g, want %g", side, got, mean)
		}
	}
}

// TestResampleAveragesAreas: at a third of the side each pixel is the mean of
// nine, and in general ink stays in its place.
func TestResampleAveragesAreas(t *testing.T) {
	pix := noise(rand.New(rand.NewPCG(3, 2)), Side, Side).Pix
	dst := make([]float32, 35*35)
	Resample(dst, pix, 35)
	for i, got := range dst {
		want := 0
		for k := range 9 {
			want += int(pix[(i/35*3+k/3)*Side+i%35*3+k%3])
		}
		if math.Abs(float64(got)-float64(want)/9/255) > 1e-6 {
			t.Fatalf("pixel %d is %g, want %g", i, got, float64(want)/9/255)
		}
	}
	// A single pixel of ink at column 52 of 105 covers half of columns 19 and 20
	// of 40: from 19.81 to 20.19.
	lone := make([]uint8, Side*Side)
	lone[10*Side+52] = 255
	dst = make([]float32, 40*40)
	Resample(dst, lone, 40)
	share := float32(40.0 / Side)
	for _, c := range []struct {
		x, y int
		want float32
	}{{19, 3, share / 2}, {20, 3, share / 2}, {18, 3, 0}, {21, 3, 0}} {
		// Line 10 covers 3.81 to 4.19 of the lines.
		want := c.want * (4 - 10*share)
		if got := dst[c.y*40+c.x]; math.Abs(float64(got-want)) > 1e-5 {
			t.Errorf("(%d, %d) is %g, want %g", c.x, c.y, got, want)
		}
	}
}

func TestResampleFromManyGoroutines(t *testing.T) {
	g := glyphOf(t, drawings["curve"])
	var wait sync.WaitGroup
	for side := 11; side < 27; side++ {
		wait.Go(func() { g.Resample(make([]float32, side*side), side) })
	}
	wait.Wait()
}

func TestZeroGlyphIsBlank(t *testing.T) {
	var g Glyph
	if len(g.Pix()) != Side*Side {
		t.Fatalf("%d pixels", len(g.Pix()))
	}
	for i, v := range g.Image().Pix {
		if v != 255 || g.Pix()[i] != 0 {
			t.Fatal("the zero glyph is not blank")
		}
	}
}

// TestGolden compares glyphs with testdata/glyphs.png, which "go test -update"
// writes and an eye should look at.
func TestGolden(t *testing.T) {
	bent := Warp{A: [6]float32{0.9, 0.3, 0.02, -0.2, 1.1, -0.03}, Grid: make([][2]float32, GridSide*GridSide)}
	for i := range bent.Grid {
		bent.Grid[i] = [2]float32{0.03 * float32(math.Sin(float64(i))), 0.03 * float32(math.Cos(float64(2*i)))}
	}
	scan := scanOf(t, drawings["curve"])
	glyphs := []Glyph{
		glyphOf(t, drawings["curve"]), glyphOf(t, drawings["wide"]), glyphOf(t, drawings["narrow"]), glyphOf(t, drawings["dotted"]),
		glyphOf(t, []Stroke{{{1, 1}}}), scan.Glyph(nil), scan.Glyph(&bent), noise(rand.New(rand.NewPCG(9, 9)), 31, 12).Glyph(nil),
	}
	sheet := image.NewGray(image.Rect(0, 0, len(glyphs)*Side, Side))
	for i, g := range glyphs {
		draw.Draw(sheet, image.Rect(i*Side, 0, (i+1)*Side, Side), g.Image(), image.Point{}, draw.Src)
	}
	path := filepath.Join("testdata", "glyphs.png")
	if *update {
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, sheet); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	golden, ok := want.(*image.Gray)
	if !ok || golden.Rect != sheet.Rect {
		t.Fatalf("%s is a %T of %v", path, want, want.Bounds())
	}
	for i, v := range sheet.Pix {
		// Processors that fuse a product and a sum round otherwise.
		if d := int(v) - int(golden.Pix[i]); d < -3 || d > 3 {
			x, y := i%sheet.Stride, i/sheet.Stride
			t.Fatalf("glyph %d at (%d, %d): ink %d, want %d", x/Side, x%Side, y, 255-v, 255-golden.Pix[i])
		}
	}
}
