// Package gallery is the page of all classes, and of all drawings of the chosen one:
// found, renamed, merged, moved and deleted there.
package gallery

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
	"github.com/oneglyph/oneglyph/ui/health"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// searchFrom is the number of classes from which on they can be searched.
const searchFrom = 13

// Page is the page of all classes, and of all drawings of the chosen one.
type Page struct {
	session *shell.Session
	content fyne.CanvasObject

	search     *uiwidget.SearchEntry
	order      *widget.Select
	grid       *uiwidget.TileGrid
	pane       *classPane
	empty      *widget.RichText // that no name matches
	nothing    *widget.RichText // that there is no class yet
	undoButton *uiwidget.TipButton
	redoButton *uiwidget.TipButton
	status     *uiwidget.StatusLine
	judgeTool  *uiwidget.TipButton
	health     *health.View // nil: nobody judges
	top        *fyne.Container

	classes []gallery.Class // as they are listed
	chosen  model.ClassID
}

func New(session *shell.Session, judge health.Judge, addDrawing func(model.ClassID)) *Page {
	t := &Page{session: session}
	t.pane = newClassPane(session, addDrawing)
	t.buildList()
	t.undoButton = t.session.Tips.NewTool(lang.L("Undo"), theme.ContentUndoIcon(), t.Undo)
	t.redoButton = t.session.Tips.NewTool(lang.L("Redo"), theme.ContentRedoIcon(), t.Redo)
	t.status = uiwidget.NewStatusLine()

	t.top = container.NewBorder(nil, nil, nil, t.order, t.search)
	tools := container.New(uiwidget.StatusRow{}, t.undoButton, t.redoButton, t.status)
	list := container.NewStack(t.grid, container.NewCenter(t.empty))
	if judge != nil {
		t.health = health.New(session, health.Deps{Judge: judge, OnShow: t.revealExample, OnClose: t.closeHealth, InFront: func() bool { return t.content.Visible() }})
		t.judgeTool = t.session.Tips.NewTool(lang.L("How well?"), theme.VisibilityIcon(), t.ToggleHealth)
		tools.Objects = slices.Insert(tools.Objects, 2, fyne.CanvasObject(t.judgeTool))
		list.Add(t.health.Content())
		t.session.OnEdit(t.health.Changed)
		t.session.OnReplaced(t.health.Replaced)
	}
	t.content = container.NewStack(container.New(galleryLayout{},
		container.New(layout.NewCustomPaddedVBoxLayout(0), t.top),
		list, tools, t.pane.content), container.NewCenter(t.nothing))
	t.session.OnEdit(func(gallery.Change) { t.refresh() })
	t.session.OnReplaced(func() { t.chosen = 0; t.search.SetText(""); t.refresh() })
	t.refresh()
	return t
}

func (t *Page) buildList() {
	t.search = uiwidget.NewSearchEntry(lang.L("Search by name"))
	t.search.OnChanged = func(string) { t.refresh(); t.grid.ScrollToTop() } // the first found is what is looked for
	t.search.OnLeave = func() { t.session.Window.Canvas().Focus(t.grid) }
	t.search.OnKey = func(k *fyne.KeyEvent) { t.session.OnKey(k) }
	t.search.OnShortcut = func(keys fyne.Shortcut) { t.session.OnShortcut(keys) }
	t.order = widget.NewSelect([]string{lang.L("Most recent"), lang.L("Name"), lang.L("Similarity to the drawing")}, nil)
	t.order.SetSelectedIndex(int(min(max(t.session.Settings.FloatWithFallback(orderKey, 0), 0), float64(orders-1))))
	t.order.OnChanged = func(string) {
		t.session.Settings.SetFloat(orderKey, float64(t.order.SelectedIndex()))
		t.refresh()
	}
	t.grid = uiwidget.NewTileGrid(true, func() int { return len(t.classes) }, t.showTile)
	t.grid.OnSelected = func(i int) { t.choose(t.classes[i].ID) }
	t.grid.OnKey = func(k *fyne.KeyEvent) { t.session.OnKey(k) }
	t.grid.OnMenu = t.showMenu
	t.empty = uiwidget.NewMuted(lang.L("No matching name"), fyne.TextAlignCenter)
	t.nothing = uiwidget.NewMuted(lang.L("Nothing registered yet.\nDraw a character on the first page and name it."), fyne.TextAlignCenter)
}

func (t *Page) showTile(i int, one *uiwidget.Tile) {
	c := t.classes[i]
	aside := ""
	switch similarity, known := t.session.Similarity[c.ID]; {
	case known && order(t.order.SelectedIndex()) == bySimilarity:
		aside = uiwidget.Percent(similarity)
	case len(c.Examples) > 1:
		aside = fmt.Sprint(len(c.Examples))
	}
	one.SetDrawing(t.session.Thumbs.Get(c.Examples[0]), c.Name, aside)
}

// choose shows a class with its drawings.
func (t *Page) choose(id model.ClassID) {
	t.chosen = id
	t.pane.show(id)
}

// Reveal chooses a class and brings it into sight.
func (t *Page) Reveal(id model.ClassID) {
	if t.health != nil && t.health.Shown() {
		t.closeHealth()
	}
	t.search.SetText("")
	t.choose(id)
	t.refresh()
	if i := t.place(id); i >= 0 {
		t.grid.ScrollTo(i)
	}
}

// place is where a class is listed, or -1.
func (t *Page) place(id model.ClassID) int {
	return slices.IndexFunc(t.classes, func(c gallery.Class) bool { return c.ID == id })
}

// refresh lists the classes again, after a change of them or of their order.
func (t *Page) refresh() {
	n := t.session.Gallery().Len()
	judging := t.health != nil && t.health.Shown()
	uiwidget.SetVisible(t.grid, !judging)
	uiwidget.SetVisible(t.search, !judging && (n >= searchFrom || t.search.Text != ""))
	uiwidget.SetVisible(t.order, !judging && n > 1)
	t.classes = listed(t.session.Gallery().Classes(), t.search.Text, order(t.order.SelectedIndex()), t.session.Similarity)
	uiwidget.SetVisible(t.nothing, !judging && n == 0)
	uiwidget.SetVisible(t.empty, !judging && n > 0 && len(t.classes) == 0)
	if _, ok := t.session.Gallery().Class(t.chosen); !ok {
		t.chosen = 0
	}
	t.grid.SetChosen(t.place(t.chosen))
	t.grid.Refresh()
	t.pane.show(t.chosen)

	_, past := t.session.LastEdit()
	_, future := t.session.NextEdit()
	uiwidget.Enable(t.undoButton, past)
	uiwidget.Enable(t.redoButton, future)
	if n > 0 { // else the page says so itself
		t.status.SetText(uiwidget.Counted("{{.Count}} classes", n))
	} else {
		t.status.SetText("")
	}
}

// showMenu offers what can be done with the chosen class.
func (t *Page) showMenu(at fyne.Position) {
	merge := fyne.NewMenuItemWithIcon(lang.L("Merge into…"), theme.ViewRestoreIcon(), func() { t.pane.mergeClass(t.chosen) })
	merge.Disabled = t.session.Gallery().Len() < 2
	t.session.PopUp(at,
		fyne.NewMenuItemWithIcon(lang.L("Rename"), theme.DocumentCreateIcon(), func() { t.session.RenameClass(t.chosen) }),
		merge,
		fyne.NewMenuItemWithIcon(lang.L("Delete"), theme.DeleteIcon(), func() { t.session.DeleteClass(t.chosen) }),
	)
}

func (t *Page) Content() fyne.CanvasObject { return t.content }
func (t *Page) Shown() {
	t.refresh()
	if t.health != nil && t.health.Shown() {
		t.health.Open()
	}
}

// Close ends a judgement that is under way.
func (t *Page) Close() {
	if t.health != nil {
		t.health.Close()
	}
}

// ToggleHealth shows how well the gallery will work in place of the classes, or the
// classes again.
func (t *Page) ToggleHealth() {
	if t.health.Shown() {
		t.closeHealth()
		return
	}
	t.health.Open()
	t.refresh()
}

func (t *Page) closeHealth() {
	t.health.Hide()
	t.refresh()
}

// revealExample shows a drawing among those of its class.
func (t *Page) revealExample(class model.ClassID, example model.ExampleID) {
	t.choose(class)
	t.pane.reveal(example)
	t.grid.SetChosen(t.place(class))
}

// Undo takes back the last change of the gallery, Redo makes it again: no strokes are
// in sight here.
func (t *Page) Undo() { t.session.UndoEdit() }
func (t *Page) Redo() { t.session.RedoEdit() }

// Find leads to the search, if there is enough to search.
func (t *Page) Find() {
	if t.health != nil && t.health.Shown() {
		t.closeHealth()
	}
	if t.search.Visible() {
		t.session.Window.Canvas().Focus(t.search)
	}
}

func (t *Page) Shortcuts() []uiwidget.Shortcut {
	return []uiwidget.Shortcut{
		{Name: lang.L("Rename"), Plain: []fyne.KeyName{fyne.KeyF2, fyne.KeyReturn, fyne.KeyEnter}, Do: func() { t.session.RenameClass(t.chosen) }},
		{Name: lang.L("Delete"), Plain: []fyne.KeyName{fyne.KeyDelete, fyne.KeyBackspace}, Do: func() { t.session.DeleteClass(t.chosen) }},
		{Name: lang.L("Show all classes"), Plain: []fyne.KeyName{fyne.KeyEscape}, Do: t.showAll},
	}
}

// showAll leaves what stands in the classes' place, and the search.
func (t *Page) showAll() {
	if t.health != nil && t.health.Shown() {
		t.closeHealth()
	}
	t.search.SetText("")
}

func (t *Page) TypedRune(r rune) {
	if t.search.Visible() {
		t.session.Window.Canvas().Focus(t.search)
		t.search.TypedRune(r)
	}
}

// RestoreFrom takes over from a page that was built in another language.
func (t *Page) RestoreFrom(from *Page) {
	t.search.SetText(from.search.Text)
	if from.health != nil && from.health.Shown() {
		t.ToggleHealth()
	}
	t.choose(from.chosen)
	t.refresh()
	if i := t.place(t.chosen); i >= 0 {
		t.grid.ScrollTo(i)
	}
}
