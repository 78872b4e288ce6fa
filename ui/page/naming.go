package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// choose puts a glyph in front, -1 none.
func (p *Page) choose(glyph int) {
	if p.doc == nil {
		return
	}
	p.doc.chosen = glyph
	p.side.name.SetText("")
	if glyph >= 0 {
		p.view.reveal(p.doc.glyphs[glyph].Box)
		if c, l := p.doc.read(p.session.Gallery(), glyph, p.sure); l.Class != 0 {
			p.side.name.SetText(c.Name)
		}
	}
	p.refresh()
}

// step goes along the page by a number of characters.
func (p *Page) step(by int) {
	if p.doc == nil || len(p.doc.glyphs) == 0 {
		return
	}
	n, from := len(p.doc.glyphs), p.doc.chosen
	if by < 0 {
		from = max(from, 0)
	}
	p.choose((from + by + n) % n)
}

// nameIt names the chosen glyph: it becomes an example, and its likes are found.
func (p *Page) nameIt(name string) {
	d := p.doc
	if d == nil || d.chosen < 0 || d.finder == nil {
		return
	}
	glyph := d.chosen
	clean, err := gallery.CleanName(name)
	if err != nil {
		p.side.problem(shell.Problem(err))
		return
	}
	kind := gallery.KindRegister
	class, known := p.session.Gallery().Find(clean)
	if known {
		kind = gallery.KindAdd
	}
	if e, named := d.named[glyph]; named {
		if now, ok := classOf(p.session.Gallery(), e); ok && known && now == class.ID {
			p.onward(glyph)
			return
		}
		kind = gallery.KindMoveExample
	}
	before := p.count(clean)
	delete(d.out, glyph)
	if err := p.session.Change(kind, clean, func(g *gallery.Gallery) error { return d.name(g, glyph, clean) }); err != nil {
		p.side.problem(shell.Problem(err))
		return
	}
	more := p.count(clean) - before
	p.session.Notice.Offer(uiwidget.Counted("{{.Count}} more characters read", max(more, 0))+": "+uiwidget.Readable(clean), lang.L("Undo"), p.session.UndoEdit)
	p.onward(glyph)
}

// count is how many glyphs are taken for a class of a name.
func (p *Page) count(name string) (n int) {
	all, _ := p.doc.tallies(p.session.Gallery(), p.sure)
	for _, t := range all {
		if t.class.Name == name {
			return t.count
		}
	}
	return 0
}

// onward chooses the next glyph that is not read yet.
func (p *Page) onward(glyph int) {
	if next := p.doc.next(p.session.Gallery(), glyph, 0, p.sure); next >= 0 {
		p.choose(next)
		return
	}
	p.choose(glyph)
}

// toggleOut leaves the chosen glyph out, which is no character, or takes it back in.
func (p *Page) toggleOut() {
	d := p.doc
	if d == nil || d.chosen < 0 {
		return
	}
	if d.out[d.chosen] {
		delete(d.out, d.chosen)
	} else {
		d.out[d.chosen] = true
	}
	p.refresh()
}

// chooseNext goes to the next glyph of a class.
func (p *Page) chooseNext(class model.ClassID) {
	if i := p.doc.next(p.session.Gallery(), p.doc.chosen, class, p.sure); i >= 0 {
		p.choose(i)
	}
}

// slide changes how alike what is marked has to be.
func (p *Page) slide(sure float64) {
	p.sure = sure
	p.refresh()
}

// classOf finds the class that an example is one of.
func classOf(g *gallery.Gallery, e model.ExampleID) (model.ClassID, bool) {
	for _, c := range g.Classes() {
		for _, one := range c.Examples {
			if one.ID == e {
				return c.ID, true
			}
		}
	}
	return 0, false
}

// copy puts the text on the clipboard.
func (p *Page) copy() {
	text := p.Text()
	if text == "" {
		return
	}
	fyne.CurrentApp().Clipboard().SetContent(text)
	p.session.Notice.Offer(lang.L("The page's text was copied."), "", nil)
}
