package gallery

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// moveExample asks which class a drawing is of.
func (p *classPane) moveExample(id model.ClassID, example model.ExampleID) {
	class, ok := p.session.Gallery().Class(id)
	if !ok {
		return
	}
	p.pickClass(lang.L("Move this drawing to"), lang.L("Move"), id, func(to model.ClassID) error {
		return p.session.Change(gallery.KindMoveExample, class.Name, func(g *gallery.Gallery) error { return g.MoveExample(example, to) })
	})
}

// mergeClass asks which class a class is the same as.
func (p *classPane) mergeClass(id model.ClassID) {
	class, ok := p.session.Gallery().Class(id)
	if !ok {
		return
	}
	p.pickClass(lang.L("Merge “{{.Name}}” into", uiwidget.Named(class.Name)), lang.L("Merge"), id, func(into model.ClassID) error {
		return p.session.Change(gallery.KindMerge, class.Name, func(g *gallery.Gallery) error { return g.Merge(into, id) })
	})
}

// deleteExample takes one drawing away, and a class with its last one.
func (p *classPane) deleteExample(id model.ClassID, example model.ExampleID) {
	class, ok := p.session.Gallery().Class(id)
	if !ok {
		return
	}
	if len(class.Examples) == 1 {
		p.session.DeleteClass(id)
		return
	}
	p.session.ReportChange(p.session.Change(gallery.KindDeleteExample, class.Name, func(g *gallery.Gallery) error { return g.DeleteExample(example) }))
}

// pickClass asks for a class other than the given one and does something with it.
func (p *classPane) pickClass(title, action string, but model.ClassID, do func(model.ClassID) error) {
	var found []gallery.Class
	chosen := 0
	grid := uiwidget.NewTileGrid(true, func() int { return len(found) }, func(i int, t *uiwidget.Tile) {
		t.SetDrawing(p.session.Thumbs.Get(found[i].Examples[0]), found[i].Name, "")
	})
	grid.OnSelected = func(i int) { chosen = i }
	grid.OnMenu = func(fyne.Position) {}
	search := uiwidget.NewSearchEntry(lang.L("Search by name"))
	look := func() {
		found = nil
		for _, c := range listed(p.session.Gallery().Classes(), search.Text, byName, nil) {
			if c.ID != but {
				found = append(found, c)
			}
		}
		chosen = 0
		grid.SetChosen(min(0, len(found)-1))
		grid.Refresh()
	}
	search.OnChanged = func(string) { look() }
	look()

	content := container.NewBorder(search, nil, nil, nil, container.NewGridWrap(fyne.NewSize(pickWidth, pickHeight), grid))
	q := p.session.Ask(title, content, shell.Choice{Label: action, Do: func() string {
		if chosen >= len(found) {
			return lang.L("No matching name")
		}
		return shell.Problem(do(found[chosen].ID))
	}})
	search.OnSubmitted = func(string) { q.Choose(0) }
	search.OnLeave = q.Leave
	grid.OnKey = q.TypedKey
	p.session.Window.Canvas().Focus(search)
}

const (
	pickWidth, pickHeight = 3*uiwidget.TileWidth + 32, 2*(uiwidget.TileWidth+uiwidget.TileNaming) + 16
)
