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
func (t *drawTab) shortcuts() []shortcut {
	return []shortcut{
		{[]fyne.Shortcut{&fyne.ShortcutUndo{}}, t.pad.Undo},
		{[]fyne.Shortcut{
			&fyne.ShortcutRedo{},
			&desktop.CustomShortcut{KeyName: fyne.KeyZ, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift},
		}, t.pad.Redo},
	}
}

// bindKeys makes the window listen to the keyboard while no widget does.
func (t *drawTab) bindKeys() {
	c := t.window.Canvas()
	for _, s := range t.shortcuts() {
		for _, keys := range s.keys {
			c.AddShortcut(keys, t.typedShortcut)
		}
	}
	c.SetOnTypedKey(t.typedKey)
	c.SetOnTypedRune(t.typedRune)
}

func (t *drawTab) typedShortcut(typed fyne.Shortcut) {
	if t.modal != nil {
		return
	}
	for _, s := range t.shortcuts() {
		for _, keys := range s.keys {
			if keys.ShortcutName() == typed.ShortcutName() {
				s.do()
			}
		}
	}
}

func (t *drawTab) typedKey(k *fyne.KeyEvent) {
	if t.modal != nil {
		t.modal.typedKey(k)
		return
	}
	switch k.Name {
	case fyne.KeyEscape, fyne.KeyDelete:
		t.pad.Clear()
	case fyne.KeyReturn, fyne.KeyEnter:
		if t.name.Text != "" && !t.pad.Empty() {
			t.register()
		} else {
			t.window.Canvas().Focus(t.name)
		}
	}
}

// typedRune begins a name: nobody should have to aim for the field first.
func (t *drawTab) typedRune(r rune) {
	if t.modal != nil || r == ' ' && t.name.Text == "" {
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

func enable(b fyne.Disableable, enabled bool) {
	if enabled {
		b.Enable()
	} else {
		b.Disable()
	}
}
