package chart

import (
	"image/color"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/train/runs"
)

// Two runs share an axis as long as the longer one: each ends where its time is.
func TestRunsAreComparedOnOneAxis(t *testing.T) {
	red, blue := color.NRGBA{R: 0xff, A: 0xff}, color.NRGBA{B: 0xff, A: 0xff}
	at := func(minutes float64, accuracy float64) runs.Point {
		return runs.Point{Trained: time.Duration(minutes * float64(time.Minute)), Accuracy: accuracy}
	}
	img, err := Compare([]Curve{
		{"short", red, []runs.Point{at(5, 0.2), at(50, 0.8)}},
		{"long", blue, []runs.Point{at(10, 0.1), at(50, 0), at(100, 0.4)}}, // 0: not measured there
		{"none", color.Black, nil},
	}, 640, 360, style)
	if err != nil {
		t.Fatal(err)
	}
	b := img.Bounds()
	rightmost := func(c color.NRGBA) (x int) {
		for y := b.Min.Y; y < b.Max.Y; y++ {
			for i := b.Min.X; i < b.Max.X; i++ {
				if color.NRGBAModel.Convert(img.At(i, y)) == c && y > 40 { // below the legend
					x = max(x, i)
				}
			}
		}
		return x
	}
	if x := rightmost(red); x < 300 || x > 350 {
		t.Errorf("the run of half the time ends at column %d of 640", x)
	}
	if x := rightmost(blue); x < 600 {
		t.Errorf("the longest run ends at column %d of 640", x)
	}
}
