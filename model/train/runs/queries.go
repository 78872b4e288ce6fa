package runs

import (
	"context"

	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/train"
)

// Data reads a data set, or returns the one read last when it is that. It takes
// seconds; progress, unless nil, is called on the caller's goroutine.
func (t *Trainer) Data(ctx context.Context, path string, progress func(done, total int)) (*omniglot.Set, error) {
	return t.data.open(ctx, path, progress)
}

// Network returns a run's weights or, where it has come to none yet, its best
// network so far, calibrated for use. It may take some seconds.
func (t *Trainer) Network(ctx context.Context, folder string) (*siamese.Model, error) {
	r, err := readRun(folder)
	if err != nil {
		return nil, err
	}
	if r.HasWeights() {
		return siamese.Open(r.Weights())
	}
	best, err := siamese.Open(r.BestSoFar())
	if err != nil {
		return nil, err
	}
	r.LeaveOneCore = true // for the window, whatever the run does
	o, err := t.options(ctx, &r, train.RecipeOf(best), nil)
	if err != nil {
		return nil, err
	}
	return train.Ready(ctx, o, best)
}

// Accuracy measures a network on what a run held out; the network may have
// learnt these alphabets. It takes seconds.
func (t *Trainer) Accuracy(ctx context.Context, folder string, m *siamese.Model) (float64, error) {
	r, err := readRun(folder)
	if err != nil {
		return 0, err
	}
	r.LeaveOneCore = true // for the window
	o, err := t.options(ctx, &r, train.Recipe{}, nil)
	if err != nil || o.Held == nil {
		return 0, err
	}
	v, err := train.NewValidation(o.Held, o.Trials)
	if err != nil {
		return 0, err
	}
	return v.Accuracy(ctx, m, o.Threads)
}

// FreeMemory returns the bytes that a run may take; 0: unknown.
func (t *Trainer) FreeMemory() int64 { return train.FreeMemory() }

// Probe returns the pictures a second that this machine trains. It takes a second
// or two.
func (t *Trainer) Probe(ctx context.Context, a siamese.Architecture, spare bool) (float64, error) {
	return train.Probe(ctx, a, threads(spare))
}
