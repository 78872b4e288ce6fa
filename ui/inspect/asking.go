package inspect

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/inspect"
	"github.com/oneglyph/oneglyph/model/oneshot"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// computePatience is how long the network is let finish with a drawing that the pen has
// overtaken: while one draws, what is shown follows by so much at most.
const computePatience = 500 * time.Millisecond

// ask asks the network about the drawing as it is now.
func (p *Page) ask() {
	if !p.front() {
		return
	}
	p.refreshTools()
	if p.session.Pad.Empty() {
		p.facts, p.answer = nil, answer{}
		p.showTarget()
		p.paint()
		return
	}
	q := question{
		network: p.deps.Network(), drawing: p.drawing(), view: p.view, heat: p.section() == heatSection,
		overview: p.overview, other: p.other, example: p.example, othersName: lang.L("the drawing kept"),
		best: p.ranked, known: p.known(), classes: p.session.Gallery().Len(),
	}
	if q.network == nil {
		return
	}
	p.computing.ask(func(ctx context.Context) {
		a := p.computer.answer(ctx, q)
		p.work.Show(func() { p.take(a) })
	})
}

// drawing returns what makes a glyph of the pad as it is now, on any goroutine.
func (p *Page) drawing() func() (model.Glyph, error) {
	if ink := p.session.Pad.Picture(); ink != nil {
		return func() (model.Glyph, error) { return ink.Glyph(nil), nil }
	}
	strokes := p.session.Pad.Strokes()
	return func() (model.Glyph, error) { return model.FromStrokes(strokes) }
}

// ranked returns a drawing's best match, on any goroutine but the ranking's own.
func (p *Page) ranked(ctx context.Context, g model.Glyph) (model.ExampleID, bool) {
	answered := make(chan model.ExampleID, 1)
	p.deps.Surveyor.RankEach([]model.Glyph{g}, 1, func(all []model.Answer, err error) {
		if err != nil || len(all) == 0 || len(all[0].Matches) == 0 {
			answered <- 0
			return
		}
		answered <- all[0].Matches[0].Example
	})
	select {
	case id := <-answered:
		return id, id != 0
	case <-ctx.Done():
		return 0, false
	}
}

// known finds examples by their numbers, on any goroutine.
func (p *Page) known() func(model.ExampleID) (entry, bool) {
	classes := p.session.Gallery().Classes()
	return func(id model.ExampleID) (entry, bool) {
		for _, c := range classes {
			for _, e := range c.Examples {
				if id == 0 || e.ID == id {
					found, err := entryOf(c, e)
					return found, err == nil
				}
			}
		}
		return entry{}, false
	}
}

func entryOf(c gallery.Class, e gallery.Example) (entry, error) {
	g, err := e.Glyph()
	return entry{c.ID, e.ID, c.Name, g}, err
}

// take shows an answer.
func (p *Page) take(a answer) {
	p.problem = ""
	if a.err != nil {
		p.problem = a.err.Error()
		a.facts = nil
	}
	if p.session.Pad.Empty() { // it was cleared meanwhile
		return
	}
	if a.facts != nil && a.facts.heat[1] == nil && p.section() == heatSection && p.facts != nil && p.facts.heat[1] != nil {
		return // given up: the pen has gone on, and the next is under way
	}
	p.answer, p.facts = a, a.facts
	p.showTarget()
	p.paint()
}

// showTarget says what the drawing is compared with.
func (p *Page) showTarget() {
	if p.facts == nil {
		p.target.show(nil, "", "")
		return
	}
	said := uiwidget.Percent(p.facts.pair.Sum.Similarity)
	if p.facts.turned() != 0 {
		said += ", " + p.facts.turnedHow()
	}
	p.target.show(&p.facts.glyphs[1], p.facts.name, said)
}

// survey has the gallery laid out again if it has changed.
func (p *Page) survey() {
	if !p.stale || !p.front() {
		return
	}
	p.stale = false
	network := p.deps.Network()
	p.posed = network
	if network == nil || p.session.Gallery().Len() == 0 {
		p.overview = nil
		return
	}
	entries := map[model.ExampleID]func() (entry, error){}
	for _, c := range p.session.Gallery().Classes() {
		for _, e := range c.Examples {
			entries[e.ID] = func() (entry, error) { return entryOf(c, e) }
		}
	}
	p.deps.Surveyor.Survey(context.Background(), nil, nil, func(_ []model.Embedding, all oneshot.Support, _ oneshot.Metric, err error) {
		if err != nil {
			return // there is no network, which the page to draw on says, or the window closes
		}
		points := &inspect.Points{Classes: all.Classes, Examples: all.Examples, Rows: all.Embeddings}
		if n := points.Len(); n > 0 {
			points.Dim = len(all.Embeddings) / n
		}
		if points.Len() > 0 && points.Dim != network.Architecture().EmbeddingLen() {
			return // another network is in use by now, which is surveyed when it is seen
		}
		p.surveying.ask(func(ctx context.Context) {
			show := func(o *overview) {
				p.work.Show(func() {
					p.overview, p.pointed = o, -1
					p.ask() // for the drawing's place in it
					p.paint()
				})
			}
			if o, err := survey(ctx, network, points, entries, show); err == nil {
				show(o)
			}
		})
	})
}

// choose compares with an example.
func (p *Page) choose(id model.ExampleID) {
	p.example, p.other = id, nil
	p.ask()
	p.paint()
}

// showBest compares with the best match again.
func (p *Page) showBest() { p.choose(0) }

// keepDrawing compares what is drawn from now on with what is on the pad.
func (p *Page) keepDrawing() {
	if p.session.Pad.Empty() {
		return
	}
	g, err := p.drawing()()
	if err != nil {
		return
	}
	p.other = &g
	p.ask()
}

// step compares with the next class in the order of registration.
func (p *Page) step(by int) {
	classes := p.session.Gallery().Classes()
	if len(classes) == 0 {
		return
	}
	at := -1
	for i, c := range classes {
		for _, e := range c.Examples {
			if e.ID == p.answer.shown.example {
				at = i
			}
		}
	}
	if at < 0 && by < 0 {
		at = 0
	}
	p.choose(classes[(at+by+len(classes))%len(classes)].Examples[0].ID)
}

// find compares with the first class whose name holds what is searched, best those
// that begin with it.
func (p *Page) find() {
	text := strings.ToLower(strings.TrimSpace(p.search.Text))
	var found model.ExampleID
	for _, c := range p.session.Gallery().Classes() {
		name := strings.ToLower(c.Name)
		if text == "" || !strings.Contains(name, text) {
			continue
		}
		if found == 0 || strings.HasPrefix(name, text) {
			found = c.Examples[0].ID
			if strings.HasPrefix(name, text) {
				break
			}
		}
	}
	if found != 0 {
		p.choose(found)
		return
	}
	p.paint()
}

// chooseView shows another of the views that an embedding is the mean of.
func (p *Page) chooseView(v int) {
	p.view = v
	p.ask()
}

// over tells of what is pointed at, and shows it enlarged.
func (p *Page) over(at fyne.Position, over bool) {
	s := p.sheet.spotAt(at)
	if !over || s == nil {
		p.status.SetText("")
		p.sheet.enlarge(nil, at, 0)
		return
	}
	p.status.SetText(s.text)
	if s.enlarged == nil {
		p.sheet.enlarge(nil, at, 0)
		return
	}
	if p.lens.pen == nil {
		p.lens.pen = &pen{} // nothing is written on it
	}
	big := newSheet(bigSide, bigSide, styleNow(p.scale()), p.lens.pen)
	s.enlarged(big, 0, 0, bigSide)
	p.sheet.enlarge(big.img, at, bigSide)
}

// overMap tells whose point is under the pointer.
func (p *Page) overMap(at fyne.Position, over bool) {
	p.pointed = -1
	if over && p.overview != nil {
		p.pointed = pointed(p.overview, p.shown(), p.plane.Size().Width, p.plane.Size().Height, at.X, at.Y)
	}
	name := ""
	if p.pointed >= 0 {
		name = p.overview.entries[p.pointed].name
	}
	p.status.SetText(name)
}
