package train

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"github.com/oneglyph/oneglyph/model/siamese"
)

// growing is a recipe whose pictures are of 16 pixels a side for half of the run, and
// then of 20.
func growing(steps int) Recipe {
	r := recipe(steps)
	r.Architecture.Input = 20
	r.SmallInput, r.SmallShare, r.FullInput = 16, 0.5, 20
	return r
}

// TestGrowingPictures: the network ends as one of the larger pictures, having learnt
// from both, whether or not it was interrupted in either half.
func TestGrowingPictures(t *testing.T) {
	learnt, held := sets(t)
	o := Options{Recipe: growing(12), Set: learnt, Held: held, Trials: 20, Every: -1, Threads: 1}
	undisturbed := trained(t, o)
	usable(t, undisturbed)
	if got := undisturbed.Architecture().Input; got != 20 {
		t.Errorf("it ends with pictures of %d", got)
	}
	for _, share := range []float64{0, 1} {
		other := o
		other.Recipe.SmallShare = share
		if trained(t, other).Fingerprint() == undisturbed.Fingerprint() {
			t.Errorf("small pictures for %g of the run make no difference", share)
		}
	}
	for _, at := range []int{2, 6, 9} {
		o.Checkpoint = filepath.Join(t.TempDir(), "run.checkpoint")
		o.Best, o.Resume = o.Checkpoint+".best", nil
		ctx, stop := context.WithCancel(t.Context())
		o.Progress = func(p Progress) {
			if p.Step == at {
				stop()
			}
		}
		if _, err := Run(ctx, o); !errors.Is(err, context.Canceled) {
			t.Fatalf("cancelled: %v", err)
		}
		o.Progress = nil
		var err error
		if o.Resume, err = siamese.OpenCheckpoint(o.Checkpoint); err != nil {
			t.Fatal(err)
		}
		recipe, err := ResumeRecipe(o.Resume)
		if err != nil || recipe.String() != o.Recipe.String() || recipe.Architecture.Input != 20 {
			t.Fatalf("resumed after step %d by %+v, %v", at, recipe, err)
		}
		if got := trained(t, o).Fingerprint(); got != undisturbed.Fingerprint() {
			t.Errorf("resumed after step %d it is another network", at)
		}
	}
}

func TestPicturesThatCannotGrow(t *testing.T) {
	learnt, _ := sets(t)
	for name, spoil := range map[string]func(r *Recipe){
		"other parameters": func(r *Recipe) { r.SmallInput = 8 },
		"another end":      func(r *Recipe) { r.FullInput = 24 },
		"share":            func(r *Recipe) { r.SmallShare = 2 },
	} {
		r := growing(4)
		spoil(&r)
		if _, err := Run(t.Context(), Options{Recipe: r, Set: learnt}); err == nil {
			t.Errorf("%s: it runs", name)
		}
	}
}
