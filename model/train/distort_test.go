package train

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"oneglyph/model"
	"oneglyph/model/omniglot"
)

// turned is a drawing in one of the eight symmetries, at the network's size.
func turned(r Recipe, d *omniglot.Drawing, symmetry int) []float32 {
	w := Distortion{}.warp(rand.New(rand.NewPCG(1, 1)), symmetry, nil)
	pix := make([]float32, r.Architecture.Input*r.Architecture.Input)
	d.Scan().Glyph(&w).Resample(pix, r.Architecture.Input)
	return pix
}

// TestSymmetries: without distortion the warps are the square's eight
// symmetries, a group.
func TestSymmetries(t *testing.T) {
	type matrix [4]float32
	var all []matrix
	for s := range 8 {
		w := Distortion{}.warp(rand.New(rand.NewPCG(1, 1)), s, nil)
		if w.Grid != nil || w.A[2] != 0 || w.A[5] != 0 {
			t.Fatalf("symmetry %d moves ink: %v", s, w)
		}
		m := matrix{w.A[0], w.A[1], w.A[3], w.A[4]}
		for i, v := range m {
			if v != 0 && v != 1 && v != -1 || m[i^1] == 0 && v == 0 {
				t.Fatalf("symmetry %d is %v", s, m)
			}
		}
		if slices.Contains(all, m) {
			t.Fatalf("symmetry %d is another's: %v", s, m)
		}
		all = append(all, m)
	}
	if all[0] != (matrix{1, 0, 0, 1}) {
		t.Errorf("symmetry 0 is %v", all[0])
	}
	for _, a := range all {
		for _, b := range all {
			ab := matrix{a[0]*b[0] + a[1]*b[2], a[0]*b[1] + a[1]*b[3], a[2]*b[0] + a[3]*b[2], a[2]*b[1] + a[3]*b[3]}
			if !slices.Contains(all, ab) {
				t.Errorf("%v after %v is none of the eight: %v", a, b, ab)
			}
		}
	}
}

// TestSymmetryTurnsTheDistortedPicture: a warp with a symmetry takes ink from
// where the symmetry takes it of the same warp without.
func TestSymmetryTurnsTheDistortedPicture(t *testing.T) {
	d := DefaultDistortion
	d.Elastic = 0
	for s := range 8 {
		plain := d.warp(rand.New(rand.NewPCG(3, 4)), 0, nil).A
		full := d.warp(rand.New(rand.NewPCG(3, 4)), s, nil).A
		turn := Distortion{}.warp(rand.New(rand.NewPCG(1, 1)), s, nil).A
		for _, p := range [][2]float32{{0.3, 0.1}, {-0.4, 0.2}, {0, 0}} {
			u, v := plain[0]*p[0]+plain[1]*p[1]+plain[2], plain[3]*p[0]+plain[4]*p[1]+plain[5]
			wantU, wantV := turn[0]*u+turn[1]*v, turn[3]*u+turn[4]*v
			u, v = full[0]*p[0]+full[1]*p[1]+full[2], full[3]*p[0]+full[4]*p[1]+full[5]
			if math.Abs(float64(u-wantU)) > 1e-6 || math.Abs(float64(v-wantV)) > 1e-6 {
				t.Errorf("symmetry %d takes %v from (%g, %g), want (%g, %g)", s, p, u, v, wantU, wantV)
			}
		}
	}
}

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
		w := DefaultDistortion.warp(rng, rng.IntN(8), grid)
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
		w := Distortion{Rotation: 10, Shift: 0.05}.warp(rng, 0, nil).A
		turn = math.Max(turn, math.Abs(math.Atan2(float64(w[3]), float64(w[0])))*180/math.Pi)
		shift = math.Max(shift, math.Abs(float64(w[2])))
		w = Distortion{Scale: 0.25}.warp(rng, 0, nil).A
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
