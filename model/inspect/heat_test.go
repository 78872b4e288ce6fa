package inspect

import (
	"bytes"
	"context"
	"math"
	"testing"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/starter"
	"github.com/oneglyph/oneglyph/weights"
)

// TestHeatAgreesWithOcclusion: scripts/occlusion measures it over many pairs of
// people's drawings; here are a few, so that a change that breaks it is seen.
func TestHeatAgreesWithOcclusion(t *testing.T) {
	insp := must(New(must(siamese.Read(bytes.NewReader(weights.Compact())))(t), 1))(t)
	defer insp.Close()
	letters := must(starter.Parse(string(must(assets.Starters.ReadFile("starters/digits.txt"))(t))))(t)
	var mean float64
	const pairs = 4
	for n := range pairs {
		glyphs := [2]model.Glyph{must(model.FromStrokes(letters[n].Forms[0]))(t), must(model.FromStrokes(letters[n+3].Forms[0]))(t)}
		pair := must(insp.Compare(glyphs[0], Look{Glyph: glyphs[1]}, 0))(t)
		var losses, sums []float64
		for side, g := range glyphs {
			other := pair.Sides[1-side].Embedding
			heat := must(insp.Heat(context.Background(), Look{Glyph: g}, other))(t)
			for i, v := range g.Pix() {
				if v == 0 && heat[i] != 0 {
					t.Fatal("paper without ink speaks")
				}
			}
			for _, w := range must(insp.Occlude(context.Background(), g, other, 15, 4, 9))(t) {
				losses, sums = append(losses, w.Loss), append(sums, w.Sum(heat))
			}
		}
		mean += RankCorrelation(losses, sums) / pairs
	}
	if mean < 0.5 {
		t.Errorf("rank correlation with occlusion %.2f", mean)
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := insp.Heat(cancelled, Look{Glyph: handwriting(t, 1)}, make(model.Embedding, 1024)); err == nil {
		t.Error("cannot be cancelled")
	}
}

func TestRankCorrelation(t *testing.T) {
	for _, c := range []struct {
		a, b []float64
		want float64
	}{
		{[]float64{1, 2, 3}, []float64{10, 20, 900}, 1},
		{[]float64{1, 2, 3}, []float64{3, 2, 1}, -1},
		{[]float64{1, 1, 2, 3}, []float64{5, 5, 7, 6}, 0.7 / 0.9}, // ranks ½ ½ 2 3 and ½ ½ 3 2
		{[]float64{1, 2}, []float64{4, 4}, 0},
		{nil, nil, 0},
	} {
		if got := RankCorrelation(c.a, c.b); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("of %v and %v: %g, want %g", c.a, c.b, got, c.want)
		}
	}
}
