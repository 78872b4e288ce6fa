package gallery

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// textEntry takes several lines; Esc leaves it.
type textEntry struct {
	widget.Entry
	onEscape func()
}

func newTextEntry() *textEntry {
	e := &textEntry{}
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapWord
	e.SetMinRowsVisible(4)
	e.ExtendBaseWidget(e)
	return e
}

func (e *textEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		e.onEscape()
		return
	}
	e.Entry.TypedKey(k)
}

// editText asks what is to be copied for a class.
func (p *classPane) editText(id model.ClassID) {
	class, ok := p.session.Gallery().Class(id)
	if !ok {
		return
	}
	entry := newTextEntry()
	entry.SetText(class.Text)
	entry.SetPlaceHolder(uiwidget.Readable(class.Name))
	note := uiwidget.NewWrapped(lang.L("A character, a command, several lines: what goes to the clipboard for this class. Left empty, its name does."))
	q := p.session.Ask(lang.L("Text to copy for “{{.Name}}”", uiwidget.Named(class.Name)), container.NewVBox(note, entry),
		shell.Choice{Label: lang.L("Apply"), Do: func() string {
			return shell.Problem(p.session.Change(gallery.KindText, class.Name, func(g *gallery.Gallery) error { return g.SetText(id, entry.Text) }))
		}})
	entry.OnSubmitted = func(string) { q.Choose(0) } // Shift+Enter
	entry.onEscape = q.Leave
	p.session.Window.Canvas().Focus(entry)
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}
