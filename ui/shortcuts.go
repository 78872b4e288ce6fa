package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// shortcuts are those that hold on every page.
func (w *Window) shortcuts() []uiwidget.Shortcut {
	all := []uiwidget.Shortcut{
		{Name: lang.L("Undo"), Keys: []fyne.Shortcut{&fyne.ShortcutUndo{}}, Do: w.undo},
		{Name: lang.L("Redo"), Keys: []fyne.Shortcut{uiwidget.CommandShift(fyne.KeyZ), &fyne.ShortcutRedo{}}, Do: w.redo},
	}
	for i, one := range w.tabs.all {
		all = append(all, uiwidget.Shortcut{Name: one.title, Keys: []fyne.Shortcut{uiwidget.Page(i + 1)}, Do: func() { w.tabs.choose(i) }})
	}
	if w.deps.Judge != nil {
		all = append(all, uiwidget.Shortcut{Name: lang.L("How well?"), Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyJ)}, Do: w.judge})
	}
	return append(all, []uiwidget.Shortcut{
		{Name: lang.L("History"), Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyH)}, Do: w.showHistory},
		{Name: lang.L("Find a class"), Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyF)}, Do: w.find},
		{Name: lang.L("Quick panel"), Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyD)}, Do: w.toggleQuick},
		{Name: lang.L("New gallery"), Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyN)}, Do: w.session.NewGallery},
		{Name: lang.L("Open…"), Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyO)}, Do: w.session.OpenGallery},
		{Name: lang.L("Save"), Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyS)}, Do: w.session.Save},
		{Name: lang.L("Save as…"), Keys: []fyne.Shortcut{uiwidget.CommandShift(fyne.KeyS)}, Do: w.session.SaveAs},
		{Name: lang.L("Import a picture"), Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyI)}, Do: w.transfer.ImportPicture},
		{Name: lang.L("Paste image file"), Keys: []fyne.Shortcut{&fyne.ShortcutPaste{}}, Do: w.transfer.Paste},
		{Name: lang.L("Keyboard shortcuts"), Plain: []fyne.KeyName{fyne.KeyF1}, Do: w.showShortcuts},
	}...)
}

// showHistory leads to the drawings of this session.
func (w *Window) showHistory() {
	w.tabs.choose(drawPage)
	w.draw.ShowHistory()
}

// judge leads to how well the gallery will work, and back.
func (w *Window) judge() {
	w.tabs.choose(galleryPage)
	w.gallery.ToggleHealth()
}

// bound are the shortcuts that hold on the page in front.
func (w *Window) bound() []uiwidget.Shortcut {
	return append(w.shortcuts(), w.tabs.front().Shortcuts()...)
}

// bindKeys makes the window listen to the keyboard while no widget does.
func (w *Window) bindKeys() {
	c := w.session.Window.Canvas()
	all := w.shortcuts()
	for _, one := range w.tabs.all {
		all = append(all, one.page.Shortcuts()...)
	}
	for _, s := range all {
		for _, keys := range s.Keys {
			c.AddShortcut(keys, w.typedShortcut)
		}
	}
	w.session.OnShortcut = w.typedShortcut
	w.session.OnKey = w.typedKey
	c.SetOnTypedKey(w.typedKey)
	c.SetOnTypedRune(w.typedRune)
}

func (w *Window) typedShortcut(typed fyne.Shortcut) {
	w.session.Tips.Hide()
	if w.session.Covered() {
		return
	}
	for _, s := range w.bound() {
		s.Types(typed)
	}
}

func (w *Window) typedKey(k *fyne.KeyEvent) {
	w.session.Tips.Hide()
	if w.session.TypedKey(k) || uiwidget.Press(w.shortcuts(), k) {
		return
	}
	uiwidget.Press(w.tabs.front().Shortcuts(), k)
}

func (w *Window) typedRune(r rune) {
	if page, ok := w.tabs.front().(shell.Typist); ok && !w.session.Covered() {
		page.TypedRune(r)
	}
}

// undo takes back what was done last, as the page in sight understands it.
func (w *Window) undo() {
	if page, ok := w.tabs.front().(shell.Undoer); ok {
		page.Undo()
	}
}

func (w *Window) redo() {
	if page, ok := w.tabs.front().(shell.Undoer); ok {
		page.Redo()
	}
}

// find leads to a class by its name.
func (w *Window) find() {
	w.tabs.choose(galleryPage)
	w.gallery.Find()
}
