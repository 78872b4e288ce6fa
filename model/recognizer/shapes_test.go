package recognizer

import (
	"flag"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/oneglyph/oneglyph/model/gallery"
)

var update = flag.Bool("update", false, "write the gallery of the examples")

// shapes is the gallery of the examples.
const shapes = "testdata/shapes.oneglyph"

// polygon draws a regular polygon, askew by an angle and with a size of its own.
func polygon(corners int, size, askew float64) Stroke {
	var s Stroke
	for i := range corners + 1 {
		sin, cos := math.Sincos(askew + 2*math.Pi*float64(i)/float64(corners) - math.Pi/2)
		s = append(s, Point{X: float32(100 + size*cos), Y: float32(100 + size*sin)})
	}
	return s
}

func circle(size, askew float64) []Stroke   { return []Stroke{polygon(40, size, askew)} }
func triangle(size, askew float64) []Stroke { return []Stroke{polygon(3, size, askew)} }

func cross(size, askew float64) []Stroke {
	square := polygon(4, size, askew+math.Pi/4)
	return []Stroke{{square[0], square[2]}, {square[1], square[3]}}
}

// taught is a gallery of three shapes.
func taught(t testing.TB) *gallery.Gallery {
	g := gallery.New()
	for _, s := range []struct {
		name, text string
		drawn      []Stroke
	}{{"○", `\bigcirc`, circle(40, 0)}, {"△", `\triangle`, triangle(40, 0)}, {"×", "", cross(40, 0)}} {
		class, err := g.Add(s.name, gallery.FromStrokes(s.drawn))
		if err == nil {
			err = g.SetText(class.ID, s.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return g
}

func save(t testing.TB, g *gallery.Gallery) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "gallery.oneglyph")
	if err := g.Save(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func open(t testing.TB, path string, o Options) *Recognizer {
	t.Helper()
	r, err := OpenWith(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// The gallery of the examples is the one of these tests.
func TestShapes(t *testing.T) {
	want := taught(t)
	if *update {
		os.Remove(shapes)
		if err := want.Save(shapes); err != nil {
			t.Fatal(err)
		}
	}
	got, err := gallery.Open(t.Context(), shapes)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range got.Classes() {
		if w := want.Classes()[i]; c.Name != w.Name || c.Text != w.Text || !sameDrawing(c.Examples[0], w.Examples[0]) {
			t.Errorf("class %d is %s, %q", i, c.Name, c.Text)
		}
	}
}
