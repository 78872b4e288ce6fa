package page_test

import (
	"errors"
	"fmt"
	"image"
	"image/png"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/page"
	"github.com/oneglyph/oneglyph/model/picture"
)

// pages names the ways in which a page may come.
var pages = map[string]pageKind{
	"screenshot":            {lines: 6, columns: 12, size: 48, pen: 3, gap: 0.3},
	"small":                 {lines: 12, columns: 20, size: 30, pen: 2.2, gap: 0.3},
	"scanned, turned 3°":    {lines: 10, columns: 16, size: 70, pen: 5, gap: 0.3, skew: 3, noise: 4, specks: 150},
	"turned −6°":            {lines: 8, columns: 12, size: 60, pen: 4, gap: 0.3, skew: -6},
	"long lines, turned 7°": {lines: 8, columns: 28, size: 40, pen: 3, gap: 0.3, skew: 7},
	"ruled":                 {lines: 8, columns: 12, size: 64, pen: 5, gap: 0.3, ruled: 0.6, noise: 3},
	"ruled, turned 2°":      {lines: 8, columns: 12, size: 64, pen: 5, gap: 0.3, ruled: 0.6, skew: 2, noise: 5, specks: 80},
	"ruled in ink":          {lines: 8, columns: 12, size: 64, pen: 5, gap: 0.3, ruled: 0.15, skew: 1},
	"photographed":          {lines: 8, columns: 12, size: 64, pen: 5, gap: 0.3, skew: 2.5, gradient: 0.5, noise: 8},
	"photographed, ruled":   {lines: 8, columns: 12, size: 64, pen: 5, gap: 0.3, skew: -2, gradient: 0.5, noise: 8, ruled: 0.75},
	"on a table":            {lines: 8, columns: 12, size: 64, pen: 5, gap: 0.3, gradient: 0.3, noise: 5, table: true},
	"close":                 {lines: 8, columns: 12, size: 60, pen: 4, gap: 0.15},
	"wide":                  {lines: 8, columns: 10, size: 60, pen: 4, gap: 0.6},
	"words":                 {lines: 8, columns: 14, size: 60, pen: 4, gap: 0.25, words: true},
	"a line":                {lines: 1, columns: 10, size: 60, pen: 4, gap: 0.3, skew: 1},
}

// TestOwnPages: at least 97 % of the characters of pages of every kind are cut right.
func TestOwnPages(t *testing.T) { cutPages(t, []alphabet{ownAlphabet()}, 97, 90) }

// TestPagesOfHumanStrokes measures the same with what people drew, whose characters
// have parts beside each other and sizes of their own.
func TestPagesOfHumanStrokes(t *testing.T) { cutPages(t, realAlphabets(t, 3), 90, 80) }

// Words are told by the gaps between them.
func TestWordsOnAPage(t *testing.T) {
	img, written := pages["words"].paint(ownAlphabet(), rand.New(rand.NewPCG(15, 0)))
	glyphs, err := page.Cut(picture.NewSheet(img))
	if err != nil {
		t.Fatal(err)
	}
	words, wrong := 0, 0
	for _, w := range written {
		for _, g := range glyphs {
			if alike(g.Box, w.box) {
				if w.word {
					words++
				}
				if g.Space != w.word {
					wrong++
				}
			}
		}
	}
	if words < 10 || wrong > 1 {
		t.Errorf("%d words begin, %d spaces are wrong", words, wrong)
	}
}

// cutPages cuts pages of every kind and tells how many characters were cut right; it
// fails where they are less than a percentage over all, or in a kind.
func cutPages(t *testing.T, alphabets []alphabet, overall, least float64) {
	right, all, extra := 0, 0, 0
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		if testing.Short() && len(alphabets) > 1 && !strings.Contains(name, "ruled") {
			continue
		}
		kindRight, kindAll, kindExtra := 0, 0, 0
		for i, a := range alphabets {
			rng := rand.New(rand.NewPCG(15, uint64(i)))
			img, written := pages[name].paint(a, rng)
			glyphs, err := page.Cut(picture.NewSheet(img))
			if err != nil && !errors.Is(err, model.ErrEmpty) {
				t.Fatal(err)
			}
			r, misplaced := matched(glyphs, written)
			kindRight, kindAll, kindExtra = kindRight+r, kindAll+len(written), kindExtra+len(glyphs)-r
			if misplaced > 0 {
				t.Logf("%s, %s: %d on another line or at another place in it", name, a.name, misplaced)
			}
			if 20*misplaced > len(written) {
				t.Errorf("%s, %s: %d of %d characters are read out of order", name, a.name, misplaced, len(written))
			}
			if dir := os.Getenv("PAGES"); dir != "" {
				save(t, fmt.Sprintf("%s/%s %s.png", dir, a.name, name), img, glyphs)
			}
		}
		t.Logf("%-22s %5.1f %% of %d characters cut right, %d boxes of something else", name, 100*float64(kindRight)/float64(kindAll), kindAll, kindExtra)
		if 100*float64(kindRight) < least*float64(kindAll) {
			t.Errorf("%s: %d of %d", name, kindRight, kindAll)
		}
		right, all, extra = right+kindRight, all+kindAll, extra+kindExtra
	}
	t.Logf("%-22s %5.1f %% of %d characters cut right, %d boxes of something else", "all", 100*float64(right)/float64(all), all, extra)
	if 100*float64(right) < overall*float64(all) {
		t.Errorf("%d of %d characters were cut right", right, all)
	}
}

// matched counts the characters that have a glyph of their own, its box the same but
// for a few pixels, and those of them that are not where they are read.
func matched(glyphs []page.Glyph, written []wrote) (right, misplaced int) {
	taken := make([]bool, len(glyphs))
	at := -1
	for _, w := range written {
		for i, g := range glyphs {
			if !taken[i] && alike(g.Box, w.box) {
				taken[i] = true
				right++
				if i < at || g.Line != w.line {
					misplaced++
				}
				at = i
				break
			}
		}
	}
	return right, misplaced
}

// alike reports whether a box is another one's but for a soft edge or a ruled line's.
func alike(b image.Rectangle, w [4]float64) bool {
	slack := max(3, 0.12*max(w[2]-w[0], w[3]-w[1]))
	return abs(float64(b.Min.X)-w[0]) <= slack && abs(float64(b.Min.Y)-w[1]) <= slack &&
		abs(float64(b.Max.X)-w[2]) <= slack && abs(float64(b.Max.Y)-w[3]) <= slack
}

func abs(x float64) float64 { return max(x, -x) }

// save writes a page with its boxes, to be looked at.
func save(t *testing.T, path string, img *image.Gray, glyphs []page.Glyph) {
	t.Helper()
	out := image.NewGray(img.Rect)
	copy(out.Pix, img.Pix)
	for _, g := range glyphs {
		for x := g.Box.Min.X; x < g.Box.Max.X; x++ {
			out.Pix[out.PixOffset(x, g.Box.Min.Y)] = 0
			out.Pix[out.PixOffset(x, g.Box.Max.Y-1)] = 0
		}
		for y := g.Box.Min.Y; y < g.Box.Max.Y; y++ {
			out.Pix[out.PixOffset(g.Box.Min.X, y)] = 0
			out.Pix[out.PixOffset(g.Box.Max.X-1, y)] = 0
		}
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, out); err != nil {
		t.Fatal(err)
	}
}
