package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// keyed is a page with keys of its own.
type keyed interface{ keys() []uiwidget.Shortcut }

// shortcuts are those that hold on every page.
func (w *Window) shortcuts() []uiwidget.Shortcut {
	return []uiwidget.Shortcut{
		{Name: lang.L("Undo"), Keys: []fyne.Shortcut{&fyne.ShortcutUndo{}}, Do: w.undo},
		{Name: lang.L("Redo"), Keys: []fyne.Shortcut{uiwidget.CommandShift(fyne.KeyZ), &fyne.ShortcutRedo{}}, Do: w.redo},
		{Name: lang.L("Draw"), Keys: []fyne.Shortcut{uiwidget.Command(fyne.Key1)}, Do: func() { w.tabs.choose(drawPage) }},
		{Name: lang.L("Gallery"), Keys: []fyne.Shortcut{uiwidget.Command(fyne.Key2)}, Do: func() { w.tabs.choose(galleryPage) }},
		{Name: lang.L("Retrain"), Keys: []fyne.Shortcut{uiwidget.Command(fyne.Key3)}, Do: func() { w.tabs.choose(retrainPage) }},
		{Name: lang.L("Find a class"), Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyF)}, Do: w.find},
		{Name: lang.L("New gallery"), Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyN)}, Do: w.newDocument},
		{Name: lang.L("Open…"), Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyO)}, Do: w.openDocument},
		{Name: lang.L("Save"), Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyS)}, Do: w.save},
		{Name: lang.L("Save as…"), Keys: []fyne.Shortcut{uiwidget.CommandShift(fyne.KeyS)}, Do: w.saveAs},
		{Name: lang.L("Import a picture"), Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyI)}, Do: w.importPicture},
		{Name: lang.L("Paste image file"), Keys: []fyne.Shortcut{&fyne.ShortcutPaste{}}, Do: w.paste},
		{Name: lang.L("Keyboard shortcuts"), Plain: []fyne.KeyName{fyne.KeyF1}, Do: w.showShortcuts},
	}
}

// bound are the shortcuts that hold on the page in front.
func (w *Window) bound() []uiwidget.Shortcut {
	if page, ok := w.tabs.page().(keyed); ok {
		return append(w.shortcuts(), page.keys()...)
	}
	return w.shortcuts()
}

// bindKeys makes the window listen to the keyboard while no widget does.
func (w *Window) bindKeys() {
	c := w.window.Canvas()
	for _, s := range w.shortcuts() {
		for _, keys := range s.Keys {
			c.AddShortcut(keys, w.typedShortcut)
		}
	}
	w.onShortcut = w.typedShortcut
	w.onKey = w.typedKey
	c.SetOnTypedKey(w.typedKey)
	c.SetOnTypedRune(w.typedRune)
}

func (w *Window) typedShortcut(typed fyne.Shortcut) {
	w.tips.Hide()
	if w.covered() {
		return
	}
	for _, s := range w.shortcuts() {
		for _, keys := range s.Keys {
			if keys.ShortcutName() == typed.ShortcutName() {
				s.Do()
			}
		}
	}
}

// covered tells that a question, a menu or a dialog lies over the page.
func (w *Window) covered() bool { return w.modal != nil || w.window.Canvas().Overlays().Top() != nil }

func (w *Window) typedKey(k *fyne.KeyEvent) {
	w.tips.Hide()
	if w.cover != nil && k.Name == fyne.KeyEscape {
		w.giveUp()
	} else if w.modal != nil && w.modal.onTop() {
		w.modal.typedKey(k)
	} else if w.covered() || uiwidget.Press(w.shortcuts(), k) {
		return
	} else if page := w.tabs.page(); page != nil {
		page.typedKey(k)
	}
}

func (w *Window) typedRune(r rune) {
	if page := w.tabs.page(); page != nil && !w.covered() {
		page.typedRune(r)
	}
}

// undo takes back what was done last, as the page in sight understands it.
func (w *Window) undo() {
	if page := w.tabs.page(); page != nil {
		page.undo()
	}
}

func (w *Window) redo() {
	if page := w.tabs.page(); page != nil {
		page.redo()
	}
}

// find leads to a class by its name.
func (w *Window) find() {
	w.tabs.choose(galleryPage)
	w.gallery.find()
}
