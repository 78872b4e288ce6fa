package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	pickWidth, pickHeight = 3*uiwidget.TileWidth + 32, 2*(uiwidget.TileWidth+uiwidget.TileNaming) + 16
)

// pickClass asks for a class other than the given one and does something with it.
func (s *session) pickClass(title, action string, but model.ClassID, do func(model.ClassID) error) {
	var found []gallery.Class
	chosen := 0
	grid := uiwidget.NewTileGrid(true, func() int { return len(found) }, func(i int, t *uiwidget.Tile) {
		t.SetDrawing(s.thumbs.Get(found[i].Examples[0]), found[i].Name, "")
	})
	grid.OnSelected = func(i int) { chosen = i }
	grid.OnMenu = func(fyne.Position) {}
	search := uiwidget.NewSearchEntry(lang.L("Search by name"))
	look := func() {
		found = nil
		for _, c := range listed(s.Gallery().Classes(), search.Text, byName, nil) {
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
	q := s.ask(title, content, choice{label: action, do: func() string {
		if chosen >= len(found) {
			return lang.L("No matching name")
		}
		return problem(do(found[chosen].ID))
	}})
	search.OnSubmitted = func(string) { q.take(0) }
	search.OnLeave = q.leave
	grid.OnKey = q.typedKey
	s.window.Canvas().Focus(search)
}
