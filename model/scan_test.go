package model

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/color/palette"
	"image/draw"
	"image/jpeg"
	"math/rand/v2"
	"testing"
)

func TestPictureOfStrokesIsTheirGlyph(t *testing.T) {
	for name, strokes := range drawings {
		g := glyphOf(t, strokes)
		again, err := FromImage(g.Image())
		if err != nil {
			t.Fatal(err)
		}
		if d := differ(g, again); d > 0.12 {
			t.Errorf("%s: the picture's glyph differs in %.3f of the ink", name, d)
		}
	}
}

// TestAnyPicture shows one drawing in many kinds of picture. Other drawings
// differ from it in more ink than they have in common.
func TestAnyPicture(t *testing.T) {
	white, black := color.White, color.Black
	nothing := color.NRGBA{}
	pictures := map[string]place{
		"as it is":           {105, 105, 0, 0, 1, white, black},
		"inverted":           {105, 105, 0, 0, 1, black, white},
		"small":              {52, 52, 0, 0, 0.5, white, black},
		"large":              {500, 500, 0, 0, 4.7, white, black},
		"huge":               {1000, 1100, 100, 200, 8.1, white, black},
		"huge, inverted":     {1000, 1100, 100, 200, 8.1, black, white},
		"off centre":         {300, 200, 170, 80, 1, white, black},
		"small in a corner":  {300, 300, 4, 2, 0.6, white, black},
		"long":               {900, 120, 700, 5, 1, white, black},
		"blue on yellow":     {120, 140, 5, 9, 1.1, color.NRGBA{250, 240, 120, 255}, color.NRGBA{10, 20, 160, 255}},
		"yellow on blue":     {120, 140, 5, 9, 1.1, color.NRGBA{10, 20, 160, 255}, color.NRGBA{250, 240, 120, 255}},
		"pencil on grey":     {200, 200, 5, 9, 1.7, color.Gray{205}, color.Gray{140}},
		"chalk":              {200, 200, 5, 9, 1.7, color.Gray{60}, color.Gray{120}},
		"black on nothing":   {150, 150, 9, 9, 1.2, nothing, black},
		"red on nothing":     {150, 150, 9, 9, 1.2, color.NRGBA{255, 0, 0, 0}, color.NRGBA{255, 0, 0, 255}},
		"white on nothing":   {150, 150, 9, 9, 1.2, color.NRGBA{255, 255, 255, 0}, white},
		"half seen on paper": {150, 150, 9, 9, 1.2, white, color.NRGBA{0, 0, 0, 128}},
	}
	g := glyphOf(t, drawings["curve"])
	for name, strokes := range drawings {
		if d := differ(g, glyphOf(t, strokes)); name != "curve" && d < 1 {
			t.Errorf("%s differs in %.3f of the ink alone", name, d)
		}
	}
	for name, p := range pictures {
		img := picture(g, p)
		got, err := FromImage(img)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		limit := 0.15
		if p.scale < 1 || name == "long" { // strokes of two pixels
			limit = 0.45
		}
		if d := differ(g, got); d > limit {
			t.Errorf("%s: differs in %.3f of the ink", name, d)
		}
		if _, _, _, alpha := p.paper.RGBA(); alpha == 0 || p.w > 500 {
			continue
		}
		var file bytes.Buffer
		if err := jpeg.Encode(&file, opaque(img), &jpeg.Options{Quality: 40}); err != nil {
			t.Fatal(err)
		}
		decoded, err := jpeg.Decode(&file)
		if err != nil {
			t.Fatal(err)
		}
		if got, err = FromImage(decoded); err != nil {
			t.Errorf("%s as JPEG: %v", name, err)
		} else if d := differ(g, got); d > limit+0.12 {
			t.Errorf("%s as JPEG: differs in %.3f of the ink", name, d)
		}
	}
}

func opaque(img image.Image) image.Image {
	flat := image.NewRGBA(img.Bounds())
	draw.Draw(flat, flat.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(flat, flat.Rect, img, img.Bounds().Min, draw.Over)
	return flat
}

func TestGrainIsNotInk(t *testing.T) {
	g := glyphOf(t, drawings["curve"])
	img := picture(g, place{200, 200, 20, 40, 1.3, color.Gray{210}, color.Gray{40}})
	rng := rand.New(rand.NewPCG(1, 1))
	for y := range 200 {
		for x := range 200 {
			v := int(img.NRGBAAt(x, y).R) + rng.IntN(41) - 20
			img.Set(x, y, color.Gray{uint8(min(max(v, 0), 255))})
		}
	}
	got, err := FromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	if d := differ(g, got); d > 0.25 {
		t.Errorf("on grainy paper it differs in %.3f of the ink", d)
	}
	for i := range got.Pix()[:10*Side] { // the frame's rim lies outside the box
		if i/Side > 8 {
			break
		}
		if got.Pix()[i] != 0 {
			t.Fatalf("grain at row %d", i/Side)
		}
	}
}

func TestNoInk(t *testing.T) {
	grain := filled(50, 50, 200)
	for i := range grain.Pix {
		grain.Pix[i] += uint8(i * 7 % 20)
	}
	for name, img := range map[string]image.Image{
		"white": filled(40, 30, 255), "black": filled(40, 30, 0), "grey": filled(40, 30, 77),
		"grain": grain, "transparent": image.NewNRGBA(image.Rect(0, 0, 20, 20)),
		"one pixel": filled(1, 1, 0), "no pixel": filled(0, 0, 0), "no width": filled(0, 9, 0), "no height": filled(9, 0, 0),
	} {
		if _, err := FromImage(img); !errors.Is(err, ErrEmpty) {
			t.Errorf("%s: %v, want ErrEmpty", name, err)
		}
	}
}

// TestKindsOfPictures reads one grey picture through all of image's types.
func TestKindsOfPictures(t *testing.T) {
	for _, p := range []place{
		{120, 90, -3, -7, 1, color.White, color.Black},
		{500, 450, 30, 20, 3.5, color.White, color.Black}, // averaged down, with blocks cut off at the edges
	} {
		img := opaque(picture(glyphOf(t, drawings["curve"]), p))
		gray := image.NewGray(img.Bounds())
		draw.Draw(gray, gray.Rect, img, image.Point{}, draw.Src)
		want, err := NewScan(gray)
		if err != nil {
			t.Fatal(err)
		}
		r := gray.Rect
		ycc := image.NewYCbCr(r, image.YCbCrSubsampleRatio420)
		copy(ycc.Y, gray.Pix)
		for i := range ycc.Cb {
			ycc.Cb[i], ycc.Cr[i] = 128, 128
		}
		greys := make(color.Palette, 256)
		for i := range greys {
			greys[i] = color.Gray{uint8(i)}
		}
		kinds := []image.Image{ycc}
		for _, kind := range []draw.Image{
			image.NewRGBA(r), image.NewNRGBA(r), image.NewGray16(r), image.NewRGBA64(r), image.NewNRGBA64(r),
			image.NewPaletted(r, greys), image.NewCMYK(r),
			image.NewNRGBA(r.Add(image.Pt(-70, 31))),
			image.NewRGBA(r.Inset(-20)).SubImage(r).(*image.RGBA),
		} {
			draw.Draw(kind, kind.Bounds(), gray, image.Point{}, draw.Src)
			kinds = append(kinds, kind)
		}
		for _, kind := range append(kinds, foreign{kinds[1]}) {
			got, err := NewScan(kind)
			if err != nil {
				t.Errorf("%T: %v", kind, err)
				continue
			}
			if got.W != want.W || got.H != want.H {
				t.Errorf("%T: %d×%d, as image.Gray %d×%d", kind, got.W, got.H, want.W, want.H)
				continue
			}
			for i, v := range want.Pix {
				if d := int(v) - int(got.Pix[i]); d < -3 || d > 3 {
					t.Errorf("%T: pixel %d is %d, as image.Gray %d", kind, i, got.Pix[i], v)
					break
				}
			}
		}
	}
}

// foreign is a picture of a type that nobody knows.
type foreign struct{ image.Image }

func TestGreyIsColorsGrey(t *testing.T) {
	for _, c := range palette.Plan9 {
		c := c.(color.RGBA)
		want := color.GrayModel.Convert(c).(color.Gray).Y
		if got := grey(c.R, c.G, c.B); got != int(want) {
			t.Errorf("%v: grey %d, want %d", c, got, want)
		}
	}
}

// TestDots: a dot is as wide as the pen, however it was made.
func TestDots(t *testing.T) {
	const width = penWidth * Side
	want := glyphOf(t, []Stroke{{{3, 4}}})
	var ink float64
	for _, v := range want.Pix() {
		ink += float64(v) / 255
	}
	if disc := 3.14159 * width * width / 4; ink < 0.9*disc || ink > 1.1*disc {
		t.Errorf("a dot of the pen has %.1f pixels of ink, a disc as wide as the pen %.1f", ink, disc)
	}
	if got := glyphOf(t, []Stroke{{{3, 4}, {3, 4}}, {{3, 4}}}); got.Pix()[0] != 0 || differ(want, got) != 0 {
		t.Error("a dot drawn several times is another glyph")
	}
	tiny := []Stroke{{{0, 0}, {1e-44, 1e-44}}}
	if got := glyphOf(t, tiny); differ(want, got) != 0 {
		t.Error("a drawing of no extent to speak of is no dot")
	}
	for name, img := range map[string]image.Image{
		"its own picture":     want.Image(),
		"Omniglot's":          box(filled(105, 105, 255), image.Rect(40, 71, 45, 76)),
		"one pixel of two":    box(filled(2, 1, 255), image.Rect(1, 0, 2, 1)),
		"one pixel of nine":   box(filled(3, 3, 255), image.Rect(1, 1, 2, 2)),
		"large, in a picture": picture(want, place{800, 600, 100, 50, 3, color.White, color.Black}),
	} {
		got, err := FromImage(img)
		if err != nil {
			t.Fatal(err)
		}
		lo, hi := extent(got)
		wide := max(hi.X-lo.X, hi.Y-lo.Y)
		most := 7
		if name[0] == 'l' { // not enlarged, but not shrunk either
			most = 18
		}
		if wide < 4 || wide > most {
			t.Errorf("%s: a dot of %d pixels", name, wide)
		}
		if c := lo.Add(hi); c.X < Side-2 || c.X > Side+2 || c.Y < Side-2 || c.Y > Side+2 {
			t.Errorf("%s: the dot lies at %v–%v", name, lo, hi)
		}
	}
	// What fills the frame is no dot, and neither is a bar.
	for _, r := range []image.Rectangle{image.Rect(10, 10, 97, 97), image.Rect(50, 50, 90, 60)} {
		got, err := FromImage(box(filled(105, 105, 255), r))
		if err != nil {
			t.Fatal(err)
		}
		if lo, hi := extent(got); hi.X-lo.X < 84 || hi.X-lo.X > 88 {
			t.Errorf("a box %v spans %d pixels", r, hi.X-lo.X)
		}
	}
}

// extent is the box of a glyph's pixels of half strength or more.
func extent(g Glyph) (lo, hi image.Point) {
	lo = image.Pt(Side, Side)
	for i, v := range g.Pix() {
		if v >= 128 {
			lo.X, lo.Y = min(lo.X, i%Side), min(lo.Y, i/Side)
			hi.X, hi.Y = max(hi.X, i%Side+1), max(hi.Y, i/Side+1)
		}
	}
	return lo, hi
}

func TestHairlines(t *testing.T) {
	for _, c := range []struct{ w, h int }{{1, 20}, {20, 1}, {1, 3000}, {3000, 1}, {2, 419}, {5000, 24}} {
		// A line along the longer side with blank paper at both ends.
		r := image.Rect(0, 0, c.w, c.h)
		img := filled(max(c.w, 99), max(c.h, 99), 255)
		r = r.Add(image.Pt((img.Rect.Dx()-c.w)/2, (img.Rect.Dy()-c.h)/2))
		if c.w > c.h {
			r.Min.X, r.Max.X = r.Min.X+c.w/10, r.Max.X-c.w/10
		} else {
			r.Min.Y, r.Max.Y = r.Min.Y+c.h/10, r.Max.Y-c.h/10
		}
		g, err := FromImage(box(img, r))
		name := fmt.Sprintf("%d×%d", c.w, c.h)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		along := 0
		for i := range Side {
			var inked bool
			for j := range Side {
				k := i*Side + j
				if c.w > c.h {
					k = j*Side + i
				}
				inked = inked || g.Pix()[k] > 20
			}
			if inked {
				along++
			}
		}
		if along < 80 || along > 92 {
			t.Errorf("%s: the line is %d pixels long, want about 86", name, along)
		}
	}
}
