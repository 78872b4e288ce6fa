package export_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/export"
)

// aPage is two lines, two words in the first, with a character that nobody knows.
var aPage = []export.Read{
	{Box: image.Rect(20, 40, 40, 60), Class: 1, Name: "alpha", Text: "α", Similarity: 1, ByHand: true},
	{Box: image.Rect(50, 40, 60, 60), Class: 2, Name: "na, \"me\"", Text: "b", Similarity: 0.75},
	{Box: image.Rect(100, 40, 120, 60), Space: true, Class: 1, Name: "alpha", Text: "α", Similarity: 0.5},
	{Box: image.Rect(20, 100, 40, 120), Line: 1},
	{Box: image.Rect(50, 100, 70, 120), Line: 1, Class: 1, Name: "alpha", Text: "α", Similarity: 0.9},
}

func TestPageText(t *testing.T) {
	var b bytes.Buffer
	if err := export.PageText(&b, aPage); err != nil || b.String() != "αb α\n\ufffdα\n" {
		t.Errorf("%q, %v", b.String(), err)
	}
	b.Reset()
	if err := export.PageText(&b, nil); err != nil || b.Len() > 0 {
		t.Errorf("nothing is written as %q, %v", b.String(), err)
	}
}

func TestPageCSV(t *testing.T) {
	var b bytes.Buffer
	if err := export.PageCSV(&b, aPage[1:4]); err != nil {
		t.Fatal(err)
	}
	want := strings.Join([]string{
		"line,position,x,y,width,height,name,text,similarity,by_hand",
		`1,1,50,40,10,20,"na, ""me""",b,0.75,false`,
		"1,2,100,40,20,20,alpha,α,0.5,false",
		"2,1,20,100,20,20,,,0,false",
		"",
	}, "\n")
	if b.String() != want {
		t.Errorf("%s\nwant\n%s", b.String(), want)
	}
}

func TestPagePNG(t *testing.T) {
	page := image.NewGray(image.Rect(5, 5, 205, 155))
	for i := range page.Pix {
		page.Pix[i] = 255
	}
	var b bytes.Buffer
	if err := export.PagePNG(&b, page.SubImage(image.Rect(5, 5, 205, 155)), aPage, assets.Font); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil || img.Bounds() != image.Rect(0, 0, 200, 150) {
		t.Fatalf("%v, %v", img.Bounds(), err)
	}
	inked := func(x, y int) bool { r, g, b, _ := img.At(x, y).RGBA(); return min(r, g, b) < 0xf000 }
	// The boxes are in the picture's coordinates, which begin at 5, 5.
	for _, at := range []image.Point{{13, 45}, {13, 105}} {
		if !inked(at.X, at.Y) {
			t.Errorf("there is no box at %v", at)
		}
	}
	if inked(25, 45) || inked(180, 140) {
		t.Error("what is written, or the paper, is painted over")
	}
	named := func(x0, x1 int) (n int) {
		for y := 15; y < 32; y++ {
			for x := x0; x < x1; x++ {
				if inked(x, y) {
					n++
				}
			}
		}
		return n
	}
	if named(15, 40) < 20 {
		t.Error("the first box has no name above it")
	}
}

func TestTint(t *testing.T) {
	seen := map[color.NRGBA]bool{}
	for class := range 12 {
		c := export.Tint(class+1, 1)
		if seen[c] {
			t.Errorf("class %d looks like another", class)
		}
		seen[c] = true
		if light := 299*int(c.R) + 587*int(c.G) + 114*int(c.B); light > 175_000 {
			t.Errorf("class %d is too pale for paper: %v", class, c)
		}
	}
	if export.Tint(1, 0.3).A >= export.Tint(1, 0.9).A {
		t.Error("what is less sure is not paler")
	}
}
