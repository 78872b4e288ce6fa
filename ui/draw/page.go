// Package draw is the page on which a person draws a character, sees what it is taken
// for while drawing, and registers it under a name.
package draw

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	PenKey           = "pen" // the setting of the pen's width
	thinPen, widePen = 0.008, 0.06
)

// Page is the page where a person draws, sees what the drawing is taken for,
// and names it.
type Page struct {
	session *shell.Session
	ranker  Ranker
	onShow  func(model.ClassID)
	content fyne.CanvasObject

	undoButton, redoButton *uiwidget.TipButton
	clear, past            *uiwidget.TipButton
	headline               *headline
	name                   *uiwidget.NameEntry
	registerButton         *uiwidget.TipButton
	list                   *ranking
	status                 *uiwidget.StatusLine

	asked   uint64 // generation of the last query
	oldest  uint64 // answers to generations before this one are stale
	elapsed time.Duration
	matched []model.Match // of the answer that is shown
	least   float64       // the similarity from which on these are matches
	copier  copier
	starter fyne.CanvasObject // shown in an empty gallery

	answer     model.Answer // that is shown
	recorder   recorder
	pastThumbs uiwidget.Thumbs
}

// Deps is what the page works with besides the session.
type Deps struct {
	Ranker  Ranker
	Starter fyne.CanvasObject   // stands in for classes while there are none
	OnShow  func(model.ClassID) // shows a class with its drawings
}

// New builds the page and asks for a ranking of what is on the pad.
func New(session *shell.Session, deps Deps) *Page {
	t := &Page{session: session, ranker: deps.Ranker, onShow: deps.OnShow}
	t.buildPad()
	t.buildAnswers()
	t.content = container.New(drawLayout{}, t.session.Pad, t.tools(), t.answers(deps.Starter))
	t.session.OnEdit(func(gallery.Change) { t.revise() })
	t.session.OnReplaced(func() { t.forget(); t.revise() })
	t.session.OnDrawingBack = t.name.SetText
	t.ranker.OnAnswer(func(a model.Answer) { t.session.Do(func() { t.take(a) }) })
	t.ask(t.onPad())
	t.refreshStatus()
	return t
}

func (t *Page) buildPad() {
	t.session.Pad.Hint = lang.L("Draw a character here")
	t.session.Pad.SetPen(float32(min(max(t.session.Settings.FloatWithFallback(PenKey, canvas.DefaultPen), thinPen), widePen)))
	t.session.Pad.OnChanged = t.inked
	t.session.Pad.OnChangeEnded = func() { t.refreshTools(); t.penLifted() }
}

func (t *Page) buildAnswers() {
	t.headline = newHeadline()
	t.name = uiwidget.NewNameEntry()
	t.name.OnChanged = func(string) { t.refreshTools() }
	t.name.OnSubmitted = func(string) { t.register() }
	t.name.OnEscape = t.leaveName
	t.name.OnKey = func(k *fyne.KeyEvent) { t.session.OnKey(k) }
	t.name.OnShortcut = func(keys fyne.Shortcut) { t.session.OnShortcut(keys) }
	t.registerButton = t.session.Tips.NewButton(lang.L("Register"), nil, t.register)
	t.list = newRanking(t.session.Tips)
	t.list.OnMenu = t.showMenu
	t.list.OnTapped = t.copyClass
	t.list.OnAdd = t.AddDrawing
	t.list.Thumb = t.thumb
	t.status = uiwidget.NewStatusLine()
}

// tools is the line under the pad.
func (t *Page) tools() fyne.CanvasObject {
	t.undoButton = t.session.Tips.NewTool(lang.L("Undo"), theme.ContentUndoIcon(), t.session.Undo)
	t.redoButton = t.session.Tips.NewTool(lang.L("Redo"), theme.ContentRedoIcon(), t.session.Redo)
	t.clear = t.session.Tips.NewTool(lang.L("Clear"), theme.ContentClearIcon(), t.session.Pad.Clear)
	t.past = t.session.Tips.NewTool(lang.L("History"), theme.HistoryIcon(), t.ShowHistory)
	pen := uiwidget.NewSlider(thinPen, widePen)
	pen.Step = 0.001
	pen.SetValue(float64(t.session.Pad.Pen()))
	pen.OnChanged = func(v float64) { t.session.Pad.SetPen(float32(v)) }
	pen.OnChangeEnded = func(v float64) { t.session.Settings.SetFloat(PenKey, v) }
	return container.New(uiwidget.ToolLine{}, t.undoButton, t.redoButton, t.clear, t.past, widget.NewLabel(lang.L("Pen")), pen)
}

// answers is the column next to the pad.
func (t *Page) answers(starter fyne.CanvasObject) fyne.CanvasObject {
	naming := container.NewBorder(nil, nil, nil, uiwidget.Primary(t.registerButton), t.name)
	top := container.New(layout.NewCustomPaddedVBoxLayout(uiwidget.Gap), t.headline, naming, widget.NewSeparator())
	// The scroll bar runs next to the column, in the margin.
	list := container.New(layout.NewCustomPaddedLayout(0, 0, 0, -uiwidget.ScrollLane), t.list)
	t.starter = starter
	status := container.New(layout.NewCustomPaddedLayout(8, -8, 0, 0), t.status) // down to the edge
	return container.NewBorder(top, status, nil, nil, container.NewStack(list, container.NewVBox(t.starter)))
}

// inked follows the pen, up to a thousand times a second.
func (t *Page) inked() {
	t.session.Notice.Pass()
	t.penMoved()
	now := t.onPad()
	t.recorder.follow(now, t.session.Pad.CanRedo())
	t.ask(now)
}

// Shortcuts returns the keyboard of this page while no field has it.
func (t *Page) Shortcuts() []uiwidget.Shortcut {
	return []uiwidget.Shortcut{
		{Name: lang.L("Clear"), Plain: []fyne.KeyName{fyne.KeyEscape, fyne.KeyDelete}, Do: t.session.Pad.Clear},
		{Name: lang.L("Copy the match, or name the drawing"), Plain: []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter}, Do: t.copyOrName},
		{Name: lang.L("Copy a class of the list"), Keys: rowKeys(), Each: t.copyRow},
		{Name: lang.L("It was this one"), Keys: digits(uiwidget.CommandShift), Each: t.AddRanked},
	}
}

func (t *Page) nameOrRegister() {
	if t.name.Text != "" && !t.session.Pad.Empty() {
		t.register()
	} else {
		t.session.Window.Canvas().Focus(t.name)
	}
}

// TypedRune begins a name: nobody should have to aim for the field first.
func (t *Page) TypedRune(r rune) {
	if r == ' ' && t.name.Text == "" {
		return
	}
	t.session.Window.Canvas().Focus(t.name)
	t.name.TypedRune(r)
}

// leaveName forgets a name that was begun.
func (t *Page) leaveName() {
	t.name.SetText("")
	t.session.Window.Canvas().Unfocus()
}

// Undo takes back what was done last, a stroke or a change of the gallery; Redo makes
// it again.
func (t *Page) Undo() { t.session.Undo() }
func (t *Page) Redo() { t.session.Redo() }

func (t *Page) Content() fyne.CanvasObject { return t.content }
func (t *Page) Shown()                     { t.content.Refresh() } // the pad may have been on another page
func (t *Page) Close()                     { t.penMoved() }

// Covers reports whether a place of the window is on the pad.
func (t *Page) Covers(at fyne.Position) bool {
	if !t.content.Visible() {
		return false
	}
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(t.session.Pad)
	size := t.session.Pad.Size()
	return at.X >= corner.X && at.Y >= corner.Y && at.X < corner.X+size.Width && at.Y < corner.Y+size.Height
}

// RestoreFrom takes over from a page that was built in another language: the name, and
// the numbers of the queries, so that what that one asked is stale.
func (t *Page) RestoreFrom(from *Page) {
	t.name.SetText(from.name.Text)
	t.asked = max(t.asked, from.asked)
	t.recorder = from.recorder
	t.revise()
}
