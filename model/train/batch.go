package train

import (
	"context"
	"math/rand/v2"

	"oneglyph/model"
	"oneglyph/model/omniglot"
)

// batch is one step's pictures and labels.
type batch struct {
	step   int
	pix    []float32 // (n, Input, Input, 1)
	labels []int32
}

// feeder prepares batches in a goroutine of its own, a few ahead.
type feeder struct {
	recipe Recipe
	set    *omniglot.Set
	ready  chan *batch
	free   chan *batch
	ended  chan struct{} // closed when the goroutine is gone
}

// feed starts to prepare batches from a step on, until ctx ends; then <-ended
// waits for it.
func feed(ctx context.Context, r Recipe, set *omniglot.Set, from int) *feeder {
	const ahead = 3
	f := &feeder{
		recipe: r, set: set,
		ready: make(chan *batch, ahead), free: make(chan *batch, ahead), ended: make(chan struct{}),
	}
	for range ahead {
		f.free <- &batch{
			pix:    make([]float32, r.batch()*r.Architecture.Input*r.Architecture.Input),
			labels: make([]int32, r.batch()),
		}
	}
	go f.run(ctx, from)
	return f
}

func (f *feeder) run(ctx context.Context, step int) {
	defer close(f.ended)
	p := newPainter(f.recipe, f.set)
	for ; ; step++ {
		select {
		case <-ctx.Done():
			return
		case b := <-f.free:
			p.paint(b, step)
			f.ready <- b // never blocks: there are no more batches than places
		}
	}
}

// next gives the next step's batch, to be returned with done.
func (f *feeder) next(ctx context.Context) (*batch, error) {
	if err := ctx.Err(); err != nil { // select would choose a batch as often as not
		return nil, err
	}
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case b := <-f.ready:
		return b, nil
	}
}

func (f *feeder) done(b *batch) { f.free <- b }

// painter draws distorted pictures into a batch, with scratch memory of its own.
type painter struct {
	recipe Recipe
	set    *omniglot.Set
	ink    []uint8
	frame  []uint8
	grid   [][2]float32
}

func newPainter(r Recipe, set *omniglot.Set) *painter {
	return &painter{r, set, make([]uint8, model.Side*model.Side), make([]uint8, model.Side*model.Side), make([][2]float32, model.GridSide*model.GridSide)}
}

// paint fills b with the pictures of a step; a class's, or a pair's, stand
// together.
func (p *painter) paint(b *batch, step int) {
	b.step = step
	rng := rand.New(rand.NewPCG(p.recipe.Seed, uint64(step)))
	if p.recipe.Pairs > 0 {
		for i, pair := range p.recipe.pairs(p.set).Sample(p.recipe.Seed, step) {
			p.picture(b, 2*i, pair.A, 2*i, rng)
			label := 2 * i
			if !pair.Same {
				label++
			}
			p.picture(b, 2*i+1, pair.B, label, rng)
		}
		return
	}
	for label, refs := range p.recipe.episodes(p.set).Sample(p.recipe.Seed, step) {
		for i, ref := range refs {
			p.picture(b, label*len(refs)+i, ref, label, rng)
		}
	}
}

// picture draws one drawing as b's i-th, distorted.
func (p *painter) picture(b *batch, i int, ref omniglot.Ref, label int, rng *rand.Rand) {
	scan := p.set.At(ref).ScanInto(p.ink)
	if rng.Float64() < p.recipe.Widen {
		way := rng.IntN(3)
		widen(scan, way != 1, way != 0)
	}
	warp := p.recipe.warp(rng, p.grid)
	scan.Render(p.frame, &warp)
	side := p.recipe.Architecture.Input
	model.Resample(b.pix[i*side*side:(i+1)*side*side], p.frame, side)
	b.labels[i] = int32(label)
}

// episodes and pairs draw what a step is about.
func (r Recipe) episodes(set *omniglot.Set) omniglot.EpisodeSampler {
	return omniglot.EpisodeSampler{Set: set, Classes: r.Classes, Alphabets: r.Alphabets, Drawings: r.Drawings}
}

func (r Recipe) pairs(set *omniglot.Set) omniglot.PairSampler {
	return omniglot.PairSampler{Set: set, Pairs: r.Pairs}
}

// fits says whether a set has enough for the recipe.
func (r Recipe) fits(set *omniglot.Set) error {
	if r.Pairs > 0 {
		return r.pairs(set).Check()
	}
	return r.episodes(set).Check()
}
