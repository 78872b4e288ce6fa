package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// shortcut binds keys to what they do.
type shortcut struct {
	keys []fyne.Shortcut
	do   func()
}

// shortcuts with a modifier; they hold wherever the focus is, except that text
// being typed has its own undo.
func (w *Window) shortcuts() []shortcut {
	command := func(k fyne.KeyName) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}
	}
	shifted := func(k fyne.KeyName) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
	}
	return []shortcut{
		{[]fyne.Shortcut{&fyne.ShortcutUndo{}}, w.undo},
		{[]fyne.Shortcut{&fyne.ShortcutRedo{}, shifted(fyne.KeyZ)}, w.redo},
		{[]fyne.Shortcut{command(fyne.KeyF)}, w.find},
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
	} else if page := w.tabs.page(); page != nil {
		page.typedKey(k)
	}
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
