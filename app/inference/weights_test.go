package inference

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// tinyNetwork is one that embeds in no time.
func tinyNetwork(t *testing.T, seed uint64) *siamese.Model {
	t.Helper()
	a := siamese.Architecture{
		Name: fmt.Sprint("tiny", seed), Input: 16, PositiveAlpha: true,
		Layers: []siamese.Layer{{Filters: 4, Kernel: 3, Pad: 1, Pool: 4, BatchNorm: true}},
	}
	m, err := siamese.New(a, seed)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// held is a gallery of some classes.
type held struct{ p *gallery.Gallery }

func (h held) Gallery() *gallery.Gallery { return h.p }

func someGallery(t *testing.T, classes int) held {
	t.Helper()
	p := gallery.New()
	for i := range classes {
		strokes := []model.Stroke{{{X: 0, Y: 0}, {X: 1, Y: float32(i) / float32(classes)}, {X: 0.3, Y: 1}}}
		if _, err := p.Add(fmt.Sprint("class ", i), gallery.FromStrokes(strokes)); err != nil {
			t.Fatal(err)
		}
	}
	return held{p}
}

// TestWeightsAreSwappedUnderAStreamOfDrawings: while drawings keep coming,
// networks take one another's place. Every answer is one network's, none fails,
// answers never go back, and in the end the last network answers with the whole
// gallery.
func TestWeightsAreSwappedUnderAStreamOfDrawings(t *testing.T) {
	const classes, swaps = 30, 20
	w, err := OpenWeights(t.TempDir(), someGallery(t, classes))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	answers := make(chan model.Answer, 1<<16)
	w.OnAnswer(func(a model.Answer) { answers <- a })
	embedded := make(chan [2]int, 1<<16)
	w.OnEmbedded(func(done, total int) { embedded <- [2]int{done, total} })

	ended := make(chan struct{})
	last := make(chan uint64, 1)
	go func() {
		generation := uint64(0)
		for {
			select {
			case <-ended:
				last <- generation
				return
			default:
				generation++
				strokes := []model.Stroke{{{X: 0, Y: 0}, {X: 1, Y: float32(generation%17) / 17}}} // ink enough
				w.Query(generation, func() (model.Glyph, error) { return model.FromStrokes(strokes) })
			}
		}
	}()
	var newest *siamese.Model
	for i := range swaps {
		newest = tinyNetwork(t, uint64(i))
		w.Use(newest)
		if i%5 == 4 {
			w.Use(nil)
			if _, builtIn := w.Current(); !builtIn {
				t.Error("not back to the built-in weights")
			}
			w.Use(newest)
		}
		for p := range embedded { // the gallery is embedded anew to its end
			if p[0] == p[1] {
				break
			}
		}
	}
	close(ended)
	final := <-last
	patience := time.After(time.Minute)
	before := uint64(0)
	for {
		select {
		case a := <-answers:
			if a.Err != nil || a.Generation < before {
				t.Fatalf("after %d comes %d: %v", before, a.Generation, a.Err)
			}
			before = a.Generation
			if a.Generation == final && len(a.Matches) == classes {
				if got := w.Describe(); got != newest.Architecture().Name {
					t.Errorf("%s answers, want %s", got, newest.Architecture().Name)
				}
				return
			}
		case <-patience:
			t.Fatalf("the last drawing, %d, was never ranked against all: %d was", final, before)
		}
	}
}

func TestWeightsInUseAreRemembered(t *testing.T) {
	dir, gallery := t.TempDir(), someGallery(t, 2)
	open := func() (*siamese.Model, bool) {
		w, err := OpenWeights(dir, gallery)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		if w.Trouble() != nil {
			t.Error(w.Trouble())
		}
		return w.Current()
	}
	w, err := OpenWeights(dir, gallery)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	m := tinyNetwork(t, 1)
	if err := w.Keep(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if got, builtIn := open(); builtIn || got.Fingerprint() != m.Fingerprint() || gallery.p.Network != Describe(m) {
		t.Errorf("%s, built in %t", got.Fingerprint(), builtIn)
	}
	if err := os.WriteFile(WeightsPath(dir), []byte("damaged"), 0o666); err != nil {
		t.Fatal(err)
	}
	damaged, err := OpenWeights(dir, gallery)
	if err != nil {
		t.Fatal(err)
	}
	defer damaged.Close()
	kept := filepath.Join(dir, "weights.damaged-1.safetensors")
	if _, builtIn := damaged.Current(); !builtIn || damaged.Trouble() == nil || !strings.Contains(damaged.Trouble().Error(), kept) {
		t.Errorf("damaged weights: built in %t, told %v", builtIn, damaged.Trouble())
	}
	if err := damaged.Keep(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(kept); string(data) != "damaged" {
		t.Errorf("what was damaged is %q, %v", data, err)
	}
	if err := w.Keep(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if err := w.Keep(t.Context(), nil); err != nil {
		t.Errorf("twice back: %v", err)
	}
	if _, builtIn := open(); !builtIn {
		t.Error("not back to the built-in weights")
	}
}
