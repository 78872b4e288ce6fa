package quick

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	shown     = 3 // classes
	padSide   = 280
	rowHeight = 40
)

// Ranker compares drawings with the gallery.
type Ranker interface {
	// RankEach returns at once; done is called on another goroutine with an answer for
	// each drawing, of so many best matches.
	RankEach(glyphs []model.Glyph, best int, done func([]model.Answer, error))
}

// Deps is what a Panel works with.
type Deps struct {
	Ranker    Ranker
	Gallery   func() *gallery.Gallery    // the open one
	Threshold func(model.Answer) float64 // the least similarity of a match
	Pen       float32                    // the pad's
	OnWindow  func()                     // shows the program's window
	Do        func(func())               // runs a function on Fyne's goroutine, from any
	After     func(time.Duration, func()) (stop func())
}

// Panel is a pad with the three classes most alike. Its methods belong to Fyne's
// goroutine.
type Panel struct {
	deps    Deps
	window  fyne.Window
	pad     *canvas.Pad
	rows    [shown]*row
	visible bool

	asked, answered uint64 // generations of the drawing
	underway        bool   // a question to the ranker
	pending         func() // waits for the answer to the drawing as it is
}

// New returns a hidden panel.
func New(a fyne.App, deps Deps) *Panel {
	p := &Panel{deps: deps, window: a.NewWindow("Oneglyph"), pad: canvas.NewPad("")}
	p.pad.SetPen(deps.Pen)
	p.pad.OnChanged = p.drawn
	p.window.SetPadded(false)
	p.window.SetCloseIntercept(p.Hide)
	p.window.Resize(fyne.NewSize(padSide+2*uiwidget.Gap, padSide+shown*rowHeight+4*uiwidget.Gap))
	p.bindKeys()
	p.Translate()
	return p
}

// Translate builds what the panel shows, in the language that is spoken now.
func (p *Panel) Translate() {
	p.pad.Hint = lang.L("Draw a character here")
	p.pad.Refresh()
	p.window.SetTitle(lang.L("Oneglyph quick panel"))
	list := container.New(layout.NewCustomPaddedVBoxLayout(0))
	for i := range p.rows {
		p.rows[i] = newRow(func() { p.take(i) })
		list.Add(p.rows[i])
	}
	tips := uiwidget.NewTips(p.deps.After)
	whole := tips.NewIconButton(lang.L("Open the window"), theme.ViewFullScreenIcon(), func() { p.Hide(); p.deps.OnWindow() })
	hint := uiwidget.NewMuted(lang.L("Enter copies and hides"), fyne.TextAlignLeading)
	hint.Truncation = fyne.TextTruncateEllipsis
	foot := container.New(layout.NewCustomPaddedLayout(0, 0, -uiwidget.ButtonBlank, -uiwidget.ButtonBlank), container.NewBorder(nil, nil, nil, whole, hint))
	page := container.New(layout.NewCustomPaddedLayout(uiwidget.Gap, 8, uiwidget.Gap, uiwidget.Gap),
		container.NewBorder(nil, container.New(layout.NewCustomPaddedVBoxLayout(0), list, foot), nil, nil, p.pad))
	p.window.SetContent(container.NewStack(page, tips.Layer))
	p.show(nil, 0)
	p.drawn()
}

func (p *Panel) bindKeys() {
	c := p.window.Canvas()
	c.SetOnTypedKey(p.typedKey)
	for _, s := range p.shortcuts() {
		for _, keys := range s.Keys {
			c.AddShortcut(keys, p.typedShortcut)
		}
	}
}

func (p *Panel) shortcuts() []uiwidget.Shortcut {
	rows := make([]fyne.Shortcut, shown)
	for i := range rows {
		rows[i] = uiwidget.Command(fyne.KeyName(strconv.Itoa(i + 1)))
	}
	return []uiwidget.Shortcut{
		{Keys: rows, Each: p.take},
		{Keys: []fyne.Shortcut{&fyne.ShortcutUndo{}}, Do: p.pad.Undo},
		{Keys: []fyne.Shortcut{&fyne.ShortcutRedo{}, uiwidget.CommandShift(fyne.KeyZ)}, Do: p.pad.Redo},
	}
}

func (p *Panel) typedShortcut(typed fyne.Shortcut) {
	for _, s := range p.shortcuts() {
		s.Types(typed)
	}
}

func (p *Panel) typedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		p.take(0)
	case fyne.KeyEscape:
		if p.pad.Empty() {
			p.Hide()
			return
		}
		p.pad.Clear()
	case fyne.KeyDelete, fyne.KeyBackspace:
		p.pad.Clear()
	}
}

// Toggle shows the panel, or hides it.
func (p *Panel) Toggle() {
	if p.visible {
		p.Hide()
		return
	}
	p.visible = true
	p.window.Show()
	p.window.RequestFocus()
	p.drawn() // the gallery may be another by now
}

// Hide takes the panel away, and what was drawn.
func (p *Panel) Hide() {
	p.visible, p.pending = false, nil
	p.window.Hide()
	p.pad.Clear()
}

// Visible reports whether the panel is shown.
func (p *Panel) Visible() bool { return p.visible }

// Close ends the panel.
func (p *Panel) Close() { p.window.Close() }

// drawn asks for a ranking of what the pad shows now.
func (p *Panel) drawn() {
	p.asked++
	p.pending = nil
	p.ask()
}

// ask asks about the drawing as it is now, one question at a time: a pen moves faster
// than some machines rank.
func (p *Panel) ask() {
	if p.pad.Empty() || p.deps.Gallery().Len() == 0 {
		p.answered = p.asked
		p.show(nil, 0)
		return
	}
	if p.underway {
		return // it asks again
	}
	glyph, err := model.FromStrokes(p.pad.Strokes())
	if err != nil {
		return // it has ink
	}
	asked := p.asked
	p.underway = true
	p.deps.Ranker.RankEach([]model.Glyph{glyph}, shown, func(all []model.Answer, err error) {
		p.deps.Do(func() {
			p.underway = false
			if err == nil && len(all) == 1 { // or the window closes, or says itself that it cannot rank
				p.answer(asked, all[0])
			}
			if p.answered < p.asked && err == nil {
				p.ask()
			}
		})
	})
}

// answer shows an answer unless it is to a drawing that was cleared away.
func (p *Panel) answer(asked uint64, a model.Answer) {
	if asked <= p.answered {
		return
	}
	p.answered = asked
	p.show(a.Matches, p.deps.Threshold(a))
	if do := p.pending; do != nil && asked == p.asked {
		p.pending = nil
		do()
	}
}

func (p *Panel) show(matches []model.Match, threshold float64) {
	for i, r := range p.rows {
		r.clear()
		if i >= len(matches) {
			continue
		}
		if class, ok := p.deps.Gallery().Class(matches[i].Class); ok {
			r.show(class, matches[i].Similarity, i == 0 && matches[i].Similarity >= threshold)
		}
	}
}

// take copies the class of a row and hides the panel, once the drawing is answered.
func (p *Panel) take(i int) {
	if p.answered < p.asked {
		p.pending = func() { p.take(i) }
		return
	}
	class, ok := p.deps.Gallery().Class(p.rows[i].class)
	if !ok {
		return
	}
	fyne.CurrentApp().Clipboard().SetContent(class.Copied())
	p.Hide()
}
