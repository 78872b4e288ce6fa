package evaluate

import (
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/omniglot"
)

// Glyphs makes a data set's trials ready to be asked. Each drawing becomes one
// Glyph, some eleven kilobytes, however often it occurs in however many lists of
// trials. One goroutine at a time may use it.
type Glyphs struct {
	set    *omniglot.Set
	glyphs map[omniglot.Ref]model.Glyph
	known  map[model.Glyph]drawing
}

// NewGlyphs returns the glyphs of a data set, none of them made yet.
func NewGlyphs(s *omniglot.Set) *Glyphs {
	return &Glyphs{s, map[omniglot.Ref]model.Glyph{}, map[model.Glyph]drawing{}}
}

// Trials makes trials of the set ready to be asked.
func Trials(s *omniglot.Set, trials []omniglot.Trial) []Trial { return NewGlyphs(s).Trials(trials) }

// Trials makes trials of the set ready to be asked.
func (g *Glyphs) Trials(trials []omniglot.Trial) []Trial {
	asked := make([]Trial, len(trials))
	for i, t := range trials {
		support := make([][]model.Glyph, len(t.Support))
		for j, refs := range t.Support {
			for _, ref := range refs {
				support[j] = append(support[j], g.glyph(ref))
			}
		}
		query := g.glyph(t.Query)
		asked[i] = Trial{g.set.Alphabets[t.Query.Alphabet].Name, support, query, t.Answer, g.known[query], g.known}
	}
	return asked
}

func (g *Glyphs) glyph(ref omniglot.Ref) model.Glyph {
	glyph, made := g.glyphs[ref]
	if !made {
		d := g.set.At(ref)
		glyph = d.Glyph()
		g.glyphs[ref], g.known[glyph] = glyph, drawing{g.set.Name(ref).String(), d.Scan}
	}
	return glyph
}
