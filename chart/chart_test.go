package chart

import (
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/train/runs"
)

var style = Style{
	Background: color.White, Text: color.Black, Grid: color.Gray{Y: 0xd0}, Accuracy: color.NRGBA{G: 0x80, A: 0xff}, LakeLike: color.NRGBA{R: 0xa0, A: 0xff},
	Loss: color.NRGBA{B: 0xc0, A: 0xff}, Raw: color.NRGBA{B: 0xff, A: 0x60}, Reference: color.Gray{Y: 0x60}, Scale: 1,
}

var labels = Labels{
	Accuracy: "Any two people", LakeLike: "Runs like Lake's", Loss: "Loss",
	Task: "Lake's task:", Marks: [4]string{"People 95.5 %", "Koch 2015 92.0 %", "BPL 96.7 %", "ARC 98.5 %"}, Passed: "Past people",
}

// learning is the curve of a run of so many steps, a validation every tenth.
func learning(steps int) (points []runs.Point) {
	for i := 1; i <= steps; i++ {
		p := runs.Point{Step: i, Trained: time.Duration(i) * 500 * time.Millisecond, Loss: 5*math.Exp(-float64(i)/60) + 0.3*math.Sin(float64(i))}
		if i%10 == 0 {
			p.Accuracy = 0.9 - 0.7*math.Exp(-float64(i)/50)
			p.LakeLike = 0.97 - 0.7*math.Exp(-float64(i)/50)
		}
		points = append(points, p)
	}
	return points
}

func drawn(t *testing.T, points []runs.Point, w, h int, s Style) *Chart {
	t.Helper()
	c, err := Draw(points, w, h, s, labels)
	if err != nil {
		t.Fatal(err)
	}
	if folder := os.Getenv("CHART_OUT"); folder != "" { // to be looked at
		f, err := os.Create(filepath.Join(folder, t.Name()+".png"))
		if err == nil {
			err = png.Encode(f, c.Image)
			f.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func near(img image.Image, x, y float64, want color.Color) bool {
	wr, wg, wb, _ := want.RGBA()
	for dy := -2; dy <= 2; dy++ {
		for dx := -2; dx <= 2; dx++ {
			r, g, b, _ := img.At(int(x)+dx, int(y)+dy).RGBA()
			if r>>8 == wr>>8 && g>>8 == wg>>8 && b>>8 == wb>>8 {
				return true
			}
		}
	}
	return false
}

// marked reports whether anything crosses the column around a place, give or take
// the gap of a dashed line.
func marked(img image.Image, x, y float64) bool {
	for dx := -12; dx <= 12; dx++ {
		if r, _, _, _ := img.At(int(x)+dx, int(y)).RGBA(); r>>8 < 0xd0 {
			return true
		}
	}
	return false
}

// TestPointsLieWhereTheySay: what Nearest gives is where the curve is drawn, at
// any scale.
func TestPointsLieWhereTheySay(t *testing.T) {
	for _, scale := range []float64{1, 2} {
		s := style
		s.Scale = scale
		c := drawn(t, learning(200), int(700*scale), int(400*scale), s)
		for _, share := range []float64{0, 0.3, 0.7, 1} {
			p, x, y, ok := c.Nearest(share*700*scale, true)
			if !ok || p.Accuracy == 0 || !near(c.Image, x, y, s.Accuracy) {
				t.Errorf("scale %g: nothing is drawn at %g, %g for %+v", scale, x, y, p)
			}
			if at := c.accuracy.y(100 * People); !marked(c.Image, x, at) {
				t.Errorf("scale %g: no line at %g", scale, at)
			}
		}
		if a, x1, _, _ := c.Nearest(200*scale, false); a.Step == 0 || math.Abs(x1-200*scale) > 5*scale {
			t.Errorf("scale %g: nearest to 200 is %g", scale, x1)
		}
	}
}

// TestPassingPeopleIsMarked: once, at the first point above their figure, with a line
// down from it; a curve that stays below has no such mark.
func TestPassingPeopleIsMarked(t *testing.T) {
	points := learning(300)
	p, ok := Passes(points)
	if !ok || p.LakeLike <= People || points[p.Step-11].LakeLike > People {
		t.Fatalf("passes at %+v, %t", p, ok)
	}
	c := drawn(t, points, 700, 400, style)
	x := c.accuracy.x(p.Trained.Seconds())
	line := func(img image.Image, y float64) bool { // of dots
		for dy := range 4 {
			if near(img, x, y+float64(dy), style.LakeLike) {
				return true
			}
		}
		return false
	}
	for y := c.accuracy.y(90); y < c.accuracy.bottom-4; y += 4 {
		if !line(c.Image, y) {
			t.Fatalf("no line at %g, %g", x, y)
		}
	}
	for i := range points {
		points[i].LakeLike = min(points[i].LakeLike, People)
	}
	if _, ok := Passes(points); ok {
		t.Error("as many as people is not more")
	}
	if c := drawn(t, points, 700, 400, style); line(c.Image, c.accuracy.y(40)) {
		t.Error("a line without anything to mark")
	}
}

// TestWordsLieClear of each other and of what is drawn, in any window and language,
// whenever the network passes people.
func TestWordsLieClear(t *testing.T) {
	korean := Labels{
		Accuracy: "아무 두 사람", LakeLike: "Lake 과제 방식", Loss: "손실", Task: "Lake 과제:",
		Marks: [4]string{"사람 95.5 %", "Koch 2015 92.0 %", "BPL 96.7 %", "ARC 98.5 %"}, Passed: "12:34:56 만에 사람을 앞섬",
	}
	for _, size := range [][2]int{{300, 208}, {700, 330}, {900, 500}} {
		for _, l := range []Labels{labels, korean} {
			for _, steps := range []int{0, 5, 100, 200, 300} {
				c, err := Draw(learning(steps), size[0], size[1], style, l)
				if err != nil {
					t.Fatal(err)
				}
				for i, a := range c.written {
					for _, b := range c.written[:i] {
						if a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom {
							t.Errorf("%v, %d steps: words at %v and %v", size, steps, a, b)
						}
					}
					for _, in := range []area{c.accuracy, c.loss} {
						if a.left < in.right && a.right > in.left && a.top < in.bottom && a.bottom > in.top {
							t.Errorf("%v, %d steps: words at %v over %v", size, steps, a, in)
						}
					}
					if a.left < 0 || a.right > float64(size[0])+0.5 || a.bottom > float64(size[1]) {
						t.Errorf("%v, %d steps: words at %v, outside", size, steps, a)
					}
				}
				if room := c.accuracy.bottom - c.accuracy.top; room < float64(size[1])/5 {
					t.Errorf("%v: %g are left for the accuracy", size, room)
				}
			}
		}
	}
}

// TestMarksThatWouldCrowd are left out of a low chart.
func TestMarksThatWouldCrowd(t *testing.T) {
	for _, test := range []struct {
		height int
		scale  float64
		want   bool
	}{{330, 1, false}, {600, 1, true}, {600, 2, false}, {1100, 2, true}} {
		s := style
		s.Scale = test.scale
		c := drawn(t, nil, 1000, test.height, s)
		for _, m := range marks {
			if got := marked(c.Image, 500, math.Floor(c.accuracy.y(100*m.value))); got != (test.want || !m.crowds) {
				t.Errorf("%d high at %g: a line at %g: %v", test.height, test.scale, 100*m.value, got)
			}
		}
	}
}

func TestChartWithoutPoints(t *testing.T) {
	c := drawn(t, nil, 600, 360, style)
	if _, _, _, ok := c.Nearest(100, false); ok {
		t.Error("a point of an empty curve")
	}
	c = drawn(t, learning(1), 600, 360, style)
	if _, _, _, ok := c.Nearest(100, true); ok {
		t.Error("an accuracy that was not measured")
	}
}

func TestSmoothLossIsTheMean(t *testing.T) {
	var points []runs.Point
	for i := range 5000 {
		points = append(points, runs.Point{Step: i + 1, Trained: time.Duration(i) * time.Second, Loss: 2 + float64(i%2)})
	}
	raw, smooth := lossCurve(points)
	if len(raw) > 700 || len(raw) != len(smooth) {
		t.Errorf("%d and %d points are left of 5000", len(raw), len(smooth))
	}
	if last := smooth[len(smooth)-1].y; math.Abs(last-2.5) > 0.05 {
		t.Errorf("smoothed to %g", last)
	}
}

func TestTimesAreRound(t *testing.T) {
	for _, to := range []float64{7, 60, 180, 1800, 7200, 200_000, 5_000_000} {
		for _, width := range []float64{150, 600, 2500} {
			ticks := timeTicks(to, width)
			if len(ticks) < 2 || len(ticks) > 9 || float64(len(ticks)-1) > max(width/70, 2) {
				t.Errorf("%g s in %g: %d ticks", to, width, len(ticks))
			}
		}
	}
	if got := Clock(65 * time.Second); got != "1:05" {
		t.Errorf("%q", got)
	}
}

func TestValuesAreRound(t *testing.T) {
	for _, test := range []struct {
		least, most float64
		want        string
	}{
		{0, 1, "0.0 0.2 0.4 0.6 0.8 1.0"},
		{0, 5.2, "0 2 4"},
		{-0.1, 4.9, "0 1 2 3 4"},
		{0, 0.013, "0.000 0.005 0.010"},
		{0, 123, "0 50 100"},
	} {
		var labels []string
		for _, tick := range valueTicks(test.least, test.most).ticks {
			labels = append(labels, tick.label)
		}
		if got := strings.Join(labels, " "); got != test.want {
			t.Errorf("%g to %g: %s, want %s", test.least, test.most, got, test.want)
		}
	}
}

// TestLossThatIsNoNumber: a step that diverged leaves the rest to be seen.
func TestLossThatIsNoNumber(t *testing.T) {
	points := learning(50)
	points[20].Loss, points[30].Loss = math.NaN(), math.Inf(1)
	raw, smooth := lossCurve(points)
	if len(raw) != 48 || math.IsNaN(smooth[47].y) {
		t.Errorf("%d points, smoothed to %v", len(raw), smooth[len(smooth)-1])
	}
}

// TestSmallestChart: whatever size a window is given, nothing breaks.
func TestSmallestChart(t *testing.T) {
	for _, size := range []int{-1, 0, 1, 20, 100} {
		drawn(t, learning(30), size, size, style)
	}
}

func BenchmarkDraw(b *testing.B) {
	points := learning(5000)
	for b.Loop() {
		if _, err := Draw(points, 1200, 800, style, labels); err != nil {
			b.Fatal(err)
		}
	}
}
