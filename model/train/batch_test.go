package train

import (
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/model/omniglot"
)

// batch is one step's pictures and labels.
type batch struct {
	pix    []float32
	labels []int32
}

// painted is the batch of a step by a painter that has painted others before.
func painted(r Recipe, s *omniglot.Set, hands, step int, before ...int) batch {
	b := batch{make([]float32, r.Batch()*r.Architecture.Input*r.Architecture.Input), make([]int32, r.Batch())}
	p := newPainter(r, s, hands)
	for _, other := range before {
		p.paint(b.pix, b.labels, other)
	}
	p.paint(b.pix, b.labels, step)
	return b
}

// TestBatchesAreOfSeedAndStep: neither what was painted before nor how many
// paint changes a batch.
func TestBatchesAreOfSeedAndStep(t *testing.T) {
	learnt, _ := sets(t)
	r := recipe(100)
	want := painted(r, learnt, 1, 5)
	for _, hands := range []int{0, 1, 3} {
		got := painted(r, learnt, hands, 5, 2, 2, 7)
		if !slices.Equal(got.pix, want.pix) || !slices.Equal(got.labels, want.labels) {
			t.Errorf("%d hands paint another batch after other steps", hands)
		}
	}
	if slices.Equal(painted(r, learnt, 1, 6).pix, want.pix) {
		t.Error("the next step has the same pictures")
	}
	r.Seed++
	if slices.Equal(painted(r, learnt, 1, 5).pix, want.pix) {
		t.Error("another seed gives the same pictures")
	}
}

func TestBatchesHoldTheirEpisodes(t *testing.T) {
	learnt, _ := sets(t)
	r := recipe(100)
	r.Distortion = Distortion{}
	r.Drawings = 3
	side := r.Architecture.Input
	b := painted(r, learnt, 2, 4)
	i := 0
	plain := make([]float32, side*side)
	for label, refs := range r.episodes(learnt).Sample(r.Seed, 4) {
		for _, ref := range refs {
			if b.labels[i] != int32(label) {
				t.Fatalf("picture %d has label %d, want %d", i, b.labels[i], label)
			}
			learnt.At(ref).Glyph().Resample(plain, side)
			if !slices.Equal(plain, b.pix[i*side*side:(i+1)*side*side]) {
				t.Fatalf("picture %d is not its undistorted drawing", i)
			}
			i++
		}
	}
	if i != r.Batch() {
		t.Errorf("%d pictures, want %d", i, r.Batch())
	}
}
