package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
)

// shortcut binds keys to what they do. The sheet of shortcuts lists it by its
// name.
type shortcut struct {
	name  string
	keys  []fyne.Shortcut // hold wherever the focus is, but text being typed has its own undo
	plain []fyne.KeyName  // without a modifier: hold while no field has the keyboard
	do    func()
}

// keyed is a page with keys of its own.
type keyed interface{ keys() []shortcut }

// shortcuts are those that hold on every page.
func (w *Window) shortcuts() []shortcut {
	return []shortcut{
		{name: lang.L("Undo"), keys: []fyne.Shortcut{&fyne.ShortcutUndo{}}, do: w.undo},
		{name: lang.L("Redo"), keys: []fyne.Shortcut{shifted(fyne.KeyZ), &fyne.ShortcutRedo{}}, do: w.redo},
		{name: lang.L("Draw"), keys: []fyne.Shortcut{command(fyne.Key1)}, do: func() { w.tabs.choose(drawPage) }},
		{name: lang.L("Gallery"), keys: []fyne.Shortcut{command(fyne.Key2)}, do: func() { w.tabs.choose(galleryPage) }},
		{name: lang.L("Retrain"), keys: []fyne.Shortcut{command(fyne.Key3)}, do: func() { w.tabs.choose(retrainPage) }},
		{name: lang.L("Find a class"), keys: []fyne.Shortcut{command(fyne.KeyF)}, do: w.find},
		{name: lang.L("New gallery"), keys: []fyne.Shortcut{command(fyne.KeyN)}, do: w.newDocument},
		{name: lang.L("Open…"), keys: []fyne.Shortcut{command(fyne.KeyO)}, do: w.openDocument},
		{name: lang.L("Save"), keys: []fyne.Shortcut{command(fyne.KeyS)}, do: w.save},
		{name: lang.L("Save as…"), keys: []fyne.Shortcut{shifted(fyne.KeyS)}, do: w.saveAs},
		{name: lang.L("Import a picture"), keys: []fyne.Shortcut{command(fyne.KeyI)}, do: w.importPicture},
		{name: lang.L("Paste image file"), keys: []fyne.Shortcut{&fyne.ShortcutPaste{}}, do: w.paste},
		{name: lang.L("Keyboard shortcuts"), plain: []fyne.KeyName{fyne.KeyF1}, do: w.showShortcuts},
	}
}

// bound are the shortcuts that hold on the page in front.
func (w *Window) bound() []shortcut {
	if page, ok := w.tabs.page().(keyed); ok {
		return append(w.shortcuts(), page.keys()...)
	}
	return w.shortcuts()
}

// command is a key with Ctrl, or with Cmd on a Mac; shifted one with Shift too.
func command(k fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}
}

func shifted(k fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}

// bindKeys makes the window listen to the keyboard while no widget does.
func (w *Window) bindKeys() {
	c := w.window.Canvas()
	for _, s := range w.shortcuts() {
		for _, keys := range s.keys {
			c.AddShortcut(keys, w.typedShortcut)
		}
	}
	w.onShortcut = w.typedShortcut
	w.onKey = w.typedKey
	c.SetOnTypedKey(w.typedKey)
	c.SetOnTypedRune(w.typedRune)
}

func (w *Window) typedShortcut(typed fyne.Shortcut) {
	w.tips.hide()
	if w.covered() {
		return
	}
	for _, s := range w.shortcuts() {
		for _, keys := range s.keys {
			if keys.ShortcutName() == typed.ShortcutName() {
				s.do()
			}
		}
	}
}

// covered tells that a question, a menu or a dialog lies over the page.
func (w *Window) covered() bool { return w.modal != nil || w.window.Canvas().Overlays().Top() != nil }

func (w *Window) typedKey(k *fyne.KeyEvent) {
	w.tips.hide()
	if w.cover != nil && k.Name == fyne.KeyEscape {
		w.giveUp()
	} else if w.modal != nil && w.modal.onTop() {
		w.modal.typedKey(k)
	} else if w.covered() || take(w.shortcuts(), k) {
		return
	} else if page := w.tabs.page(); page != nil {
		page.typedKey(k)
	}
}

// take does what a key without a modifier is bound to, if to anything.
func take(bound []shortcut, k *fyne.KeyEvent) bool {
	for _, s := range bound {
		if slices.Contains(s.plain, k.Name) {
			s.do()
			return true
		}
	}
	return false
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

func enable(b fyne.Disableable, enabled bool) {
	if enabled {
		b.Enable()
	} else {
		b.Disable()
	}
}
