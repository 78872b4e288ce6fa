package train

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/oneglyph/oneglyph/model/siamese"
)

const (
	// probeBatch is enough pictures for what a step costs once, its weights' packing
	// and update, to weigh as little as in an episode (of 8, compact gives 60 % of its
	// rate), and few enough for a large network's step to be short.
	probeBatch = 32
	probeTime  = time.Second
)

// Probe takes training steps of random pictures for about a second, at least
// one that counts, and returns the images a second that they went through at.
// Distorting pictures and validation come on top.
func Probe(ctx context.Context, a siamese.Architecture, threads int) (rate float64, err error) {
	m, err := siamese.New(a, 1)
	if err != nil {
		return 0, err
	}
	l, err := siamese.NewLearner(m, siamese.EpisodeLoss, probeBatch, threads)
	if err != nil {
		return 0, err
	}
	defer l.Close()
	for i := range l.Labels() {
		l.Labels()[i] = int32(i / 2)
	}
	rng := rand.New(rand.NewPCG(1, 1))
	for i := range l.Pictures() {
		l.Pictures()[i] = rng.Float32()
	}
	step := siamese.StepSize{Rate: 1e-6, Clip: 5}
	if _, _, err := l.Step(step); err != nil { // memory is touched for the first time
		return 0, err
	}
	began, images := time.Now(), 0
	for time.Since(began) < probeTime {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if _, _, err := l.Step(step); err != nil {
			return 0, err
		}
		images += probeBatch
	}
	return float64(images) / time.Since(began).Seconds(), nil
}
