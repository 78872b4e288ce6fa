package train

import (
	"math"
	"slices"
)

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// platt fits a logistic curve by Newton's method to logits of pairs that are
// the same and that are different, both halves weighing the same.
func platt(same, different []float64) (scale, shift float64) {
	// Standardised first, so that the start is near whatever the logits' units.
	mean, deviation := moments(slices.Concat(same, different))
	a, b := 1.0, 0.0
	for range 50 {
		var ga, gb, haa, hab, hbb float64
		for target, group := range [][]float64{different, same} {
			w := 1 / float64(len(group))
			for _, z := range group {
				x := (z - mean) / deviation
				p := sigmoid(a*x + b)
				g, h := w*(p-float64(target)), w*p*(1-p)
				ga, gb = ga+g*x, gb+g
				haa, hab, hbb = haa+h*x*x, hab+h*x, hbb+h
			}
		}
		haa, hbb = haa+1e-6, hbb+1e-6 // classes that do not overlap would send a to infinity
		ga += 1e-6 * a
		det := haa*hbb - hab*hab
		da, db := (hbb*ga-hab*gb)/det, (haa*gb-hab*ga)/det
		if step := math.Abs(da) + math.Abs(db); step > 2 { // far from the minimum Newton overshoots
			da, db = 2*da/step, 2*db/step
		}
		a, b = a-da, b-db
		if math.Abs(da)+math.Abs(db) < 1e-9 {
			break
		}
	}
	a = math.Max(a, 1e-3) // a network that knows nothing may correlate the wrong way
	return a / deviation, b - a*mean/deviation
}

func moments(x []float64) (mean, deviation float64) {
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		deviation += (v - mean) * (v - mean) / float64(len(x))
	}
	return mean, math.Max(math.Sqrt(deviation), 1e-9)
}

// equalError returns the threshold at which the share of genuine values below it and
// that of impostors at or above it are equal, or as nearly as the values allow: the
// larger of the two is least there, and of such thresholds their sum.
func equalError(genuine, impostors []float64) float64 {
	genuine, impostors = slices.Sorted(slices.Values(genuine)), slices.Sorted(slices.Values(impostors))
	candidates := slices.Clone(genuine)
	for _, v := range impostors {
		candidates = append(candidates, math.Nextafter(v, math.Inf(1)))
	}
	best, larger, sum := candidates[0], math.Inf(1), math.Inf(1)
	for _, t := range candidates {
		below, _ := slices.BinarySearch(genuine, t)
		passed, _ := slices.BinarySearch(impostors, t)
		refused, accepted := float64(below)/float64(len(genuine)), 1-float64(passed)/float64(len(impostors))
		if e := max(refused, accepted); e < larger || e == larger && refused+accepted < sum {
			best, larger, sum = t, e, refused+accepted
		}
	}
	return best
}

// atFalseAccept returns the lowest threshold that at most a share of impostors
// reaches, that share as it is, and the share of genuine values below it.
func atFalseAccept(most float64, genuine, impostors []float64) (threshold, accept, reject float64) {
	sorted := slices.Sorted(slices.Values(impostors))
	threshold = math.Nextafter(sorted[len(sorted)-1], math.Inf(1)) // none does
	for i := len(sorted) - 1; i >= 0; i-- {
		if i > 0 && sorted[i-1] == sorted[i] { // ties stand together
			continue
		}
		if share := float64(len(sorted)-i) / float64(len(sorted)); share > most {
			break
		} else {
			threshold, accept = sorted[i], share
		}
	}
	refused := 0
	for _, g := range genuine {
		if g < threshold {
			refused++
		}
	}
	return threshold, accept, float64(refused) / float64(len(genuine))
}
