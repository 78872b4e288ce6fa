package challenge

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/starter"
)

// Alphabet is characters that a person has, in the gallery or in a starter set: of
// each class its drawings, at least one.
type Alphabet struct {
	Name    string
	Classes [][]model.Glyph
}

// FromGallery makes an alphabet of a gallery's classes. Examples without ink are
// passed over.
func FromGallery(name string, classes []gallery.Class) Alphabet {
	a := Alphabet{Name: name}
	for _, c := range classes {
		var drawings []model.Glyph
		for _, e := range c.Examples {
			if g, err := e.Glyph(); err == nil {
				drawings = append(drawings, g)
			}
		}
		if len(drawings) > 0 {
			a.Classes = append(a.Classes, drawings)
		}
	}
	return a
}

// FromStarter makes an alphabet of a starter set, each way of writing a character
// being a drawing.
func FromStarter(name string, characters []starter.Character) Alphabet {
	a := Alphabet{Name: name}
	for _, c := range characters {
		var drawings []model.Glyph
		for _, form := range c.Forms {
			if g, err := model.FromStrokes(form); err == nil {
				drawings = append(drawings, g)
			}
		}
		if len(drawings) > 0 {
			a.Classes = append(a.Classes, drawings)
		}
	}
	return a
}

// dealOwn draws trials of alphabets whose characters are drawn more than once: the
// query is one drawing of a class, the support set another of it and one of each of
// up to nineteen others. The alphabets take turns, each with characters asked for in
// a random order.
func dealOwn(alphabets []Alphabet, r *rand.Rand, n int) []evaluate.Trial {
	var decks []*ownDeck
	for _, a := range alphabets {
		d := &ownDeck{alphabet: a}
		for i, drawings := range a.Classes {
			if len(drawings) > 1 {
				d.asked = append(d.asked, i)
			}
		}
		if len(d.asked) > 0 && len(a.Classes) > 1 {
			r.Shuffle(len(d.asked), func(i, j int) { d.asked[i], d.asked[j] = d.asked[j], d.asked[i] })
			decks = append(decks, d)
		}
	}
	if len(decks) == 0 {
		return nil
	}
	trials := make([]evaluate.Trial, n)
	for i := range trials {
		trials[i] = decks[i%len(decks)].deal(r, i/len(decks))
	}
	return trials
}

// ownDeck is an alphabet and the order in which its characters are asked for.
type ownDeck struct {
	alphabet Alphabet
	asked    []int
}

func (d *ownDeck) deal(r *rand.Rand, number int) evaluate.Trial {
	class := d.asked[number%len(d.asked)]
	classes := slices.DeleteFunc(r.Perm(len(d.alphabet.Classes)), func(c int) bool { return c == class })
	classes = classes[:min(len(classes), ways-1)]
	t := evaluate.Trial{Group: d.alphabet.Name, Answer: r.IntN(len(classes) + 1)}
	classes = slices.Insert(classes, t.Answer, class)
	for _, c := range classes {
		drawings := d.alphabet.Classes[c]
		two := r.Perm(len(drawings))
		t.Support = append(t.Support, []model.Glyph{drawings[two[0]]})
		if c == class {
			t.Query = drawings[two[1]]
		}
	}
	return t
}

// setOf makes a data set of alphabets, each character's first drawing by a first hand
// and so on; nil if there is no character at all.
func setOf(alphabets []Alphabet) *omniglot.Set {
	set := &omniglot.Set{}
	for _, a := range alphabets {
		alphabet := omniglot.Alphabet{Name: a.Name}
		for i, drawings := range a.Classes {
			c := omniglot.Character{Name: fmt.Sprintf("character%02d", i+1)}
			for hand, g := range drawings {
				if s, err := model.NewScan(g.Image()); err == nil {
					c.Drawings = append(c.Drawings, omniglot.NewDrawing(hand+1, s))
				}
			}
			alphabet.Characters = append(alphabet.Characters, c)
		}
		if _, err := (&omniglot.Set{Alphabets: []omniglot.Alphabet{alphabet}}).LakeTrials(1, 0); err == nil {
			set.Alphabets = append(set.Alphabets, alphabet)
		}
	}
	if len(set.Alphabets) == 0 {
		return nil
	}
	return set
}
