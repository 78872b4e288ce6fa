package writing_test

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/model/writing"
	"github.com/oneglyph/oneglyph/weights"
)

// reader ranks groups of strokes against an alphabet, a drawing of each by one drawer.
type reader struct {
	encoder *siamese.Encoder
	metric  *siamese.Metric
	support map[*hand][]float32 // (len(names), dim)
	embeds  int
}

func newReader(t testing.TB) *reader {
	t.Helper()
	m, err := siamese.Read(bytes.NewReader(weights.Compact()))
	if err != nil {
		t.Fatal(err)
	}
	e, err := siamese.NewEncoder(m)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return &reader{encoder: e, metric: m.Metric(), support: map[*hand][]float32{}}
}

func (r *reader) embed(t testing.TB, strokes []model.Stroke) model.Embedding {
	t.Helper()
	g, err := model.FromStrokes(strokes)
	if err != nil {
		t.Fatal(err)
	}
	h, err := r.encoder.Embed(g)
	if err != nil {
		t.Fatal(err)
	}
	r.embeds++
	return h
}

// best is the character that strokes are most alike to, and how alike they are.
func (r *reader) best(t testing.TB, known *hand, strokes []model.Stroke) (string, float64) {
	t.Helper()
	support, ok := r.support[known]
	if !ok {
		for _, name := range known.names {
			support = append(support, r.embed(t, known.drawn[name])...)
		}
		r.support[known] = support
	}
	logits := make([]float32, len(known.names))
	r.metric.Logits(logits, r.embed(t, strokes), support)
	i := slices.Index(logits, slices.Max(logits))
	return known.names[i], r.metric.Similarity(logits[i])
}

// score counts what became of rows.
type score struct {
	rows, cutRight, cutRightKnown   int
	chars, alone, inRow, inRowKnown int
	flips, strokes                  int
}

var rounds = flag.Int("rounds", 1, "rows in each spacing by each of the fifty drawers")

// TestRowsOfHumanStrokes measures rows composed from people's pen strokes: how many are
// cut right, by boxes and gaps alone and with the recognizer's help, and how many
// characters are then known beside the same drawings alone, among an alphabet that
// somebody else drew once. The network has learnt these alphabets, so that the figures
// say what cutting costs and not how well new ones are told apart.
func TestRowsOfHumanStrokes(t *testing.T) {
	hands := realHands(t)
	r := newReader(t)
	rng := rand.New(rand.NewPCG(15, 2))
	scores := map[string]*score{}
	for n := range *rounds * len(spacedRows) {
		s := spacedRows[n%len(spacedRows)]
		for i := range hands {
			h := &hands[i]
			if h.drawer <= 10 {
				continue // the taste was found with these
			}
			known := &hands[slices.IndexFunc(hands, func(k hand) bool { return k.alphabet == h.alphabet && k.drawer == h.drawer%20+1 })]
			w := compose(rng, h, s)
			for _, name := range []string{s.name, "all", h.alphabet} {
				if scores[name] == nil {
					scores[name] = &score{}
				}
			}
			for _, c := range []*score{scores[s.name], scores["all"], scores[h.alphabet]} {
				c.rows++
			}
			one := measure(t, r, w, known)
			for _, c := range []*score{scores[s.name], scores["all"], scores[h.alphabet]} {
				c.add(one)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(scores)) {
		c := scores[name]
		t.Logf("%-14s %4d rows, cut right %5.1f %%, with the recognizer %5.1f %%; characters: alone %5.1f %%, in rows %5.1f %%, with the recognizer %5.1f %%; %d older cuts changed their mind in %d strokes",
			name, c.rows, share(c.cutRight, c.rows), share(c.cutRightKnown, c.rows), share(c.alone, c.chars), share(c.inRow, c.chars), share(c.inRowKnown, c.chars), c.flips, c.strokes)
	}
	all := scores["all"]
	t.Logf("%.1f embeddings a stroke", float64(r.embeds)/float64(all.strokes))
	if all.cutRightKnown < all.cutRight || share(all.cutRightKnown, all.rows) < 85 {
		t.Errorf("%d of %d rows are cut right, without the recognizer %d", all.cutRightKnown, all.rows, all.cutRight)
	}
	if lost := share(all.alone, all.chars) - share(all.inRowKnown, all.chars); lost > 4 {
		t.Errorf("%.1f %% of the characters are lost in rows", lost)
	}
}

func share(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

func (c *score) add(d score) {
	c.cutRight += d.cutRight
	c.cutRightKnown += d.cutRightKnown
	c.chars += d.chars
	c.alone += d.alone
	c.inRow += d.inRow
	c.inRowKnown += d.inRowKnown
	c.flips += d.flips
	c.strokes += d.strokes
}

// measure writes one row, stroke by stroke.
func measure(t testing.TB, r *reader, w written, known *hand) (c score) {
	t.Helper()
	var plain, helped writing.Row
	before := ""
	for _, s := range w.strokes {
		plain.Add(s)
		helped.Add(s)
		learn(t, r, &helped, known)
		now := older(helped.Groups())
		if !strings.HasPrefix(now, before) && len(now) >= len(before) {
			c.flips++
		}
		before = now
		c.strokes++
	}
	read := func(row *writing.Row) (right, whole int) {
		whole = 1
		if len(row.Groups()) != len(w.names) {
			whole = 0
		}
		for _, g := range row.Groups() {
			i, ok := w.character(g)
			if !ok {
				whole = 0
				continue
			}
			if name, _ := r.best(t, known, g.Strokes); name == w.names[i] {
				right++
			}
		}
		return right, whole
	}
	c.chars = len(w.names)
	c.inRow, c.cutRight = read(&plain)
	c.inRowKnown, c.cutRightKnown = read(&helped)
	for _, name := range w.names {
		if got, _ := r.best(t, known, w.hand.drawn[name]); got == name {
			c.alone++
		}
	}
	return c
}

// older names the groups but for the two that are still being written.
func older(groups []writing.Group) string {
	var b strings.Builder
	for _, g := range groups[:max(len(groups)-2, 0)] {
		fmt.Fprint(&b, g.IDs)
	}
	return b.String()
}

func learn(t testing.TB, r *reader, row *writing.Row, known *hand) {
	t.Helper()
	candidates := row.Unknown()
	likeness := make([]float64, len(candidates))
	for i, c := range candidates {
		_, likeness[i] = r.best(t, known, c.Strokes)
	}
	row.Learn(candidates, likeness)
}

// character is the one that a group is, whole and alone.
func (w written) character(g writing.Group) (int, bool) {
	is := -1
	for _, id := range g.IDs { // given out in the order of writing, from 0
		if is >= 0 && w.of[id] != is {
			return 0, false
		}
		is = w.of[id]
	}
	n := 0
	for _, of := range w.of {
		if of == is {
			n++
		}
	}
	return is, n == len(g.IDs)
}
