package train

import (
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/inks"
	"github.com/oneglyph/oneglyph/model/omniglot"
)

// painter draws the distorted pictures of each step, on as many goroutines as it
// has hands.
type painter struct {
	recipe Recipe
	set    *omniglot.Set
	hands  []hand
	work   []picture // of a step
}

// picture is what a place in a batch shows.
type picture struct {
	ref   omniglot.Ref
	label int32
}

// hand is one goroutine's scratch memory.
type hand struct {
	ink   []uint8
	frame *inks.Plane
	spare []uint8
	grid  [][2]float32
}

// newPainter makes a painter of a number of hands (0: one a processor).
func newPainter(r Recipe, set *omniglot.Set, hands int) *painter {
	if hands <= 0 {
		hands = runtime.GOMAXPROCS(0)
	}
	p := &painter{recipe: r, set: set, hands: make([]hand, hands)}
	for i := range p.hands {
		p.hands[i] = hand{
			make([]uint8, model.Side*model.Side), inks.NewPlane(model.Side, model.Side),
			make([]uint8, model.Side*model.Side), make([][2]float32, model.GridSide*model.GridSide),
		}
	}
	return p
}

// paint fills pix (n, Input, Input, 1) and labels (n) with the pictures of a
// step; a class's, or a pair's, stand together. They depend on the recipe's seed
// and the step alone.
func (p *painter) paint(pix []float32, labels []int32, step int) {
	p.sketch(step)
	size := p.recipe.Architecture.Input * p.recipe.Architecture.Input
	var next atomic.Int64
	var wg sync.WaitGroup
	for h := range p.hands {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(p.work) {
					return
				}
				rng := rand.New(rand.NewPCG(p.recipe.Seed, uint64(step)<<32|uint64(i)))
				p.picture(&p.hands[h], pix[i*size:][:size], p.work[i].ref, rng)
				labels[i] = p.work[i].label
			}
		})
	}
	wg.Wait()
}

// sketch says what a step's pictures are.
func (p *painter) sketch(step int) {
	p.work = p.work[:0]
	if p.recipe.Pairs > 0 {
		for i, pair := range p.recipe.pairs(p.set).Sample(p.recipe.Seed, step) {
			a, b := int32(2*i), int32(2*i)
			if !pair.Same {
				b++
			}
			p.work = append(p.work, picture{pair.A, a}, picture{pair.B, b})
		}
		return
	}
	for label, refs := range p.recipe.episodes(p.set).Sample(p.recipe.Seed, step) {
		for _, ref := range refs {
			p.work = append(p.work, picture{ref, int32(label)})
		}
	}
}

// picture draws one drawing, distorted.
func (p *painter) picture(h *hand, pix []float32, ref omniglot.Ref, rng *rand.Rand) {
	scan := p.set.At(ref).ScanInto(h.ink)
	look := p.recipe.look(rng)
	if look.standardWidth && rng.Float64() < p.recipe.Widen {
		way := rng.IntN(3)
		widen(scan, way != 1, way != 0)
	}
	scan = look.onScan(scan, h.spare)
	warp := p.recipe.warp(rng, h.grid)
	look.fit(&warp)
	scan.Render(h.frame.Pix, &warp)
	look.onFrame(h.frame, rng)
	model.Resample(pix, h.frame.Pix, p.recipe.Architecture.Input)
}

// episodes and pairs draw what a step is about.
func (r Recipe) episodes(set *omniglot.Set) omniglot.EpisodeSampler {
	return omniglot.EpisodeSampler{Set: set, Classes: r.Classes, Alphabets: r.Alphabets, Drawings: r.Drawings}
}

func (r Recipe) pairs(set *omniglot.Set) omniglot.PairSampler {
	return omniglot.PairSampler{Set: set, Pairs: r.Pairs}
}

// fits reports whether a set has enough for the recipe.
func (r Recipe) fits(set *omniglot.Set) error {
	if r.Pairs > 0 {
		return r.pairs(set).Check()
	}
	return r.episodes(set).Check()
}
