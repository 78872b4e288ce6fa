package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"oneglyph/canvas"
)

const (
	penKey           = "pen"
	thinPen, widePen = 0.008, 0.06
)

// drawTab is the page where a person draws, sees what the drawing is taken for,
// and gives it a name.
type drawTab struct {
	window  fyne.Window
	ranker  Ranker
	keeper  Keeper
	notice  *notice
	content fyne.CanvasObject
	modal   *question // the dialog that is open

	pad               *canvas.Pad
	undo, redo, clear *widget.Button
	headline          *headline
	name              *nameEntry
	registerButton    *widget.Button
	ranking           *ranking
	status            *statusLine
	thumbs            thumbs

	asked   uint64 // generation of the last query
	oldest  uint64 // answers to generations before this one are stale
	elapsed time.Duration
}

func newDrawTab(window fyne.Window, deps Deps, n *notice) *drawTab {
	t := &drawTab{window: window, ranker: deps.Ranker, keeper: deps.Keeper, notice: n}
	t.buildPad(deps.Settings)
	t.buildAnswers()
	t.content = container.New(desk{}, t.pad, t.tools(deps.Settings), t.answers())
	t.bindKeys()
	t.ranker.OnAnswer(func(a Answer) { fyne.Do(func() { t.take(a) }) })
	t.keeper.OnError(func(err error) { fyne.Do(func() { t.tellOfSaving(err) }) })
	t.drawn()
	t.refreshStatus()
	return t
}

func (t *drawTab) buildPad(settings Settings) {
	t.pad = canvas.NewPad(lang.L("Draw a character here"))
	t.pad.SetPen(float32(min(max(settings.FloatWithFallback(penKey, canvas.DefaultPen), thinPen), widePen)))
	t.pad.OnChanged = t.drawn
	t.pad.OnChangeEnded = t.refreshTools
}

func (t *drawTab) buildAnswers() {
	t.headline = newHeadline()
	t.name = newNameEntry()
	t.name.OnChanged = func(string) { t.refreshTools() }
	t.name.OnSubmitted = func(string) { t.register() }
	t.name.onEscape = t.leaveName
	t.name.onShortcut = t.typedShortcut
	t.registerButton = widget.NewButton(lang.L("Register"), t.register)
	t.ranking = newRanking()
	t.ranking.OnMenu = t.showMenu
	t.ranking.Thumb = t.thumb
	t.status = newStatusLine()
}

// tools is the line under the pad.
func (t *drawTab) tools(settings Settings) fyne.CanvasObject {
	tool := func(label string, icon fyne.Resource, do func()) *widget.Button {
		b := widget.NewButtonWithIcon(label, icon, do)
		b.Importance = widget.LowImportance
		return b
	}
	t.undo = tool(lang.L("Undo"), theme.ContentUndoIcon(), t.pad.Undo)
	t.redo = tool(lang.L("Redo"), theme.ContentRedoIcon(), t.pad.Redo)
	t.clear = tool(lang.L("Clear"), theme.ContentClearIcon(), t.pad.Clear)
	pen := widget.NewSlider(thinPen, widePen)
	pen.Step = 0.001
	pen.SetValue(float64(t.pad.Pen()))
	pen.OnChanged = func(v float64) { t.pad.SetPen(float32(v)) }
	pen.OnChangeEnded = func(v float64) { settings.SetFloat(penKey, v) }
	return container.New(toolLine{}, t.undo, t.redo, t.clear, widget.NewLabel(lang.L("Pen")), tracked(pen))
}

// answers is the column beside the pad.
func (t *drawTab) answers() fyne.CanvasObject {
	naming := container.NewBorder(nil, nil, nil, primary(t.registerButton), t.name)
	top := container.New(layout.NewCustomPaddedVBoxLayout(gap), t.headline, naming, widget.NewSeparator())
	// The scroll bar runs beside the column, in the margin.
	list := container.New(layout.NewCustomPaddedLayout(0, 0, 0, -scrollLane), t.ranking)
	return container.NewBorder(top, t.status, nil, nil, list)
}
