package inspect

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// mapping is that of the map as it is shown.
func (p *Page) mapping() mapping {
	m := mapping{camera: p.camera, width: p.plane.Size().Width, height: p.plane.Size().Height}
	if p.overview != nil {
		m.extent = extentOf(p.overview.projection(p.shown().neighbours).Points())
	}
	return m
}

// shown is what the map shows now.
func (p *Page) shown() mapShown {
	s := mapShown{camera: p.camera, neighbours: p.planes.Chosen() == 0, chosen: p.example, search: p.search.Text, standing: p.answer.standing}
	if p.answer.standing != nil {
		g := p.answer.drawing
		s.drawing = &g
	}
	return s
}

// scale is how many pixels one of Fyne's units is.
func (p *Page) scale() float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.content); c != nil {
		return c.Scale()
	}
	return 1
}

// order is for a picture of the view in front.
func (p *Page) order() order {
	size := p.plane.Size()
	if p.section() != mapSection {
		size = p.scroll.Size()
	}
	if p.section().scrolls() {
		size.Width -= uiwidget.ScrollLane
	}
	return order{
		section: p.section(), facts: p.facts, overview: p.overview, shown: p.shown(),
		width: size.Width, height: size.Height, style: styleNow(p.scale()),
		chooseView: p.chooseView, chooseExample: p.choose,
	}
}

// paint has the view in front painted again.
func (p *Page) paint() {
	if !p.front() {
		return
	}
	p.explain()
	o := p.order()
	p.painting.ask(func(context.Context) {
		done, ok := p.painter.paint(o)
		p.work.Show(func() {
			if o.section != p.section() {
				return
			}
			if !ok {
				done = painted{}
			}
			if o.section == mapSection {
				p.plane.show(done.img, done.size, nil)
				return
			}
			p.sheet.show(done.img, done.size, done.spots)
		})
	})
}

// explain says why there is nothing to be seen, if so.
func (p *Page) explain() {
	nothing := p.session.Gallery().Len() == 0 && p.other == nil
	uiwidget.SetVisible(p.search, p.session.Gallery().Len() > 0)
	uiwidget.SetVisible(p.export, !nothing)
	uiwidget.SetVisible(p.starter, nothing)
	text := ""
	pair := p.section().needsPair()
	switch {
	case p.problem != "":
		text = uiwidget.Readable(p.problem)
	case nothing:
		text = lang.L("Nothing registered yet.\nDraw a character on the first page and name it.")
	case pair && p.session.Pad.Empty():
		text = lang.L("Draw a character to look inside.")
	case pair && p.facts == nil || !pair && p.overview == nil || p.section() == heatSection && p.facts.heat[1] == nil:
		text = lang.L("One moment…")
	}
	uiwidget.SetMuted(p.empty, text)
	uiwidget.SetVisible(p.empty, text != "")
}
