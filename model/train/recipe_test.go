package train

import (
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/siamese"
)

func TestSchedule(t *testing.T) {
	r := Default(siamese.Compact())
	r.Rate, r.Warmup = 0.01, 0.1
	at := func(p float64) float64 { return r.rate(p) }
	if v := at(0); !(v > 0 && v < 0.02*r.Rate) {
		t.Errorf("the first step's rate is %g", v)
	}
	for p, want := range map[float64]float64{0.1: 0.01, 0.55: 0.005, 1: 0} {
		if got := at(p); math.Abs(got-want) > 1e-9 {
			t.Errorf("rate %g at %g of the run, want %g", got, p, want)
		}
	}
	for i := range 1000 {
		p := float64(i) / 1000
		if rises := at(p+0.001) > at(p); rises != (p+0.0005 < 0.1) {
			t.Fatalf("at %g of the run the rate goes from %g to %g", p, at(p), at(p+0.001))
		}
	}
	r.Warmup = 0
	if got := at(0); got != r.Rate {
		t.Errorf("without a warmup the first rate is %g", got)
	}
}

func TestShareOfTheRun(t *testing.T) {
	r := Recipe{Steps: 200}
	if got := r.progress(50, time.Hour); got != 0.25 {
		t.Errorf("50 of 200 steps: %g", got)
	}
	if got := r.progress(300, 0); got != 1 {
		t.Errorf("300 of 200 steps: %g", got)
	}
	r = Recipe{Duration: time.Minute}
	if got := r.progress(1e6, 15*time.Second); got != 0.25 {
		t.Errorf("a quarter of a minute: %g", got)
	}
}

func TestRecipesThatCannotBe(t *testing.T) {
	nan := math.NaN()
	for name, spoil := range map[string]func(r *Recipe){
		"no end":            func(r *Recipe) { r.Steps, r.Duration = 0, 0 },
		"negative steps":    func(r *Recipe) { r.Steps = -1 },
		"negative duration": func(r *Recipe) { r.Duration = -1 },
		"one class":         func(r *Recipe) { r.Classes = 1 },
		"one drawing":       func(r *Recipe) { r.Drawings = 1 },
		"no alphabet":       func(r *Recipe) { r.Alphabets = 0 },
		"no rate":           func(r *Recipe) { r.Rate = 0 },
		"NaN rate":          func(r *Recipe) { r.Rate = nan },
		"NaN decay":         func(r *Recipe) { r.Decay = nan },
		"negative clip":     func(r *Recipe) { r.Clip = -1 },
		"all warmup":        func(r *Recipe) { r.Warmup = 1 },
		"NaN elastic":       func(r *Recipe) { r.Elastic = nan },
		"endless shear":     func(r *Recipe) { r.Shear = math.Inf(1) },
		"scale to nothing":  func(r *Recipe) { r.Scale = 1 },
	} {
		r := recipe(10)
		if spoil(&r); r.check() == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for _, a := range []siamese.Architecture{siamese.Compact(), siamese.Koch()} {
		if err := Default(a).check(); err != nil {
			t.Errorf("%s: %v", a.Name, err)
		}
	}
}

func TestRecipeInJSON(t *testing.T) {
	want := Default(siamese.Compact())
	want.Seed = math.MaxUint64
	got := Recipe{}
	if err := json.Unmarshal([]byte(want.String()), &got); err != nil {
		t.Fatal(err)
	}
	if got.Architecture = want.Architecture; got.String() != want.String() || got.Seed != want.Seed || got.Distortion != want.Distortion {
		t.Errorf("%s became %s", want, got)
	}
}
