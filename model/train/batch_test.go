package train

import (
	"context"
	"slices"
	"testing"
	"time"

	"oneglyph/model/omniglot"
)

func blankBatch(r Recipe) *batch {
	side := r.Architecture.Input
	return &batch{pix: make([]float32, r.batch()*side*side), labels: make([]int32, r.batch())}
}

// painted is the batch of a step by a painter that has painted nothing before.
func painted(r Recipe, s *omniglot.Set, step int) *batch {
	b := blankBatch(r)
	newPainter(r, s).paint(b, step)
	return b
}

func same(a, b *batch) bool {
	return a.step == b.step && slices.Equal(a.pix, b.pix) && slices.Equal(a.labels, b.labels)
}

// TestBatchesAreOfSeedAndStep: neither what was painted before nor how far ahead
// changes a batch.
func TestBatchesAreOfSeedAndStep(t *testing.T) {
	learnt, _ := sets(t)
	r := recipe(100)
	want := make([]*batch, 8)
	for step := range want {
		want[step] = painted(r, learnt, step)
		if step > 0 && slices.Equal(want[step].pix, want[step-1].pix) {
			t.Fatalf("steps %d and %d have the same pictures", step-1, step)
		}
	}
	p, b := newPainter(r, learnt), blankBatch(r)
	for _, step := range []int{5, 2, 2, 7, 0} {
		if p.paint(b, step); !same(b, want[step]) {
			t.Errorf("step %d is another after other steps", step)
		}
	}
	for _, from := range []int{0, 3} {
		for _, wait := range []time.Duration{0, 30 * time.Millisecond} {
			ctx, stop := context.WithCancel(t.Context())
			f := feed(ctx, r, learnt, from)
			for step := from; step < len(want); step++ {
				time.Sleep(wait) // now the feeder is as far ahead as it can be
				got, err := f.next(ctx)
				if err != nil {
					t.Fatal(err)
				}
				if !same(got, want[step]) {
					t.Errorf("fed from %d, waiting %s: step %d is another", from, wait, step)
				}
				f.done(got)
			}
			stop()
			<-f.ended
			if _, err := f.next(ctx); err == nil {
				t.Error("a batch is had after the end")
			}
		}
	}
	r.Seed++
	if slices.Equal(painted(r, learnt, 0).pix, want[0].pix) {
		t.Error("another seed gives the same pictures")
	}
}

func TestBatchesHoldTheirEpisodes(t *testing.T) {
	learnt, _ := sets(t)
	r := recipe(100)
	r.Distortion = Distortion{}
	r.Drawings = 3
	side := r.Architecture.Input
	b := painted(r, learnt, 4)
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
	if i != r.batch() {
		t.Errorf("%d pictures, want %d", i, r.batch())
	}
}

// TestUndistortedPicturesAreTheDrawings: the recipe's distortion is all that is
// done to a drawing.
func TestUndistortedPicturesAreTheDrawings(t *testing.T) {
	learnt, _ := sets(t)
	r := recipe(100)
	r.Distortion = Distortion{}
	size := r.Architecture.Input * r.Architecture.Input
	b := painted(r, learnt, 7)
	for _, refs := range r.episodes(learnt).Sample(r.Seed, 7) {
		for _, ref := range refs {
			want := make([]float32, size)
			learnt.At(ref).Scan().Glyph(nil).Resample(want, r.Architecture.Input)
			if !slices.Equal(b.pix[:size], want) {
				t.Fatalf("%v is not as it was drawn", ref)
			}
			b.pix = b.pix[size:]
		}
	}
}
