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
	command := func(k fyne.KeyName) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}
	}
	shifted := func(k fyne.KeyName) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
	}
	return []shortcut{
		{name: lang.L("Undo"), keys: []fyne.Shortcut{&fyne.ShortcutUndo{}}, do: w.undo},
		{name: lang.L("Redo"), keys: []fyne.Shortcut{shifted(fyne.KeyZ), &fyne.ShortcutRedo{}}, do: w.redo},
		{name: lang.L("Find a class"), keys: []fyne.Shortcut{command(fyne.KeyF)}, do: w.find},
		{name: lang.L("Import a picture"), keys: []fyne.Shortcut{command(fyne.KeyI)}, do: w.importPicture},
		{name: lang.L("Paste a picture's file"), keys: []fyne.Shortcut{&fyne.ShortcutPaste{}}, do: w.paste},
		{name: lang.L("Keyboard shortcuts"), plain: []fyne.KeyName{fyne.KeyF1}, do: w.showShortcuts},
	}
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
	if w.modal != nil {
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

func (w *Window) typedKey(k *fyne.KeyEvent) {
	if w.modal != nil {
		w.modal.typedKey(k)
	} else if take(w.shortcuts(), k) {
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
	if page := w.tabs.page(); page != nil && w.modal == nil {
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
