package recognizer

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// best ranks a drawing and returns the name of what it is taken for, or nothing.
func best(t *testing.T, r *Recognizer, d Drawing) string {
	t.Helper()
	ranking, err := r.Rank(context.Background(), d, 1)
	if err != nil {
		t.Fatal(err)
	}
	if !ranking.Known {
		return ""
	}
	return ranking.Matches[0].Name
}

func similarity(t *testing.T, r *Recognizer, d Drawing) float64 {
	t.Helper()
	ranking, err := r.Rank(context.Background(), d, 1)
	if err != nil {
		t.Fatal(err)
	}
	return ranking.Matches[0].Similarity
}

func TestRank(t *testing.T) {
	r := open(t, save(t, taught(t)), Options{})
	for want, drawn := range map[string][]Stroke{"○": circle(7, 1), "△": triangle(300, 0.1), "×": cross(90, 0.1)} {
		ranking, err := r.Rank(context.Background(), Strokes(drawn), 0)
		if err != nil {
			t.Fatal(err)
		}
		m := ranking.Matches
		if !ranking.Known || m[0].Name != want || len(m) != 3 || m[0].Similarity < m[1].Similarity || m[1].Similarity < m[2].Similarity || m[0].Similarity > 1 {
			t.Errorf("%s is ranked %+v", want, ranking)
		}
		wantText := map[string]string{"○": `\bigcirc`, "△": `\triangle`, "×": "×"}[want]
		if m[0].Text != wantText {
			t.Errorf("%s is copied as %q", want, m[0].Text)
		}
	}
	if got := best(t, r, Strokes([]Stroke{{{X: 1, Y: 1}, {X: 1, Y: 50}}, {{X: 20, Y: 1}, {X: 20, Y: 50}}, {{X: 40, Y: 1}, {X: 40, Y: 50}}})); got != "" {
		t.Errorf("three lines are %s", got)
	}
}

func TestWhatIsNoDrawing(t *testing.T) {
	r := open(t, save(t, taught(t)), Options{})
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	var blank bytes.Buffer
	if err := png.Encode(&blank, image.NewGray(image.Rect(0, 0, 50, 50))); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		drawing Drawing
		want    error
	}{
		"no stroke":         {Strokes(nil), ErrEmpty},
		"no point":          {Strokes([]Stroke{{}, {}}), ErrEmpty},
		"nowhere":           {Strokes([]Stroke{{{X: nan, Y: 1}}}), ErrTooLarge},
		"far":               {Strokes([]Stroke{{{X: 1, Y: inf}, {X: 1, Y: 2}}}), ErrTooLarge},
		"too many points":   {Strokes([]Stroke{make(Stroke, 1<<16)}), ErrTooLarge},
		"too many strokes":  {Strokes(make([]Stroke, 1<<16)), ErrTooLarge},
		"blank picture":     {Picture(&blank), ErrEmpty},
		"no picture":        {Picture(strings.NewReader("hello")), ErrDrawing},
		"image of no pixel": {Image(image.NewGray(image.Rectangle{})), ErrEmpty},
	} {
		if _, err := r.Rank(context.Background(), c.drawing, 1); !errors.Is(err, c.want) || !errors.Is(err, ErrDrawing) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	junk := filepath.Join(dir, "junk")
	if err := os.WriteFile(junk, []byte("junk"), 0o666); err != nil {
		t.Fatal(err)
	}
	good := save(t, taught(t))
	for _, c := range []struct {
		path    string
		options Options
		want    error
	}{
		{filepath.Join(dir, "none"), Options{}, fs.ErrNotExist},
		{junk, Options{}, gallery.ErrDamaged},
		{good, Options{Weights: junk}, siamese.ErrFormat},
		{good, Options{Weights: filepath.Join(dir, "none")}, fs.ErrNotExist},
	} {
		if r, err := OpenWith(c.path, c.options); !errors.Is(err, c.want) {
			t.Errorf("%s, %+v: %v, %v", c.path, c.options, r, err)
		}
	}
	r := open(t, good, Options{Weights: junk, OrBuiltIn: true})
	if best(t, r, Strokes(cross(1, 0))) != "×" || !errors.Is(r.Err(), siamese.ErrFormat) {
		t.Errorf("with junk for weights: %v", r.Err())
	}
	if r := open(t, good, Options{Weights: filepath.Join(dir, "none"), OrBuiltIn: true}); r.Err() != nil {
		t.Error(r.Err())
	}
}

// idle makes the next ranking one after a pause.
func (r *Recognizer) idle() {
	r.mu.Lock()
	r.looked = r.looked.Add(-time.Minute)
	r.mu.Unlock()
}

// Whatever happens to the gallery in the window, the next ranking knows of it, and only
// new drawings cost the network's time.
func TestRankingsFollowTheGallery(t *testing.T) {
	g := taught(t)
	path := save(t, g)
	r := open(t, path, Options{})
	change := func(edit func() error) {
		t.Helper()
		if err := edit(); err != nil {
			t.Fatal(err)
		}
		if err := g.Save(path); err != nil {
			t.Fatal(err)
		}
		r.idle()
	}
	square := Strokes([]Stroke{polygon(4, 30, math.Pi/4)})
	find := func(name string) gallery.Class { c, _ := g.Find(name); return c }

	change(func() error {
		_, err := g.Add("□", gallery.FromStrokes([]Stroke{polygon(4, 50, math.Pi/4)}))
		return err
	})
	if got := best(t, r, square); got != "□" || r.Len() != 4 {
		t.Errorf("registered: %q of %d classes", got, r.Len())
	}
	change(func() error { return g.Rename(find("□").ID, "box") })
	if got := best(t, r, square); got != "box" {
		t.Errorf("renamed: %q", got)
	}
	change(func() error { return g.Merge(find("○").ID, find("box").ID) })
	if got := best(t, r, square); got != "○" {
		t.Errorf("merged: %q", got)
	}
	merged := similarity(t, r, square)
	change(func() error { return g.DeleteExample(find("○").Examples[1].ID) })
	if like := similarity(t, r, square); like > merged-0.05 || r.Len() != 3 {
		t.Errorf("deleted: %g alike, with its own drawing %g, of %d classes", like, merged, r.Len())
	}
	// Another gallery in its place, whose IDs are the same.
	g = gallery.New()
	change(func() error {
		_, err := g.Add("square", gallery.FromStrokes([]Stroke{polygon(4, 50, math.Pi/4)}))
		return err
	})
	if got := best(t, r, square); got != "square" || r.Len() != 1 {
		t.Errorf("replaced: %q of %d classes", got, r.Len())
	}
	if got := best(t, r, Strokes(circle(40, 0))); got != "" && got != "square" {
		t.Errorf("%q is known still", got)
	}

	// What cannot be read leaves the answers what they were.
	if err := os.WriteFile(path, []byte("junk"), 0o666); err != nil {
		t.Fatal(err)
	}
	r.idle()
	if got := best(t, r, square); got != "square" || !errors.Is(r.Err(), gallery.ErrDamaged) {
		t.Errorf("damaged: %q, %v", got, r.Err())
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	r.idle()
	if got := best(t, r, square); got != "square" || !errors.Is(r.Err(), fs.ErrNotExist) {
		t.Errorf("removed: %q, %v", got, r.Err())
	}
	g = taught(t)
	change(func() error { return nil })
	if got := best(t, r, Strokes(circle(40, 0))); got != "○" || r.Err() != nil {
		t.Errorf("back again: %q, %v", got, r.Err())
	}
}

// The window may rank by weights that were trained since.
func TestRankingsFollowTheWeights(t *testing.T) {
	path, weights := save(t, taught(t)), filepath.Join(t.TempDir(), "weights.safetensors")
	r := open(t, path, Options{Weights: weights, OrBuiltIn: true})
	like := func() float64 {
		r.idle()
		return similarity(t, r, Strokes(cross(40, 0.3)))
	}
	own := like()
	m, err := siamese.New(siamese.Compact(), 1)
	if err == nil {
		err = m.Save(weights)
	}
	if err != nil {
		t.Fatal(err)
	}
	other := like()
	if other == own || r.Err() != nil {
		t.Errorf("with other weights %g, as before; %v", other, r.Err())
	}
	if err := os.WriteFile(weights, []byte("junk"), 0o666); err != nil {
		t.Fatal(err)
	}
	if got := like(); got != other || !errors.Is(r.Err(), siamese.ErrFormat) {
		t.Errorf("with junk %g, not %g; %v", got, other, r.Err())
	}
	if err := os.Remove(weights); err != nil {
		t.Fatal(err)
	}
	if got := like(); got != own || r.Err() != nil {
		t.Errorf("without %g, not %g; %v", got, own, r.Err())
	}
}

// Many ask at once while the gallery and the weights change under them, and at last it
// is closed under them.
func TestConcurrentUse(t *testing.T) {
	g := taught(t)
	path, weights := save(t, g), filepath.Join(t.TempDir(), "weights.safetensors")
	r := open(t, path, Options{Weights: weights, OrBuiltIn: true})
	m, err := siamese.New(siamese.Compact(), 1)
	if err != nil {
		t.Fatal(err)
	}
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for {
				ranking, err := r.Rank(context.Background(), Strokes(cross(40, 0.1)), 0)
				if errors.Is(err, ErrClosed) {
					return
				}
				if err != nil || len(ranking.Matches) < 3 || ranking.Matches[2].Name == "" {
					t.Errorf("%+v, %v", ranking, err)
					return
				}
			}
		})
	}
	for i := range 6 {
		if _, err := g.Add(strings.Repeat("x", i+1), gallery.FromStrokes(circle(40, float64(i)))); err != nil {
			t.Fatal(err)
		}
		if err := g.Save(path); err != nil {
			t.Fatal(err)
		}
		if i == 2 {
			if err := m.Save(weights); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(20 * time.Millisecond)
		r.idle()
	}
	for end := time.Now().Add(time.Minute); r.Len() != 9 && time.Now().Before(end); {
		r.idle() // the look that is under way may have begun before the last change
		best(t, r, Strokes(circle(1, 0)))
	}
	if r.Len() != 9 || r.Err() != nil {
		t.Errorf("%d classes, %v", r.Len(), r.Err())
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	asking.Wait()
	if _, err := r.Rank(context.Background(), Strokes(circle(1, 0)), 1); !errors.Is(err, ErrClosed) {
		t.Errorf("once closed: %v", err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}

func TestRankObeysItsContext(t *testing.T) {
	r := open(t, save(t, taught(t)), Options{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for range cap(r.network.encoders) {
		<-r.network.encoders // all are at work
	}
	if _, err := r.Rank(ctx, Strokes(circle(1, 0)), 1); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	for range cap(r.network.encoders) {
		r.network.encoders <- nil
	}
}

func BenchmarkRank(b *testing.B) {
	r := open(b, save(b, taught(b)), Options{})
	d := Strokes(circle(40, 0))
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			if _, err := r.Rank(context.Background(), d, 5); err != nil {
				b.Fatal(err)
			}
		}
	})
}
