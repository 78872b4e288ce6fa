package widget

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Shortcut binds keys to what they do. The sheet of shortcuts lists it by its
// name.
type Shortcut struct {
	Name  string
	Keys  []fyne.Shortcut // hold wherever the focus is, but text being typed has its own undo
	Plain []fyne.KeyName  // without a modifier: hold while no field has the keyboard
	Do    func()
	Each  func(i int) // in place of Do: by which of Keys
}

// Types does what keys are bound to, if they are among the shortcut's.
func (s Shortcut) Types(typed fyne.Shortcut) {
	for i, keys := range s.Keys {
		switch {
		case keys.ShortcutName() != typed.ShortcutName():
		case s.Each != nil:
			s.Each(i)
		default:
			s.Do()
		}
	}
}

// Press does what a key without a modifier is bound to, and reports whether it is
// bound to anything.
func Press(bound []Shortcut, k *fyne.KeyEvent) bool {
	for _, s := range bound {
		if slices.Contains(s.Plain, k.Name) {
			s.Do()
			return true
		}
	}
	return false
}

// Command returns the shortcut of a key with Ctrl, or with Cmd on a Mac.
func Command(k fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}
}

// CommandShift returns that of a key with Shift too.
func CommandShift(k fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}

// Page returns the keys of the page of a number, from 1: Alt and that, or Ctrl on a Mac,
// where Alt writes signs.
func Page(number int) fyne.Shortcut {
	modifier := fyne.KeyModifierAlt
	if fyne.KeyModifierShortcutDefault == fyne.KeyModifierSuper {
		modifier = fyne.KeyModifierControl
	}
	return &desktop.CustomShortcut{KeyName: fyne.KeyName(strconv.Itoa(number)), Modifier: modifier}
}

// few are as many keys of one shortcut as are listed one by one.
const few = 3

// KeyNames returns the keys of a shortcut as they are written on them.
func (s Shortcut) KeyNames() string {
	var names []string
	for _, keys := range s.Keys {
		if k, ok := keys.(fyne.KeyboardShortcut); ok {
			names = append(names, keyText(k.Mod(), k.Key()))
		}
	}
	for _, key := range s.Plain {
		if key != fyne.KeyEnter { // it says the same on the key as Return
			names = append(names, keyText(0, key))
		}
	}
	if len(s.Keys) > few {
		return names[0] + " … " + names[len(s.Keys)-1]
	}
	return strings.Join(names, ", ")
}

// keyText returns keys as they are written on them: "Ctrl+Shift+Z", on a Mac ⇧⌘Z.
func keyText(mod fyne.KeyModifier, key fyne.KeyName) string {
	name := string(key)
	switch key {
	case fyne.KeyEscape:
		name = "Esc"
	case fyne.KeyDelete:
		name = "Del"
	case fyne.KeyReturn:
		name = "Enter"
	}
	mac := fyne.KeyModifierShortcutDefault == fyne.KeyModifierSuper
	for _, m := range []struct {
		modifier    fyne.KeyModifier
		text, onMac string
	}{
		{fyne.KeyModifierSuper, "Super+", "⌘"},
		{fyne.KeyModifierShift, "Shift+", "⇧"},
		{fyne.KeyModifierAlt, "Alt+", "⌥"},
		{fyne.KeyModifierControl, "Ctrl+", "⌃"},
	} {
		switch {
		case mod&m.modifier == 0:
		case mac:
			name = m.onMac + name
		default:
			name = m.text + name
		}
	}
	return name
}
