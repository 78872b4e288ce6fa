package writing

import (
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/app/inference"
	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/starter"
	"github.com/oneglyph/oneglyph/model/writing"
)

// realRanker is the shipped network over a gallery, asked where it stands.
type realRanker struct{ network *inference.Network }

func (r realRanker) RankEach(glyphs []model.Glyph, best int, done func([]model.Answer, error)) {
	answers := make([]model.Answer, len(glyphs))
	for i, g := range glyphs {
		matches, err := r.network.Rank(g)
		if err != nil {
			done(nil, err)
			return
		}
		answers[i] = model.Answer{Matches: matches[:min(best, len(matches))], Threshold: r.network.Threshold(len(matches))}
	}
	done(answers, nil)
}

// withNetwork registers drawings by their names and has the shipped network rank.
func (s *desktopStage) withNetwork(known map[string][]model.Stroke) {
	s.t.Helper()
	err := s.session.Change(gallery.KindImport, "", func(g *gallery.Gallery) error {
		for name, strokes := range known {
			if err := g.Put(name, gallery.FromStrokes(strokes)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	m, err := inference.LoadModel("")
	if err != nil {
		s.t.Fatal(err)
	}
	n, err := inference.NetworkOver(m, s.session.Gallery())
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(n.Close)
	s.page.deps.Ranker = realRanker{n}
}

// writeRow writes drawings one after another with the pen, each as large as drawn, 30
// hundredths of the paper's height in the mean.
func (s *desktopStage) writeRow(drawn [][]model.Stroke, gap float32) {
	mean := float32(0)
	boxes := make([]writing.Box, len(drawn))
	for i, strokes := range drawn {
		boxes[i], _ = writing.BoxOf(slices.Concat(strokes...))
		mean += boxes[i].Longer() / float32(len(drawn))
	}
	scale, x := 30/mean, float32(8)
	for i, strokes := range drawn {
		for _, stroke := range strokes {
			var points []float32
			for _, p := range stroke {
				points = append(points, x+(p.X-boxes[i].X0)*scale, 50+(p.Y-boxes[i].Centre().Y)*scale)
			}
			s.write(points...)
		}
		x += boxes[i].Width()*scale + gap*30
	}
}

// TestDigitsAreRead writes the starter digits, by an unsteady hand, and reads them.
func TestDigitsAreRead(t *testing.T) {
	text, err := assets.Starters.ReadFile("starters/digits.txt")
	if err != nil {
		t.Fatal(err)
	}
	characters, err := starter.Parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	known := make(map[string][]model.Stroke)
	for _, c := range characters {
		known[c.Name("en")] = c.Forms[0]
	}
	s := newStage(t)
	s.withNetwork(known)
	rng := rand.New(rand.NewPCG(4, 2))
	for _, want := range []string{"2071", "35864", "9902"} {
		var drawn [][]model.Stroke
		for _, name := range strings.Split(want, "") {
			drawn = append(drawn, unsteady(known[name], rng))
		}
		s.writeRow(drawn, 0.3)
		s.reads(want)
		s.page.Clear()
	}
}

// unsteady is a drawing on a frame of 100×100 turned a little, its strokes wavy.
func unsteady(strokes []model.Stroke, rng *rand.Rand) []model.Stroke {
	turn, phase := 0.1*(rng.Float64()-0.5), 6*rng.Float64()
	sin, cos := math.Sincos(turn)
	out := make([]model.Stroke, len(strokes))
	for i, s := range strokes {
		for _, p := range s {
			x, y := float64(p.X)+math.Sin(phase+float64(p.Y)/8), float64(p.Y)+math.Sin(phase+float64(p.X)/9)
			out[i] = append(out[i], model.Point{X: float32(cos*x - sin*y), Y: float32(sin*x + cos*y)})
		}
	}
	return out
}

// TestReplayOfHumanRows writes rows of what people drew of an alphabet, by the pen on
// the page, and reads them by what another person drew: four in five characters stand
// where they belong.
func TestReplayOfHumanRows(t *testing.T) {
	all, err := omniglot.OpenStrokes("../../../shared/omniglot/strokes_background_small1.zip")
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the real strokes are not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	by := func(drawer int) map[string][]model.Stroke {
		drawn := make(map[string][]model.Stroke)
		for name, strokes := range all {
			if name.Alphabet == "Greek" && name.Drawer == drawer {
				drawn[name.Character] = strokes
			}
		}
		return drawn
	}
	s := newStage(t)
	s.withNetwork(by(12))
	hand := by(15)
	var names []string
	for name := range hand {
		names = append(names, name)
	}
	slices.Sort(names)
	rng := rand.New(rand.NewPCG(7, 7))
	right, written := 0, 0
	for range 8 {
		var want []string
		var drawn [][]model.Stroke
		for range 5 {
			name := names[rng.IntN(len(names))]
			want, drawn = append(want, name), append(drawn, hand[name])
		}
		s.writeRow(drawn, 0.25)
		groups := s.page.row.now.Groups()
		for i, name := range want {
			if i < len(groups) {
				if c, ok := s.page.read(groups[i]); ok && c.Name == name {
					right++
				}
			}
		}
		written += len(want)
		s.page.Clear()
	}
	t.Logf("%d of %d characters", right, written)
	if 5*right < 4*written {
		t.Errorf("%d of %d characters were read", right, written)
	}
}
