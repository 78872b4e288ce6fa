package writing

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/writing"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// showMatches offers what else a character may be.
func (p *Page) showMatches(group int, at fyne.Position) {
	groups := p.row.now.Groups()
	if group >= len(groups) {
		return
	}
	if items := p.matches(groups[group]); len(items) > 0 {
		p.session.PopUp(at, items...)
	}
}

// matches are a group's, the best first, that which it is taken for ticked.
func (p *Page) matches(g writing.Group) (items []*fyne.MenuItem) {
	taken, _ := p.read(g)
	for _, m := range p.ranks.known[g.Key()].Matches {
		c, ok := p.session.Gallery().Class(m.Class)
		if !ok {
			continue
		}
		item := fyne.NewMenuItem(uiwidget.Readable(c.Name)+"   "+uiwidget.Percent(m.Similarity), func() { p.choose(g, c) })
		item.Checked = c.ID == taken.ID
		items = append(items, item)
	}
	if len(items) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	return append(items, fyne.NewMenuItem(lang.L("Register as a new class…"), func() { p.askName(g) }))
}

// askName asks what a group is that no class is, and registers it.
func (p *Page) askName(g writing.Group) {
	name := uiwidget.NewNameEntry()
	var q *shell.Question
	register := func() string {
		var made gallery.Class
		err := p.session.Change(gallery.KindRegister, name.Text, func(all *gallery.Gallery) (err error) {
			made, err = all.Add(name.Text, gallery.FromStrokes(onPaper(g)))
			return err
		})
		if err != nil {
			return shell.Problem(err)
		}
		p.ranks.pins[g.Key()] = made.ID
		p.refresh()
		p.session.ReportChange(nil)
		return ""
	}
	q = p.session.Ask(lang.L("Register as a new class"), name, shell.Choice{Label: lang.L("Register"), Do: register})
	name.OnSubmitted = func(string) { q.Choose(0) }
	name.OnEscape = q.Leave
	p.session.Window.Canvas().Focus(name)
}

// choose says what a group is, and offers to learn from it.
func (p *Page) choose(g writing.Group, c gallery.Class) {
	p.ranks.pins[g.Key()] = c.ID
	p.refresh()
	p.session.Notice.Offer(lang.L("Read as {{.Name}}", uiwidget.Named(c.Name)), lang.L("Add as another example"), func() {
		p.session.Notice.Pass()
		err := p.session.Change(gallery.KindAdd, c.Name, func(all *gallery.Gallery) error {
			_, err := all.AddExample(c.ID, gallery.FromStrokes(onPaper(g)))
			return err
		})
		p.session.ReportChange(err)
	})
}

// onPaper puts a group's strokes in the middle of a pad's square paper, as large as
// people draw there.
func onPaper(g writing.Group) []model.Stroke {
	const share = 0.7 // of the paper
	scale := float32(share)
	if longer := g.Box.Longer(); longer > 0 {
		scale = share / longer
	}
	centre := g.Box.Centre()
	out := make([]model.Stroke, len(g.Strokes))
	for i, s := range g.Strokes {
		for _, at := range s {
			out[i] = append(out[i], model.Point{X: 0.5 + (at.X-centre.X)*scale, Y: 0.5 + (at.Y-centre.Y)*scale})
		}
	}
	return out
}

// backspaceIcon is an arrow to the left.
func backspaceIcon() fyne.Resource { return theme.NavigateBackIcon() }
