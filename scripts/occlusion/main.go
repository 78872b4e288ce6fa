// Command occlusion says how well the Inspect page's heat maps agree with occlusion:
// for pairs of drawings, half of one character and half of two of one alphabet, it
// empties window after window of each drawing and compares what the logit loses with
// what the heat map holds there, by Spearman's rank correlation over the windows of
// both drawings. It prints the mean over the pairs.
//
//	go run ./scripts/occlusion -data images_background.zip -split A -weights A.safetensors
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"os/signal"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/inspect"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/weights"
)

// window is the side of what is emptied, in pixels of 105.
const window = 15

func main() {
	log.SetFlags(0)
	data := flag.String("data", "", "Omniglot's images_background.zip")
	split := flag.String("split", "A", "whose alphabets the pairs come from: those held out in split A, B or C")
	file := flag.String("weights", "", "the network; without one the shipped")
	pairs := flag.Int("pairs", 200, "how many")
	seed := flag.Uint64("seed", 1, "which")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *data, *split, *file, *pairs, *seed); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, data, split, file string, pairs int, seed uint64) error {
	set, err := omniglot.Open(ctx, data, nil)
	if err != nil {
		return err
	}
	names, err := omniglot.Holdout(split)
	if err != nil {
		return err
	}
	if _, set, err = set.Split(names); err != nil {
		return err
	}
	m, err := network(file)
	if err != nil {
		return err
	}
	insp, err := inspect.New(m, 0)
	if err != nil {
		return err
	}
	defer insp.Close()
	rng := rand.New(rand.NewPCG(seed, 1))
	var sums [2]float64
	var counts [2]int
	for pair := range pairs {
		kind := pair % len(sums) // of one character, or of two
		r, err := agreement(ctx, insp, drawn(set, kind == 0, rng), rng)
		if err != nil {
			return err
		}
		sums[kind], counts[kind] = sums[kind]+r, counts[kind]+1
		if done := pair + 1; done%20 == 0 || done == pairs {
			fmt.Printf("%d pairs of split %s: rank correlation %.3f; of one character %.3f, of two %.3f\n", done, split,
				(sums[0]+sums[1])/float64(done), sums[0]/float64(counts[0]), sums[1]/float64(max(counts[1], 1)))
		}
	}
	return nil
}

func network(file string) (*siamese.Model, error) {
	if file != "" {
		return siamese.Open(file)
	}
	return siamese.Read(bytes.NewReader(weights.Compact()))
}

// drawn draws a pair by two drawers.
func drawn(set *omniglot.Set, same bool, rng *rand.Rand) [2]model.Glyph {
	a := set.Alphabets[rng.IntN(len(set.Alphabets))]
	order := rng.Perm(len(a.Characters))
	first, second := a.Characters[order[0]], a.Characters[order[1]]
	if same {
		second = first
	}
	x := rng.IntN(len(first.Drawings))
	y := (x + 1 + rng.IntN(len(second.Drawings)-1)) % len(second.Drawings)
	return [2]model.Glyph{first.Drawings[x].Scan().Glyph(nil), second.Drawings[y].Scan().Glyph(nil)}
}

// agreement is the rank correlation of occlusion and heat over both drawings' windows,
// whose grid lies anywhere.
func agreement(ctx context.Context, insp *inspect.Inspector, glyphs [2]model.Glyph, rng *rand.Rand) (float64, error) {
	pair, err := insp.Compare(glyphs[0], inspect.Look{Glyph: glyphs[1]}, 0)
	if err != nil {
		return 0, err
	}
	var losses, sums []float64
	for side, g := range glyphs {
		other := pair.Sides[1-side].Embedding
		heat, err := insp.Heat(ctx, inspect.Look{Glyph: g}, other)
		if err != nil {
			return 0, err
		}
		windows, err := insp.Occlude(ctx, g, other, window, rng.IntN(window), rng.IntN(window))
		if err != nil {
			return 0, err
		}
		for _, w := range windows {
			losses, sums = append(losses, w.Loss), append(sums, w.Sum(heat))
		}
	}
	return inspect.RankCorrelation(losses, sums), nil
}
