package confusion_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/confusion"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/oneshot"
	"github.com/oneglyph/oneglyph/model/siamese"
)

const pictures = "../../../shared/omniglot/images_background.zip"

// heldOut is a split's drawings as a network embeds them that has learnt none of
// its alphabets.
type heldOut struct {
	set    *omniglot.Set
	model  *siamese.Model
	h      map[omniglot.Ref]model.Embedding
	metric *siamese.Metric
}

// open needs ONEGLYPH_HELD_OUT, a folder with A.safetensors, B.safetensors and
// C.safetensors: what train --preset full --holdout --split writes. The shipped
// weights will not do, which know all alphabets.
func open(t *testing.T, split string) heldOut {
	folder := os.Getenv("ONEGLYPH_HELD_OUT")
	if folder == "" {
		t.Skip("ONEGLYPH_HELD_OUT names no folder of held-out weights")
	}
	m, err := siamese.Open(filepath.Join(folder, split+".safetensors"))
	if err != nil {
		t.Fatal(err)
	}
	set, err := omniglot.Open(t.Context(), pictures, nil)
	if err != nil {
		t.Fatal(err)
	}
	names, err := omniglot.Holdout(split)
	if err != nil {
		t.Fatal(err)
	}
	if _, set, err = set.Split(names); err != nil {
		t.Fatal(err)
	}
	var refs []omniglot.Ref
	var glyphs []model.Glyph
	for a, alphabet := range set.Alphabets {
		for c, character := range alphabet.Characters {
			for d := range character.Drawings {
				ref := omniglot.Ref{Alphabet: a, Character: c, Drawer: d}
				refs, glyphs = append(refs, ref), append(glyphs, set.At(ref).Glyph())
			}
		}
	}
	all, err := m.EmbedAll(t.Context(), glyphs, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := heldOut{set, m, map[omniglot.Ref]model.Embedding{}, m.Metric()}
	for i, ref := range refs {
		s.h[ref] = all[i*s.metric.Dim():][:s.metric.Dim()]
	}
	return s
}

type character struct{ alphabet, character int }

// choose draws n characters, of one alphabet where it has enough and that is asked.
func (s heldOut) choose(r *rand.Rand, n int, within bool) []character {
	var all []character
	only := r.IntN(len(s.set.Alphabets))
	for within && len(s.set.Alphabets[only].Characters) < n {
		only = r.IntN(len(s.set.Alphabets))
	}
	for a, alphabet := range s.set.Alphabets {
		for c := range alphabet.Characters {
			if !within || a == only {
				all = append(all, character{a, c})
			}
		}
	}
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:n]
}

// support registers some drawings of each character, by any people.
func (s heldOut) support(r *rand.Rand, classes []character, shots int) (oneshot.Support, map[omniglot.Ref]bool) {
	var all oneshot.Support
	used := map[omniglot.Ref]bool{}
	for i, c := range classes {
		for k, d := range r.Perm(len(s.set.Alphabets[c.alphabet].Characters[c.character].Drawings)) {
			if k == shots {
				break
			}
			ref := omniglot.Ref{Alphabet: c.alphabet, Character: c.character, Drawer: d}
			used[ref] = true
			all.Classes = append(all.Classes, model.ClassID(i))
			all.Examples = append(all.Examples, model.ExampleID(len(all.Examples)))
			all.Embeddings = append(all.Embeddings, s.h[ref]...)
		}
	}
	return all, used
}

// best asks a support set, and returns the best class and its similarity.
func (s heldOut) best(support oneshot.Support, h model.Embedding) (model.ClassID, float64) {
	logits := make([]float32, len(support.Classes))
	s.metric.Logits(logits, h, support.Embeddings)
	at := 0
	for i, l := range logits {
		if l > logits[at] {
			at = i
		}
	}
	return support.Classes[at], s.metric.Similarity(logits[at])
}

// TestForetold compares what Judge foretells with what drawings that are not in the
// gallery are taken for.
func TestForetold(t *testing.T) {
	for _, split := range []string{"A", "B", "C"} {
		t.Run(split, func(t *testing.T) {
			s := open(t, split)
			for _, shots := range []int{1, 2, 5} {
				for _, of := range []struct {
					classes int
					within  bool
				}{{5, true}, {10, true}, {20, true}, {20, false}, {50, false}, {150, false}} {
					var foretold, wrong, asked, apart float64
					galleries := 40
					for g := range galleries {
						r := rand.New(rand.NewPCG(uint64(g), 7))
						classes := s.choose(r, of.classes, of.within)
						support, used := s.support(r, classes, shots)
						report, err := confusion.Judge(t.Context(), support, s.metric, 0.5, 0, nil)
						if err != nil {
							t.Fatal(err)
						}
						var here, questions float64
						for i, c := range classes {
							for d := range s.set.Alphabets[c.alphabet].Characters[c.character].Drawings {
								ref := omniglot.Ref{Alphabet: c.alphabet, Character: c.character, Drawer: d}
								if used[ref] {
									continue
								}
								questions++
								if got, _ := s.best(support, s.h[ref]); got != model.ClassID(i) {
									here++
								}
							}
						}
						foretold += report.ExpectedErrors()
						wrong, asked = wrong+here, asked+questions
						apart += math.Abs(report.ExpectedErrors() - here/questions)
					}
					line := fmt.Sprintf("%s %d examples, %3d classes, within %-5v: foretold %4.1f %%, wrong %4.1f %%, apart %4.1f on average",
						split, shots, of.classes, of.within, 100*foretold/float64(galleries), 100*wrong/asked, 100*apart/float64(galleries))
					t.Log(line)
				}
			}
		})
	}
}

// TestFalseAlarms counts how often a new character's first drawing is called very
// like a registered one, and how often one that is registered is found.
func TestFalseAlarms(t *testing.T) {
	for _, split := range []string{"A", "B", "C"} {
		t.Run(split, func(t *testing.T) {
			s := open(t, split)
			for _, of := range []struct {
				classes int
				within  bool
			}{{5, true}, {10, true}, {20, true}, {5, false}, {20, false}, {100, false}} {
				alike := confusion.Alike(s.metric.Strictness(of.classes))
				var alarms, known, rightly, questions float64
				for g := range 2000 {
					r := rand.New(rand.NewPCG(uint64(g), 11))
					all := s.choose(r, of.classes+1, of.within)
					support, used := s.support(r, all[1:], 1)
					draw := func(c character) model.Embedding {
						for {
							ref := omniglot.Ref{
								Alphabet: c.alphabet, Character: c.character,
								Drawer: r.IntN(len(s.set.Alphabets[c.alphabet].Characters[c.character].Drawings)),
							}
							if !used[ref] {
								return s.h[ref]
							}
						}
					}
					questions++
					if _, similarity := s.best(support, draw(all[0])); similarity >= alike {
						alarms++
					}
					if got, similarity := s.best(support, draw(all[1])); similarity >= alike {
						known++
						if got == 0 {
							rightly++
						}
					}
				}
				t.Logf("%s %3d classes, within %-5v: asked from %.3f; new characters asked about %4.1f %%, registered ones %4.1f %%, of these the right class %4.1f %%",
					split, of.classes, of.within, alike, 100*alarms/questions, 100*known/questions, 100*rightly/known)
			}
		})
	}
}
