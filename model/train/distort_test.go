package train

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/model"
)

// TestDistortionsKeepTheInk: hardly any ink leaves the frame, and none is made
// of nothing.
func TestDistortionsKeepTheInk(t *testing.T) {
	learnt, _ := sets(t)
	rng := rand.New(rand.NewPCG(1, 9))
	grid := make([][2]float32, model.GridSide*model.GridSide)
	plain, bent := make([]uint8, model.Side*model.Side), make([]uint8, model.Side*model.Side)
	ink := func(pix []uint8) (sum float64) {
		for _, v := range pix {
			sum += float64(v)
		}
		return sum
	}
	var mean float64
	const trials = 200
	for i := range trials {
		scan := learnt.Alphabets[i%2].Characters[i%20].Drawings[i%4].Scan()
		scan.Render(plain, nil)
		w := DefaultDistortion.warp(rng, grid)
		scan.Render(bent, &w)
		// The warp goes from the frame to the source: areas grow by 1/det.
		area := math.Abs(float64(w.A[0]*w.A[4] - w.A[1]*w.A[3]))
		kept := ink(bent) * area / ink(plain)
		if kept < 0.4 || kept > 2.2 {
			t.Errorf("trial %d keeps %.2f of the ink", i, kept)
		}
		mean += kept / trials
	}
	if mean < 0.95 || mean > 1.05 {
		t.Errorf("%.3f of the ink is kept on average", mean)
	}
}

func TestDistortionStaysWithinItsNumbers(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 9))
	var largest, smallest, turn, shift float64
	for range 2000 {
		w := Distortion{Rotation: 10, Shift: 0.05}.warp(rng, nil).A
		turn = math.Max(turn, math.Abs(math.Atan2(float64(w[3]), float64(w[0])))*180/math.Pi)
		shift = math.Max(shift, math.Abs(float64(w[2])))
		w = Distortion{Scale: 0.25}.warp(rng, nil).A
		largest = math.Max(largest, 1/float64(w[0]))
		smallest = math.Max(smallest, float64(w[4]))
	}
	for name, c := range map[string][2]float64{
		"rotation": {turn, 10}, "shift": {shift, 0.05}, "growth": {largest, 1.25}, "shrinking": {smallest, 1 / 0.75},
	} {
		if c[0] > c[1]*1.0001 || c[0] < 0.98*c[1] {
			t.Errorf("%s reaches %g, want %g", name, c[0], c[1])
		}
	}
}

// TestElastic: displacements have the deviation asked for and go along with
// their neighbours.
func TestElastic(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 9))
	const n = model.GridSide
	grid := make([][2]float32, n*n)
	var square, neighbours float64
	const rounds = 300
	for range rounds {
		elastic(rng, 0.02, grid)
		for i, d := range grid {
			square += float64(d[0]*d[0]+d[1]*d[1]) / (2 * n * n * rounds)
			if i%n > 0 {
				neighbours += float64(d[0]*grid[i-1][0]) / (n * (n - 1) * rounds)
			}
		}
	}
	if got := math.Sqrt(square); math.Abs(got-0.02) > 0.0006 {
		t.Errorf("deviation %g, want 0.02", got)
	}
	if got := neighbours / square; math.Abs(got-2.0/3) > 0.05 { // of the weights ¼ ½ ¼
		t.Errorf("neighbours correlate by %.3f, want 0.667", got)
	}
}

func TestWiden(t *testing.T) {
	dot := func() model.Scan {
		return model.Scan{W: 3, H: 3, Pix: []uint8{0, 0, 0, 9, 255, 0, 0, 0, 0}}
	}
	for _, c := range []struct {
		right, below bool
		want         []uint8
	}{
		{true, false, []uint8{0, 0, 0, 9, 255, 255, 0, 0, 0}},
		{false, true, []uint8{0, 0, 0, 9, 255, 0, 9, 255, 0}},
		{true, true, []uint8{0, 0, 0, 9, 255, 255, 9, 255, 255}},
	} {
		s := dot()
		if widen(s, c.right, c.below); !slices.Equal(s.Pix, c.want) {
			t.Errorf("right %t, below %t: %v, want %v", c.right, c.below, s.Pix, c.want)
		}
	}
}
