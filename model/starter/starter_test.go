package starter_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"path"
	"testing"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/oneshot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/starter"
	"github.com/oneglyph/oneglyph/weights"
)

// sets reads every set that comes with the program.
func sets(t *testing.T) map[string][]starter.Character {
	t.Helper()
	files, err := fs.Glob(assets.Starters, "starters/*.txt")
	if err != nil || len(files) != 4 {
		t.Fatalf("%q, %v", files, err)
	}
	all := make(map[string][]starter.Character)
	for _, file := range files {
		text, err := fs.ReadFile(assets.Starters, file)
		if err != nil {
			t.Fatal(err)
		}
		if all[path.Base(file)], err = starter.Parse(string(text)); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	return all
}

func TestSets(t *testing.T) {
	for file, characters := range sets(t) {
		want := map[string]int{"digits.txt": 10, "shapes.txt": 14, "hangul.txt": 29, "greek.txt": 24}[file]
		if len(characters) != want {
			t.Errorf("%s holds %d characters, not %d", file, len(characters), want)
		}
		for _, language := range []string{"en", "ko"} {
			seen := make(map[string]bool)
			for _, c := range characters {
				if name := c.Name(language); seen[name] {
					t.Errorf("%s: two are named %s", file, name)
				} else {
					seen[name] = true
				}
			}
		}
		glyphs := make(map[string]string)
		for _, c := range characters {
			for form, strokes := range c.Forms {
				name := fmt.Sprintf("%s, form %d", c.Name(""), form+1)
				lo, hi := strokes[0][0], strokes[0][0]
				for _, s := range strokes {
					for _, p := range s {
						lo.X, lo.Y, hi.X, hi.Y = min(lo.X, p.X), min(lo.Y, p.Y), max(hi.X, p.X), max(hi.Y, p.Y)
					}
				}
				if lo.X < 0 || lo.Y < 0 || hi.X > starter.Side || hi.Y > starter.Side {
					t.Errorf("%s: %s leaves the frame: %v to %v", file, name, lo, hi)
				}
				if max(hi.X-lo.X, hi.Y-lo.Y) < starter.Side/2 {
					t.Errorf("%s: %s is small: %v to %v", file, name, lo, hi)
				}
				g, err := model.FromStrokes(strokes)
				if err != nil {
					t.Fatalf("%s: %s: %v", file, name, err)
				}
				if other, taken := glyphs[string(g.Pix())]; taken {
					t.Errorf("%s: %s looks as %s does", file, name, other)
				}
				glyphs[string(g.Pix())] = name
			}
		}
	}
}

// redrawn is a drawing as another hand would repeat it: turned, sheared, and led
// a little astray.
func redrawn(strokes []model.Stroke, r *rand.Rand) []model.Stroke {
	turn, shear, stretch := 0.08*(2*r.Float64()-1), 0.1*(2*r.Float64()-1), 0.9+0.2*r.Float64()
	phase := 2 * math.Pi * r.Float64()
	sin, cos := math.Sincos(turn)
	again := make([]model.Stroke, len(strokes))
	for i, s := range strokes {
		dx, dy := 2*r.NormFloat64(), 2*r.NormFloat64()
		for _, p := range s {
			x, y := float64(p.X), float64(p.Y)
			x, y = x+1.5*math.Sin(y/15+phase)+dx, y+1.5*math.Sin(x/15+phase)+dy
			x = (x + shear*y) * stretch
			again[i] = append(again[i], model.Point{X: float32(cos*x - sin*y), Y: float32(sin*x + cos*y)})
		}
	}
	return again
}

// TestNetworkKnowsThem registers a set and asks for every character, redrawn.
func TestNetworkKnowsThem(t *testing.T) {
	m, err := siamese.Read(bytes.NewReader(weights.Compact()))
	if err != nil {
		t.Fatal(err)
	}
	encoder, err := siamese.NewEncoder(m)
	if err != nil {
		t.Fatal(err)
	}
	defer encoder.Close()
	embed := func(strokes []model.Stroke) []float32 { // (looks, D)
		g, err := model.FromStrokes(strokes)
		if err != nil {
			t.Fatal(err)
		}
		h, err := encoder.EmbedSupport(g)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	dim := m.Metric().Dim()
	for file, characters := range sets(t) {
		gallery := oneshot.NewIndex(m.Metric(), m.Turns())
		examples := 0
		for i, c := range characters {
			for _, strokes := range c.Forms {
				if err := gallery.Add(model.ClassID(i), model.ExampleID(examples), embed(strokes)); err != nil {
					t.Fatal(err)
				}
				examples++
			}
		}
		r := rand.New(rand.NewPCG(1, 1))
		for i, c := range characters {
			for n := range 5 * len(c.Forms) {
				first := gallery.Rank(embed(redrawn(c.Forms[n/5], r))[:dim], 1)[0]
				if first.Class != model.ClassID(i) {
					t.Errorf("%s: %s is taken for %s", file, c.Name(""), characters[first.Class].Name(""))
				}
			}
		}
	}
}

func TestParse(t *testing.T) {
	for _, bad := range []string{"", "# only this", "a", ": 1,2", "a:", "a: 1,2;", "a: 1", "a: 1,2 200,3", "a: NaN,1", "a ko: 1,2", "a: x,1"} {
		if _, err := starter.Parse(bad); !errors.Is(err, starter.ErrFormat) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	got, err := starter.Parse("# first\ndash ko=줄: 10,50 90,50; 5,5\ndot: 1,1\ndash: 5,5\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Name("ko") != "줄" || got[0].Name("en") != "dash" || got[1].Name("ko") != "dot" ||
		fmt.Sprint(got[0].Forms) != "[[[{10 50} {90 50}] [{5 5}]] [[{5 5}]]]" {
		t.Errorf("%+v", got)
	}
}
