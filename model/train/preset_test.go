package train

import (
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model/siamese"
)

func TestPresets(t *testing.T) {
	for _, name := range Presets() {
		for _, a := range []siamese.Architecture{siamese.Compact(), siamese.Koch()} {
			r, err := Preset(name, a)
			if err != nil {
				t.Fatal(err)
			}
			if err := r.check(); err != nil {
				t.Errorf("%s for %s: %v", name, a.Name, err)
			}
			if r.Architecture.Name != a.Name {
				t.Errorf("%s for %s trains %s", name, a.Name, r.Architecture.Name)
			}
		}
	}
	if _, err := Preset("slow", siamese.Compact()); err == nil || !strings.Contains(err.Error(), "paper") {
		t.Errorf("an unknown preset: %v", err)
	}
}

// Koch's schedule: a hundredth less an epoch, momentum from 0.5 to its own.
func TestPaperSchedule(t *testing.T) {
	r := paper(siamese.Koch())
	first, later := r.next(0, 0), r.next(20*r.Epoch, 0.1)
	if first.Rate != r.Rate || first.Momentum != 0.5 {
		t.Errorf("the first step: %+v", first)
	}
	if want := r.Rate * 0.81790694; later.Rate < 0.999*want || later.Rate > 1.001*want || later.Momentum != r.Momentum {
		t.Errorf("after 20 epochs: %+v, want a rate of %g", later, want)
	}
}

func TestOnlyThePaperStartsAsInThePaper(t *testing.T) {
	small := siamese.Architecture{Name: "small", Input: 8, Layers: []siamese.Layer{{Filters: 2, Kernel: 3, Pool: 1}}, Embedding: 3}
	usual, err := siamese.New(small, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Presets() {
		r, err := Preset(name, small)
		if err != nil {
			t.Fatal(err)
		}
		m, err := r.start()
		if err != nil {
			t.Fatal(err)
		}
		if other := m.Fingerprint() != usual.Fingerprint(); other != (name == "paper") {
			t.Errorf("%s starts otherwise: %v", name, other)
		}
	}
}

// pairRecipe is the paper's protocol in small.
func pairRecipe(steps, epoch, patience int) Recipe {
	r := paper(tiny())
	r.Pairs, r.Steps, r.Epoch, r.Patience = 20, steps, epoch, patience
	r.Distortion = recipe(1).Distortion
	return r
}

func TestPairsLearn(t *testing.T) {
	learnt, held := sets(t)
	var accuracies []float64
	r := pairRecipe(300, 50, 100)
	r.Rate = 0.05
	m := trained(t, Options{Recipe: r, Set: learnt, Held: held, Trials: 200, Progress: func(p Progress) {
		if p.Validated {
			accuracies = append(accuracies, p.Any)
		}
	}})
	if len(accuracies) != 6 {
		t.Errorf("%d validations in 6 epochs", len(accuracies))
	}
	best := 0.0
	for _, a := range accuracies {
		best = max(best, a)
	}
	if best < 0.3 { // one of twenty by chance
		t.Errorf("accuracies %v", accuracies)
	}
	usable(t, m)
}

func TestBatchesOfPairs(t *testing.T) {
	learnt, _ := sets(t)
	r := pairRecipe(10, 5, 1)
	b := painted(r, learnt, 2, 3)
	pairs := r.pairs(learnt).Sample(r.Seed, 3)
	for i, p := range pairs {
		if same := b.labels[2*i] == b.labels[2*i+1]; same != p.Same {
			t.Errorf("pair %d: labels %d and %d, the same character: %t", i, b.labels[2*i], b.labels[2*i+1], p.Same)
		}
	}
	if len(b.labels) != 2*len(pairs) {
		t.Errorf("%d pictures of %d pairs", len(b.labels), len(pairs))
	}
}

// A run that gets no better ends early and gives its best network, also when it
// was interrupted in between.
func TestPatience(t *testing.T) {
	learnt, held := sets(t)
	r := pairRecipe(1000, 10, 3)
	for i := range r.Architecture.Layers {
		r.Architecture.Layers[i].BatchNorm = false // its statistics would move
	}
	r.Rate = 1e-12 // every validation is like the first
	file := filepath.Join(t.TempDir(), "checkpoint")
	steps := 0
	ctx, cancel := context.WithCancel(t.Context())
	o := Options{Recipe: r, Set: learnt, Held: held, Trials: 100, Checkpoint: file, Best: file + ".best", Progress: func(p Progress) {
		if steps = p.Step; steps == 25 {
			cancel()
		}
	}}
	if _, err := Run(ctx, o); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	checkpoint, err := siamese.OpenCheckpoint(file)
	if err != nil {
		t.Fatal(err)
	}
	o.Resume = checkpoint
	m := trained(t, o)
	if steps != 40 {
		t.Errorf("the run ended after %d steps, 40 are its first epoch and three more", steps)
	}
	if got := m.Info(stepKey); got != "10" {
		t.Errorf("the network of step %s is the result, that of 10 was the first of the best", got)
	}
	if _, err := Run(t.Context(), Options{Recipe: r, Set: learnt}); err == nil {
		t.Error("patience without alphabets held out")
	}
}

func TestChanceLeavesPicturesAlone(t *testing.T) {
	d := Distortion{Rotation: 30, Scale: 0.5, Shear: 0.5, Shift: 0.2, Chance: 1e-9}
	w := d.warp(rand.New(rand.NewPCG(1, 1)), nil)
	for i, v := range [6]float32{1, 0, 0, 0, 1, 0} {
		if w.A[i] != v {
			t.Fatalf("warp %v", w.A)
		}
	}
}
