package ui

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
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	penKey           = "pen"
	thinPen, widePen = 0.008, 0.06
)

// drawTab is the page where a person draws, sees what the drawing is taken for,
// and gives it a name.
type drawTab struct {
	*session
	content fyne.CanvasObject

	undoButton, redoButton *uiwidget.TipButton
	clear                  *uiwidget.TipButton
	headline               *headline
	name                   *uiwidget.NameEntry
	registerButton         *uiwidget.TipButton
	ranking                *ranking
	status                 *uiwidget.StatusLine

	oldest  uint64 // answers to generations before this one are stale
	elapsed time.Duration
	matched []model.Match     // of the answer that is shown
	starter fyne.CanvasObject // shown in an empty gallery
}

func newDrawTab(shared *session) *drawTab {
	t := &drawTab{session: shared}
	t.buildPad()
	t.buildAnswers()
	t.content = container.New(desk{}, t.pad, t.tools(), t.answers())
	t.onEdit = append(t.onEdit, func(gallery.Change) { t.revise() })
	t.onReplaced = append(t.onReplaced, func() { t.forget(); t.revise() })
	t.onDrawingBack = t.name.SetText
	t.ranker.OnAnswer(func(a model.Answer) { fyne.Do(func() { t.take(a) }) })
	t.keeper.OnError(func(err error) { fyne.Do(func() { t.tellOfSaving(err) }) })
	t.keeper.OnNotice(func(text string) { fyne.Do(func() { t.notice.show(text) }) })
	t.drawn()
	t.refreshStatus()
	return t
}

func (t *drawTab) buildPad() {
	t.pad.Hint = lang.L("Draw a character here")
	t.pad.SetPen(float32(min(max(t.settings.FloatWithFallback(penKey, canvas.DefaultPen), thinPen), widePen)))
	t.pad.OnChanged = t.inked
	t.pad.OnChangeEnded = t.refreshTools
}

func (t *drawTab) buildAnswers() {
	t.headline = newHeadline()
	t.name = uiwidget.NewNameEntry()
	t.name.OnChanged = func(string) { t.refreshTools() }
	t.name.OnSubmitted = func(string) { t.register() }
	t.name.OnEscape = t.leaveName
	t.name.OnKey = func(k *fyne.KeyEvent) { t.onKey(k) }
	t.name.OnShortcut = func(keys fyne.Shortcut) { t.onShortcut(keys) }
	t.registerButton = t.tips.NewButton(lang.L("Register"), nil, t.register)
	t.ranking = newRanking(t.tips)
	t.ranking.OnMenu = t.showMenu
	t.ranking.Thumb = t.thumb
	t.status = uiwidget.NewStatusLine()
}

// tools is the line under the pad.
func (t *drawTab) tools() fyne.CanvasObject {
	t.undoButton = t.tips.NewTool(lang.L("Undo"), theme.ContentUndoIcon(), t.undo)
	t.redoButton = t.tips.NewTool(lang.L("Redo"), theme.ContentRedoIcon(), t.redo)
	t.clear = t.tips.NewTool(lang.L("Clear"), theme.ContentClearIcon(), t.pad.Clear)
	pen := uiwidget.NewSlider(thinPen, widePen)
	pen.Step = 0.001
	pen.SetValue(float64(t.pad.Pen()))
	pen.OnChanged = func(v float64) { t.pad.SetPen(float32(v)) }
	pen.OnChangeEnded = func(v float64) { t.settings.SetFloat(penKey, v) }
	return container.New(uiwidget.ToolLine{}, t.undoButton, t.redoButton, t.clear, widget.NewLabel(lang.L("Pen")), pen)
}

// answers is the column beside the pad.
func (t *drawTab) answers() fyne.CanvasObject {
	naming := container.NewBorder(nil, nil, nil, uiwidget.Primary(t.registerButton), t.name)
	top := container.New(layout.NewCustomPaddedVBoxLayout(uiwidget.Gap), t.headline, naming, widget.NewSeparator())
	// The scroll bar runs beside the column, in the margin.
	list := container.New(layout.NewCustomPaddedLayout(0, 0, 0, -uiwidget.ScrollLane), t.ranking)
	t.starter = newStarterOffer(t.session)
	return container.NewBorder(top, t.status, nil, nil, container.NewStack(list, container.NewVBox(t.starter)))
}

// inked hears of the pen.
func (t *drawTab) inked() {
	t.notice.pass()
	t.drawn()
}

// undo takes back what was done last, a stroke or a change of the gallery.
func (t *drawTab) undo() {
	if t.steps.undoesEdit(t.editor) {
		t.undoEdit()
	} else {
		t.pad.Undo()
	}
}

// redo makes again what was undone last.
func (t *drawTab) redo() {
	if t.steps.redoesEdit(t.editor) {
		t.redoEdit()
	} else {
		t.pad.Redo()
	}
}

// keys is the keyboard on this page while no field has it.
func (t *drawTab) keys() []uiwidget.Shortcut {
	return []uiwidget.Shortcut{
		{Name: lang.L("Clear"), Plain: []fyne.KeyName{fyne.KeyEscape, fyne.KeyDelete}, Do: t.pad.Clear},
		{Name: lang.L("Name the drawing, then register it"), Plain: []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter}, Do: t.nameOrRegister},
	}
}

func (t *drawTab) typedKey(k *fyne.KeyEvent) { uiwidget.Press(t.keys(), k) }

func (t *drawTab) nameOrRegister() {
	if t.name.Text != "" && !t.pad.Empty() {
		t.register()
	} else {
		t.window.Canvas().Focus(t.name)
	}
}

// typedRune begins a name: nobody should have to aim for the field first.
func (t *drawTab) typedRune(r rune) {
	if r == ' ' && t.name.Text == "" {
		return
	}
	t.window.Canvas().Focus(t.name)
	t.name.TypedRune(r)
}

// leaveName forgets a name that was begun.
func (t *drawTab) leaveName() {
	t.name.SetText("")
	t.window.Canvas().Unfocus()
}

func (t *drawTab) shown() {}
