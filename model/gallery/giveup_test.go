package gallery_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
)

// countdown is a context that ends when it has been asked a number of times.
type countdown struct {
	context.Context
	left  int
	asked int
}

func (c *countdown) Err() error {
	c.asked++
	if c.asked > c.left {
		return context.Canceled
	}
	return nil
}

// TestReadingEndsWithItsContext: at once, wherever it has come to, and that is no
// damage of the file.
func TestReadingEndsWithItsContext(t *testing.T) {
	g := gallery.New()
	for i := range 50 {
		if _, err := g.Add(fmt.Sprint(i), gallery.FromStrokes([]model.Stroke{{{X: 1, Y: 2}, {X: float32(i) + 3, Y: 4}}})); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "a.oneglyph")
	if err := g.Save(path); err != nil {
		t.Fatal(err)
	}
	whole := &countdown{t.Context(), 1 << 30, 0}
	if _, err := gallery.Open(whole, path); err != nil {
		t.Fatal(err)
	}
	if whole.asked < 50 {
		t.Fatalf("the context was looked at %d times only", whole.asked)
	}
	for _, left := range []int{0, 1, whole.asked / 2, whole.asked * 9 / 10} {
		ctx := &countdown{t.Context(), left, 0}
		_, err := gallery.Open(ctx, path)
		if !errors.Is(err, context.Canceled) || errors.Is(err, gallery.ErrDamaged) || !strings.Contains(err.Error(), path) {
			t.Errorf("after %d of %d looks: %v", left, whole.asked, err)
		}
		if ctx.asked > left+5 {
			t.Errorf("it read on: %d looks after the end", ctx.asked-left)
		}
	}
}
