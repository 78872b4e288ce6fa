package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/gallery"
)

// TestOpeningThatIsGivenUp leaves nothing behind: no lock, no copy of the gallery
// that stays open, whenever it is given up.
func TestOpeningThatIsGivenUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "letters.oneglyph")
	if err := gallery.New().Save(path); err != nil {
		t.Fatal(err)
	}
	k := openKeeper(t, t.TempDir())
	register(t, k, "a")
	free := func() error { // as another window sees it
		lock, err := lockGallery(path)
		if err == nil {
			lock.Release()
		}
		return err
	}
	for _, before := range []bool{true, false} {
		ctx, giveUp := context.WithCancel(t.Context())
		defer giveUp()
		work := k.Open(ctx, path)
		if before {
			giveUp()
		}
		kept, finish, err := work()
		if before && (!errors.Is(err, context.Canceled) || kept != "" || finish != nil) {
			t.Errorf("given up, it comes to %q, %v", kept, err)
		}
		if !before {
			if err != nil || !errors.Is(free(), gallery.ErrInUse) {
				t.Fatalf("opened without a lock: %v", err)
			}
			giveUp() // too late to be heard, but it is not finished
		}
		for late := time.Now().Add(10 * time.Second); free() != nil; {
			if time.Now().After(late) {
				t.Fatalf("given up before the work %v: the file stays locked", before)
			}
		}
	}
	if got := classNames(k.Gallery()); len(got) != 1 || k.Document().Path != "" {
		t.Errorf("open is %v, %+v", got, k.Document())
	}
	if err := saved(k.Open(t.Context(), path)); err != nil || k.Document().Path != path {
		t.Errorf("opened after all: %v", err)
	}
	if !errors.Is(free(), gallery.ErrInUse) {
		t.Error("the open one is not locked")
	}
}
