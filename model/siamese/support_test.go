package siamese

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/oneglyph/oneglyph/model"
)

// TestSupportIsTheDrawingAndItsCopies: alone and among others, to the last bit.
func TestSupportIsTheDrawingAndItsCopies(t *testing.T) {
	for _, a := range append(small(), Compact()) {
		for _, views := range []int{1, 3, 5} {
			m := seen(t, a, views)
			encoder, plain := must(NewEncoder(m))(t), must(NewEncoder(seen(t, a, 1)))(t)
			defer encoder.Close()
			defer plain.Close()
			var glyphs []model.Glyph
			for i := range 13 {
				glyphs = append(glyphs, handwriting(t, uint64(i)))
			}
			all := must(m.EmbedSupportAll(context.Background(), glyphs, 2, nil))(t)
			width := len(all) / len(glyphs)
			degrees := m.Turns().Degrees
			for i, g := range glyphs {
				want := must(encoder.Embed(g))(t)
				for _, by := range degrees {
					want = append(want, must(plain.Embed(g.Turned(by)))(t)...)
				}
				if got := must(encoder.EmbedSupport(g))(t); !slices.Equal(got, want) {
					t.Fatalf("%s, %d views: drawing %d alone is another", a.Name, views, i)
				}
				if !slices.Equal(all[i*width:(i+1)*width], want) {
					t.Fatalf("%s, %d views: drawing %d among others is another", a.Name, views, i)
				}
			}
		}
	}
}

// TestPenaltyIsInLogOdds: whatever the network's logits, a copy's odds have to be better
// by the same factor.
func TestPenaltyIsInLogOdds(t *testing.T) {
	for _, scale := range []float64{0.12, 1, 3} {
		m := must(must(New(Compact(), 1))(t).WithCalibration(Calibration{Scale: scale, Shift: 1}))(t)
		turns, metric := m.Turns(), m.Metric()
		logOdds := func(logit float32) float64 {
			s := metric.Similarity(logit)
			return math.Log(s / (1 - s))
		}
		if cost := logOdds(0) - logOdds(-turns.Penalty); math.Abs(cost-turnedCost) > 1e-5 {
			t.Errorf("scale %g: it costs %g", scale, cost)
		}
	}
}
