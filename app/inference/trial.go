package inference

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/siamese"
)

// trialBound is the longest that a network may take to be built and to embed two
// glyphs. Koch's takes a second on two cores that train another.
const trialBound = 20 * time.Second

// errUseless says that a network cannot distinguish a line from a square.
var errUseless = errors.New("these weights cannot tell drawings apart")

// try builds a network and lets it compare two drawings. One that is not done within
// the bound, or when the context ends, is left to itself.
func try(ctx context.Context, m *siamese.Model, bound time.Duration) error {
	m.Fingerprint() // who tries a network is about to use it, where a pause would be felt
	ctx, cancel := context.WithTimeout(ctx, bound)
	defer cancel()
	tried := make(chan error, 1)
	go func() { tried <- compareOnce(m) }()
	select {
	case err := <-tried:
		return err
	case <-ctx.Done():
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("the network takes more than %s for one drawing, which is too slow to draw with", bound)
	}
	return ctx.Err()
}

func compareOnce(m *siamese.Model) error {
	n, err := NewNetwork(m)
	if err != nil {
		return err
	}
	defer n.Close()
	var h []float32 // (looks, D), the drawing's own first
	for i, strokes := range [][]model.Stroke{
		{{{X: 0.5, Y: 0}, {X: 0.5, Y: 1}}},
		{{{X: 0, Y: 0}, {X: 1, Y: 0}, {X: 1, Y: 1}, {X: 0, Y: 1}, {X: 0, Y: 0}}},
	} {
		g, err := model.FromStrokes(strokes)
		if err != nil {
			return err
		}
		if h, err = n.encoder.EmbedSupport(g); err != nil {
			return err
		}
		if err := n.index.Add(model.ClassID(i), model.ExampleID(i), h); err != nil {
			return err
		}
	}
	// The second glyph compared with the first, and with itself.
	matches := n.index.Rank(h[:n.index.Metric().Dim()], 0)
	for _, match := range matches {
		if l := float64(match.Logit); math.IsNaN(l) || math.IsInf(l, 0) {
			return errUseless
		}
	}
	if len(matches) != 2 || matches[0].Logit == matches[1].Logit {
		return errUseless
	}
	return nil
}
