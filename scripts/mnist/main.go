// Mnist measures the built-in weights on digits that other people wrote: MNIST's,
// as scripts/mnist.sh fetches them. It prints how many of them the starter digits
// know, and how often one random example a class is enough.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/oneshot"
	"github.com/oneglyph/oneglyph/model/picture"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/starter"
	"github.com/oneglyph/oneglyph/weights"
)

const (
	classes = 10
	side    = 28 // of MNIST's pictures
	trials  = 10_000
)

func main() {
	file := flag.String("weights", "", "weights to measure instead of the built-in ones")
	start := flag.Int("start", 0, "the first picture of each digit to ask for")
	every := flag.Int("every", 1, "ask for each so many pictures from there on")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "mnist: one folder is needed, of 0.json to 9.json")
		os.Exit(2)
	}
	if err := run(*file, flag.Arg(0), *start, *every); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(file, folder string, start, every int) error {
	m, err := load(file)
	if err != nil {
		return err
	}
	queries, digits, err := read(folder, start, every)
	if err != nil {
		return err
	}
	h, err := m.EmbedSupportAll(context.Background(), queries, 0, nil) // each is in a support set once
	if err != nil {
		return err
	}
	n := network{m, m.Turns(), m.Architecture().EmbeddingLen()}
	if err := n.starters(h, digits); err != nil {
		return err
	}
	n.oneEach(h, digits)
	return nil
}

func load(file string) (*siamese.Model, error) {
	if file == "" {
		return siamese.Read(bytes.NewReader(weights.Compact()))
	}
	return siamese.Open(file)
}

// read finds the ink of every picture, as the program does of any picture.
func read(folder string, start, every int) (glyphs []model.Glyph, digits []int, err error) {
	for digit := range classes {
		text, err := os.ReadFile(filepath.Join(folder, fmt.Sprintf("%d.json", digit)))
		if err != nil {
			return nil, nil, err
		}
		var all struct{ Data []float32 } // 0 paper, 1 ink
		if err := json.Unmarshal(text, &all); err != nil {
			return nil, nil, fmt.Errorf("%s, %d: %w", folder, digit, err)
		}
		for i := start; (i+1)*side*side <= len(all.Data); i += every {
			img := image.NewGray(image.Rect(0, 0, side, side))
			for j, v := range all.Data[i*side*side:][:side*side] {
				img.Pix[j] = uint8(255 * v)
			}
			ink, err := picture.New(img).Ink(picture.DefaultThreshold)
			if err != nil {
				return nil, nil, fmt.Errorf("%s: picture %d of %d: %w", folder, i, digit, err)
			}
			glyphs, digits = append(glyphs, ink.Glyph(nil)), append(digits, digit)
		}
	}
	return glyphs, digits, nil
}

type network struct {
	*siamese.Model
	turns model.Turns
	dim   int
}

// width is how many numbers a drawing has in a support set, its own embedding first.
func (n network) width() int { return n.turns.Looks() * n.dim }

// starters asks the starter digits for every picture.
func (n network) starters(h []float32, digits []int) error {
	text, err := fs.ReadFile(assets.Starters, "starters/digits.txt")
	if err != nil {
		return err
	}
	set, err := starter.Parse(string(text))
	if err != nil {
		return err
	}
	gallery, forms := oneshot.NewIndex(n.Metric(), n.turns), 0
	for digit, c := range set {
		for _, strokes := range c.Forms {
			g, err := model.FromStrokes(strokes)
			if err != nil {
				return err
			}
			one, err := n.EmbedSupportAll(context.Background(), []model.Glyph{g}, 0, nil)
			if err != nil {
				return err
			}
			if err := gallery.Add(model.ClassID(digit), model.ExampleID(forms), one); err != nil {
				return err
			}
			forms++
		}
	}
	var right, refused, asked, wrong [classes]int
	var taken [classes][classes]int
	for i, digit := range digits {
		best := gallery.Rank(h[i*n.width():][:n.dim], 1)[0]
		asked[digit]++
		taken[digit][best.Class]++
		switch {
		case int(best.Class) == digit:
			right[digit]++
		case best.Similarity >= n.Metric().Threshold(classes):
			wrong[digit]++
		}
		if best.Similarity < n.Metric().Threshold(classes) {
			refused[digit]++
		}
	}
	fmt.Printf("starter digits (%d drawings):\n", forms)
	for digit := range classes {
		fmt.Printf("  %d: first %5.1f %%, no match %5.1f %%; taken for", digit, share(right[digit], asked[digit]), share(refused[digit], asked[digit]))
		for other, times := range taken[digit] {
			if other != digit && times > 0 {
				fmt.Printf(" %d: %d", other, times)
			}
		}
		fmt.Println()
	}
	fmt.Printf("  all: first %.1f %%, no match %.1f %%, taken for another digit %.1f %% of %d pictures\n",
		share(sum(right), len(digits)), share(sum(refused), len(digits)), share(sum(wrong), len(digits)), len(digits))
	return nil
}

// oneEach asks trials of ten ways and one shot, every picture by chance.
func (n network) oneEach(h []float32, digits []int) {
	of := make([][]int, classes)
	for i, digit := range digits {
		of[digit] = append(of[digit], i)
	}
	rng := rand.New(rand.NewPCG(10, 1))
	looks := n.turns.Looks()
	right, logits := 0, make([]float32, classes*looks)
	for range trials {
		support := make([]float32, 0, classes*n.width())
		chosen := map[int]bool{}
		for digit := range classes {
			i := of[digit][rng.IntN(len(of[digit]))]
			chosen[i] = true
			support = append(support, h[i*n.width():][:n.width()]...)
		}
		query := rng.IntN(len(digits))
		for chosen[query] {
			query = rng.IntN(len(digits))
		}
		n.Metric().Logits(logits, h[query*n.width():][:n.dim], support)
		best, most := 0, float32(math.Inf(-1))
		for digit := range classes {
			if logit, _ := n.turns.Best(logits[digit*looks:][:looks]); logit > most {
				best, most = digit, logit
			}
		}
		if best == digits[query] {
			right++
		}
	}
	fmt.Printf("one random example a class: %.1f %% of %d 10-way trials\n", share(right, trials), trials)
}

func share(part, all int) float64 { return 100 * float64(part) / float64(max(all, 1)) }

func sum(counts [classes]int) (total int) {
	for _, n := range counts {
		total += n
	}
	return total
}
