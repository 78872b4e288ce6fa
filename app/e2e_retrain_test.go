package app

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/app/inference"
	"github.com/oneglyph/oneglyph/app/store"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/omnitest"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train/runs"
)

// retrainInWindow trains a network on a small data set by the page's keys, stops
// it after twenty seconds, uses it, and finds it in use after a restart.
func retrainInWindow(t *testing.T, s screen, binary, data string) {
	t.Helper()
	set := filepath.Join(t.TempDir(), "set.zip")
	if err := omnitest.WriteZip(set, 20, 3, "Alpha", "Beta", "Gamma"); err != nil {
		t.Fatal(err)
	}
	settings, err := json.Marshal(map[string]string{"training data": set})
	if err == nil {
		err = os.WriteFile(filepath.Join(data, "settings.json"), settings, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	// Not by a Trainer, which takes away what it believes a killed program's.
	run := func() (r runs.Run) {
		all, _ := filepath.Glob(filepath.Join(data, "training", "runs", "*", "run.json"))
		if len(all) == 0 {
			return r
		}
		last := all[len(all)-1] // by its time
		if text, err := os.ReadFile(last); err == nil && json.Unmarshal(text, &r) == nil {
			r.Folder = filepath.Dir(last)
		}
		return r
	}

	p := start(t, s, binary, data)
	s.press(t, "alt+7")
	eventually(t, "a run", func() bool {
		s.press(t, "Return", "Return") // twice, as a hurried hand does; nothing happens before the data are read
		return run().Folder != ""
	})
	within(t, 5*time.Minute, "twenty seconds of training", func() bool {
		curve, err := run().Curve()
		return err == nil && len(curve) > 0 && curve[len(curve)-1].Trained >= 20*time.Second && run().Best > 0
	})
	s.press(t, "Delete", "Tab", "Tab", "space") // the question's Cancel, then to end it
	within(t, time.Minute, "its end", func() bool { return run().Status == runs.Stopped })
	kept := inference.WeightsPath(data)
	within(t, time.Minute, "its use", func() bool {
		s.press(t, "u")
		_, err := os.Stat(kept)
		return err == nil
	})
	p.quit(t, s)

	trained, err := siamese.Open(kept)
	if err != nil {
		t.Fatal(err)
	}
	path := store.GalleryPath(data)
	p = start(t, s, binary, data) // on the page that was seen last
	s.press(t, "alt+1")
	s.draw(t, square...)
	s.typeText(t, "box")
	s.press(t, "Return")
	time.Sleep(500 * time.Millisecond)
	s.press(t, "Return") // it looks like the square that is there: register apart
	eventually(t, "a class registered by the new network", holds(path, 4))
	p.quit(t, s)
	after, err := gallery.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	if after.Network != inference.Describe(trained) {
		t.Errorf("after a restart %+v ranks, trained was %+v", after.Network, inference.Describe(trained))
	}
}
