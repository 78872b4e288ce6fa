package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/oneglyph/oneglyph/model/omniglot"
)

// TestTrialsAtHand: what is in the folder is offered, by its published name alone.
func TestTrialsAtHand(t *testing.T) {
	d := downloads{t.TempDir()}
	if got := d.AtHand(); got.Lake != "" || got.Evaluation != "" || got.Background != "" {
		t.Errorf("in an empty folder %+v", got)
	}
	for _, name := range []string{"all_runs.zip", "images_evaluation.zip", "images_background.zip.part"} {
		if err := os.WriteFile(filepath.Join(d.folder, name), []byte("x"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if got := d.AtHand(); got.Lake != filepath.Join(d.folder, "all_runs.zip") || got.Evaluation == "" || got.Background != "" {
		t.Errorf("got %+v", got)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, fetch := range []func(context.Context, func(omniglot.Transfer)) error{d.FetchTask, d.FetchSets} {
		if err := fetch(ctx, func(omniglot.Transfer) {}); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
	}
}
