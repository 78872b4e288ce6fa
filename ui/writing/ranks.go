package writing

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/writing"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// mostMatches is how many matches of a character are offered.
const mostMatches = 9

// ranks is what is known of groups of strokes, by their keys.
type ranks struct {
	known      map[string]model.Answer
	pins       map[string]model.ClassID // what a person chose
	generation int                      // of the gallery
	asking     bool
	problem    string
}

func newRanks() *ranks {
	return &ranks{known: make(map[string]model.Answer), pins: make(map[string]model.ClassID)}
}

// ask has all groups ranked of which nothing is known. One request is under way at a
// time; what comes meanwhile is asked for after it.
func (p *Page) ask() {
	if p.ranks.asking || p.session.Gallery().Len() == 0 {
		return
	}
	candidates := p.row.now.Unknown()
	for _, g := range p.row.now.Groups() { // what a person joined may be wider than any
		if _, known := p.ranks.known[g.Key()]; !known {
			candidates = append(candidates, writing.Candidate{Strokes: g.Strokes, Key: g.Key()})
		}
	}
	// What was ranked already, before an undo say, need only be told to the row.
	var told, unknown []writing.Candidate
	var likeness []float64
	asked := make(map[string]bool)
	for _, c := range candidates {
		if a, known := p.ranks.known[c.Key]; known {
			told, likeness = append(told, c), append(likeness, best(a))
		} else if !asked[c.Key] {
			unknown, asked[c.Key] = append(unknown, c), true
		}
	}
	if len(told) > 0 {
		p.row.now.Learn(told, likeness)
		p.refresh()
	}
	if len(unknown) == 0 {
		return
	}
	p.ranks.asking = true
	generation := p.ranks.generation
	p.background.Do(func(context.Context) {
		glyphs := make([]model.Glyph, len(unknown))
		for i, c := range unknown {
			glyphs[i], _ = model.FromStrokes(c.Strokes) // a row holds none without ink
		}
		p.deps.Ranker.RankEach(glyphs, mostMatches, func(answers []model.Answer, err error) {
			p.background.Show(func() { p.take(generation, unknown, answers, err) })
		})
	})
}

// take takes what became of a request.
func (p *Page) take(generation int, candidates []writing.Candidate, answers []model.Answer, err error) {
	p.ranks.asking = false
	switch {
	case errors.Is(err, context.Canceled):
		return
	case err != nil:
		p.ranks.problem = uiwidget.Readable(err.Error())
		p.refresh()
		return
	case generation != p.ranks.generation: // the gallery is another by now
		p.ask()
		return
	}
	p.ranks.problem = ""
	likeness := make([]float64, len(candidates))
	for i, c := range candidates {
		p.ranks.known[c.Key] = answers[i]
		likeness[i] = best(answers[i])
	}
	p.row.now.Learn(candidates, likeness)
	p.refresh()
	p.ask()
}

func best(a model.Answer) float64 {
	if len(a.Matches) == 0 {
		return 0
	}
	return a.Matches[0].Similarity
}

// revise asks again about everything: the gallery has changed.
func (p *Page) revise() {
	p.ranks.known = make(map[string]model.Answer)
	p.ranks.generation++
	p.row.now.Forget()
	for i := range p.row.past {
		p.row.past[i].Forget()
	}
	for i := range p.row.future {
		p.row.future[i].Forget()
	}
	p.refresh()
	p.ask()
}

// read returns what a group is taken for: what a person chose, or the best match unless
// it is none.
func (p *Page) read(g writing.Group) (c gallery.Class, ok bool) {
	if id, pinned := p.ranks.pins[g.Key()]; pinned {
		if c, ok = p.session.Gallery().Class(id); ok {
			return c, true
		}
	}
	a, known := p.ranks.known[g.Key()]
	if !known || len(a.Matches) == 0 || a.Matches[0].Similarity < p.deps.Threshold(a) {
		return c, false
	}
	return p.session.Gallery().Class(a.Matches[0].Class)
}

// unread stands in the text for what nothing is like.
const unread = "?"

// Text returns what is written, with spaces between words.
func (p *Page) Text() string {
	var b strings.Builder
	for _, g := range p.row.now.Groups() {
		if g.Space {
			b.WriteByte(' ')
		}
		if c, ok := p.read(g); ok {
			b.WriteString(c.Copied())
		} else {
			b.WriteString(unread)
		}
	}
	return b.String()
}

// state says how things stand, in the line under the strip.
func (p *Page) state() string {
	n := len(p.row.now.Groups())
	switch {
	case p.ranks.problem != "":
		return p.ranks.problem
	case p.session.Gallery().Len() == 0:
		return lang.L("Nothing is registered yet: draw and name a character first.")
	case n == 0:
		return ""
	}
	return uiwidget.Counted("{{.Count}} characters", n)
}
