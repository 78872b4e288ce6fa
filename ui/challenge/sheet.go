package challenge

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// sheet is paper to draw a character on, which is handed in when it is done.
type sheet struct {
	pad         *canvas.Pad // nil: it has not been shown, and costs nothing
	place       *fyne.Container
	done        *uiwidget.TipButton
	undo, clear *uiwidget.TipButton
	onDone      func(model.Glyph)
	open        bool // something is to be drawn
	all         fyne.CanvasObject
}

func newSheet(s *shell.Session, onDone func(model.Glyph)) *sheet {
	h := &sheet{place: container.NewStack(), onDone: onDone}
	h.done = s.Tips.NewButton(lang.L("Done"), nil, h.handIn)
	uiwidget.Primary(h.done)
	h.undo = s.Tips.NewTool(lang.L("Undo"), theme.ContentUndoIcon(), h.takeBack)
	h.clear = s.Tips.NewTool(lang.L("Clear"), theme.ContentClearIcon(), h.wipe)
	tools := container.NewBorder(nil, nil, h.done, nil, container.New(uiwidget.ToolRow{}, h.undo, h.clear))
	h.all = container.NewBorder(nil, tools, nil, nil, h.place)
	h.refresh()
	return h
}

// lay puts the paper there.
func (h *sheet) lay() {
	if h.pad == nil {
		h.take(canvas.NewPad(""))
	}
}

// adopt goes on with the paper of another sheet, and what is drawn on it.
func (h *sheet) adopt(old *sheet) {
	if old.pad != nil {
		h.take(old.pad)
		h.pad.Refresh()
	}
}

func (h *sheet) take(pad *canvas.Pad) {
	h.pad = pad
	pad.Hint = lang.L("Draw a character here")
	pad.OnChanged, pad.OnChangeEnded = h.refresh, h.refresh
	h.place.Objects = []fyne.CanvasObject{pad}
	h.place.Refresh()
	h.refresh()
}

// ask waits for a drawing, or, while something else is to be done, for none.
func (h *sheet) ask(open bool) {
	h.open = open
	h.refresh()
}

// wipe makes the paper blank.
func (h *sheet) wipe() {
	if h.pad != nil {
		h.pad.Clear()
	}
}

func (h *sheet) takeBack() {
	if h.pad != nil {
		h.pad.Undo()
	}
}

func (h *sheet) makeAgain() {
	if h.pad != nil {
		h.pad.Redo()
	}
}

func (h *sheet) refresh() {
	drawn := h.pad != nil && !h.pad.Empty()
	uiwidget.Enable(h.done, h.open && drawn)
	uiwidget.Enable(h.undo, h.pad != nil && h.pad.CanUndo())
	uiwidget.Enable(h.clear, drawn)
}

func (h *sheet) handIn() {
	if !h.open || h.pad == nil {
		return
	}
	if g, err := model.FromStrokes(h.pad.Strokes()); err == nil { // else nothing is drawn
		h.onDone(g)
	}
}

func (h *sheet) shortcuts() []uiwidget.Shortcut {
	return []uiwidget.Shortcut{
		{Name: lang.L("Clear"), Plain: []fyne.KeyName{fyne.KeyEscape, fyne.KeyDelete}, Do: h.wipe},
	}
}

// drawing lays out paper next to a column, which is read, and so not as wide as it might
// be: both stand in the middle.
type drawing struct{}

func (drawing) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(240+besideGap+leastSide, max(240, o[1].MinSize().Height))
}

func (drawing) Layout(o []fyne.CanvasObject, size fyne.Size) {
	const tools = 44
	side := min(size.Height-tools, (size.Width-besideGap)*0.56)
	column := min(size.Width-side-besideGap, mostSide)
	x := (size.Width - side - besideGap - column) / 2
	uiwidget.Place(o[0], x, 0, side, side+tools)
	uiwidget.Place(o[1], x+side+besideGap, 0, column, size.Height)
}
