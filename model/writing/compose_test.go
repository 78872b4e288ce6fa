package writing_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/writing"
)

// hand is what one drawer drew of one alphabet, by character.
type hand struct {
	alphabet string
	drawer   int
	drawn    map[string][]model.Stroke
	names    []string
}

// realHands are Omniglot's drawers, ordered; the test is skipped without them.
func realHands(t testing.TB) []hand {
	t.Helper()
	all, err := omniglot.OpenStrokes("../../../shared/omniglot/strokes_background_small1.zip")
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the real strokes are not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	var hands []hand
	for name, strokes := range all {
		i := slices.IndexFunc(hands, func(h hand) bool { return h.alphabet == name.Alphabet && h.drawer == name.Drawer })
		if i < 0 {
			i = len(hands)
			hands = append(hands, hand{name.Alphabet, name.Drawer, map[string][]model.Stroke{}, nil})
		}
		hands[i].drawn[name.Character] = strokes
		hands[i].names = append(hands[i].names, name.Character)
	}
	for _, h := range hands {
		slices.Sort(h.names)
	}
	slices.SortFunc(hands, func(a, b hand) int {
		if a.alphabet != b.alphabet {
			return strings.Compare(a.alphabet, b.alphabet)
		}
		return a.drawer - b.drawer
	})
	return hands
}

// written is a row as somebody writes it: strokes in order, each with the number of
// the character it belongs to.
type written struct {
	hand    *hand
	names   []string
	strokes []model.Stroke
	of      []int
}

// spacing is how far apart the characters of a row are, in shares of their size.
type spacing struct {
	name        string
	least, most float64
}

var spacedRows = []spacing{{"touching", 0, 0.06}, {"tight", 0.06, 0.14}, {"usual", 0.14, 0.35}, {"wide", 0.35, 0.7}}

// compose writes a row of 3 to 8 of a drawer's characters, up to a tenth of their
// size off the line, the gaps from half to one and a half of the row's own and 4 % of
// the size more or less. One in six of those with several strokes has its last one,
// a dot or a bar, written when the row is done.
func compose(rng *rand.Rand, h *hand, s spacing) written {
	w := written{hand: h}
	n := 3 + rng.IntN(6)
	size := float32(0)
	for range n {
		w.names = append(w.names, h.names[rng.IntN(len(h.names))])
		size += boxOf(h.drawn[w.names[len(w.names)-1]]).Longer() / float32(n)
	}
	at := float32(0)
	mean := s.least + rng.Float64()*(s.most-s.least)
	var late []model.Stroke
	var lateOf []int
	for i, name := range w.names {
		strokes := h.drawn[name]
		box := boxOf(strokes)
		dx, dy := at-box.X0, (rng.Float32()-0.5)*0.2*size
		at += box.Width() + size*float32(mean*(0.5+rng.Float64())+0.08*(rng.Float64()-0.5))
		delayed := len(strokes) > 1 && rng.IntN(6) == 0
		for k, stroke := range strokes {
			moved := make(model.Stroke, len(stroke))
			for j, p := range stroke {
				moved[j] = model.Point{X: p.X + dx, Y: p.Y + dy}
			}
			if delayed && k == len(strokes)-1 {
				late, lateOf = append(late, moved), append(lateOf, i)
				continue
			}
			w.strokes, w.of = append(w.strokes, moved), append(w.of, i)
		}
	}
	w.strokes, w.of = append(w.strokes, late...), append(w.of, lateOf...)
	return w
}

func boxOf(strokes []model.Stroke) writing.Box {
	var box writing.Box
	for i, s := range strokes {
		b, _ := writing.BoxOf(s)
		if i == 0 {
			box = b
		}
		box = box.Union(b)
	}
	return box
}
