package ui

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// searchFrom is the number of classes from which on they can be searched.
const searchFrom = 13

// galleryTab is the page of all classes, and of all drawings of the chosen one.
type galleryTab struct {
	*session
	content fyne.CanvasObject

	search     *uiwidget.SearchEntry
	order      *widget.Select
	grid       *uiwidget.TileGrid
	pane       *classPane
	empty      *widget.RichText
	undoButton *uiwidget.TipButton
	redoButton *uiwidget.TipButton
	status     *uiwidget.StatusLine

	classes []gallery.Class // as they are listed
	chosen  model.ClassID
}

func newGalleryTab(shared *session, draw *drawTab) *galleryTab {
	t := &galleryTab{session: shared}
	t.pane = newClassPane(shared, draw)
	t.buildList()
	t.undoButton = t.tips.NewTool(lang.L("Undo"), theme.ContentUndoIcon(), t.undo)
	t.redoButton = t.tips.NewTool(lang.L("Redo"), theme.ContentRedoIcon(), t.redo)
	t.status = uiwidget.NewStatusLine()

	top := container.NewBorder(nil, nil, nil, t.order, t.search)
	tools := container.New(uiwidget.StatusRow{}, t.undoButton, t.redoButton, t.status)
	list := container.NewStack(t.grid, container.NewCenter(t.empty))
	t.content = container.New(split{},
		container.New(layout.NewCustomPaddedVBoxLayout(0), top),
		list, tools, t.pane.content)
	t.onEdit = append(t.onEdit, func(gallery.Change) { t.refresh() })
	t.onReplaced = append(t.onReplaced, func() { t.chosen = 0; t.search.SetText(""); t.refresh() })
	t.refresh()
	return t
}

func (t *galleryTab) buildList() {
	t.search = uiwidget.NewSearchEntry(lang.L("Search by name"))
	t.search.OnChanged = func(string) { t.refresh(); t.grid.ScrollToTop() } // the first found is what is looked for
	t.search.OnLeave = func() { t.window.Canvas().Focus(t.grid) }
	t.search.OnKey = func(k *fyne.KeyEvent) { t.onKey(k) }
	t.search.OnShortcut = func(keys fyne.Shortcut) { t.onShortcut(keys) }
	t.order = widget.NewSelect([]string{lang.L("Most recent"), lang.L("Name"), lang.L("Similarity to the drawing")}, nil)
	t.order.SetSelectedIndex(int(min(max(t.settings.FloatWithFallback(orderKey, 0), 0), float64(orders-1))))
	t.order.OnChanged = func(string) {
		t.settings.SetFloat(orderKey, float64(t.order.SelectedIndex()))
		t.refresh()
	}
	t.grid = uiwidget.NewTileGrid(true, func() int { return len(t.classes) }, t.showTile)
	t.grid.OnSelected = func(i int) { t.choose(t.classes[i].ID) }
	t.grid.OnKey = func(k *fyne.KeyEvent) { t.onKey(k) }
	t.grid.OnMenu = t.showMenu
	t.empty = uiwidget.NewMuted("", fyne.TextAlignCenter)
}

func (t *galleryTab) showTile(i int, one *uiwidget.Tile) {
	c := t.classes[i]
	aside := ""
	switch similarity, known := t.matches[c.ID]; {
	case known && order(t.order.SelectedIndex()) == bySimilarity:
		aside = uiwidget.Percent(similarity)
	case len(c.Examples) > 1:
		aside = fmt.Sprint(len(c.Examples))
	}
	one.SetDrawing(t.thumbs.Get(c.Examples[0]), c.Name, aside)
}

// choose shows a class with its drawings.
func (t *galleryTab) choose(id model.ClassID) {
	t.chosen = id
	t.pane.show(id)
}

// reveal chooses a class and brings it into sight.
func (t *galleryTab) reveal(id model.ClassID) {
	t.search.SetText("")
	t.choose(id)
	t.refresh()
	if i := t.place(id); i >= 0 {
		t.grid.ScrollTo(i)
	}
}

// place is where a class is listed, or -1.
func (t *galleryTab) place(id model.ClassID) int {
	return slices.IndexFunc(t.classes, func(c gallery.Class) bool { return c.ID == id })
}

// refresh lists the classes anew, after a change of them or of their order.
func (t *galleryTab) refresh() {
	n := t.Gallery().Len()
	uiwidget.SetVisible(t.search, n >= searchFrom || t.search.Text != "")
	uiwidget.SetVisible(t.order, n > 1)
	t.classes = listed(t.Gallery().Classes(), t.search.Text, order(t.order.SelectedIndex()), t.matches)
	switch {
	case n == 0:
		uiwidget.SetMuted(t.empty, lang.L("Nothing registered yet.\nDraw a character on the first page and name it."))
	case len(t.classes) == 0:
		uiwidget.SetMuted(t.empty, lang.L("No matching name"))
	}
	uiwidget.SetVisible(t.empty, len(t.classes) == 0)
	if _, ok := t.Gallery().Class(t.chosen); !ok {
		t.chosen = 0
	}
	t.grid.SetChosen(t.place(t.chosen))
	t.grid.Refresh()
	t.pane.show(t.chosen)

	_, past := t.editor.Last()
	_, future := t.editor.Next()
	uiwidget.Enable(t.undoButton, past)
	uiwidget.Enable(t.redoButton, future)
	t.status.SetText(uiwidget.Counted("{{.Count}} classes", n))
}

// showMenu offers what can be done with the chosen class.
func (t *galleryTab) showMenu(at fyne.Position) {
	merge := fyne.NewMenuItemWithIcon(lang.L("Merge into…"), theme.ViewRestoreIcon(), func() { t.merge(t.chosen) })
	merge.Disabled = t.Gallery().Len() < 2
	t.popUp(at,
		fyne.NewMenuItemWithIcon(lang.L("Rename"), theme.DocumentCreateIcon(), func() { t.rename(t.chosen) }),
		merge,
		fyne.NewMenuItemWithIcon(lang.L("Delete"), theme.DeleteIcon(), func() { t.delete(t.chosen) }),
	)
}

func (t *galleryTab) shown() { t.refresh() }
func (t *galleryTab) undo()  { t.undoEdit() }
func (t *galleryTab) redo()  { t.redoEdit() }

// find leads to the search, if there is enough to search.
func (t *galleryTab) find() {
	if t.search.Visible() {
		t.window.Canvas().Focus(t.search)
	}
}

func (t *galleryTab) keys() []uiwidget.Shortcut {
	return []uiwidget.Shortcut{
		{Name: lang.L("Rename"), Plain: []fyne.KeyName{fyne.KeyF2, fyne.KeyReturn, fyne.KeyEnter}, Do: func() { t.rename(t.chosen) }},
		{Name: lang.L("Delete"), Plain: []fyne.KeyName{fyne.KeyDelete, fyne.KeyBackspace}, Do: func() { t.delete(t.chosen) }},
		{Name: lang.L("Show all classes"), Plain: []fyne.KeyName{fyne.KeyEscape}, Do: func() { t.search.SetText("") }},
	}
}

func (t *galleryTab) typedKey(k *fyne.KeyEvent) { uiwidget.Press(t.keys(), k) }

func (t *galleryTab) typedRune(r rune) {
	if t.search.Visible() {
		t.window.Canvas().Focus(t.search)
		t.search.TypedRune(r)
	}
}
