package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// sheetHeight is as much as the smallest window has room for.
const sheetHeight = 400

// showShortcuts shows the sheet of what the keyboard does.
func (w *Window) showShortcuts() {
	sheet := container.New(layout.NewCustomPaddedVBoxLayout(0))
	for _, s := range w.shortcuts() {
		sheet.Add(sheetLine(s))
	}
	for _, one := range w.tabs.all {
		page, ok := one.page.(keyed)
		if !ok {
			continue
		}
		sheet.Add(newMuted(one.title, fyne.TextAlignLeading))
		for _, s := range page.keys() {
			sheet.Add(sheetLine(s))
		}
	}
	all := container.NewVScroll(sheet)
	all.SetMinSize(fyne.NewSize(0, min(sheet.MinSize().Height, sheetHeight)))
	w.ask(lang.L("Keyboard shortcuts"), all)
}

func sheetLine(s shortcut) fyne.CanvasObject {
	return container.NewBorder(nil, nil, nil, newMuted(s.keyNames(), fyne.TextAlignTrailing), widget.NewLabel(s.name))
}

// keyNames lists the keys of a shortcut as they are written on them.
func (s shortcut) keyNames() string {
	var names []string
	for _, keys := range s.keys {
		if k, ok := keys.(fyne.KeyboardShortcut); ok {
			names = append(names, keyText(k.Mod(), k.Key()))
		}
	}
	for _, key := range s.plain {
		if key != fyne.KeyEnter { // it says the same on the key as Return
			names = append(names, keyText(0, key))
		}
	}
	return strings.Join(names, ", ")
}

// keyText names keys as they are written on them: "Ctrl+Shift+Z", on a Mac ⇧⌘Z.
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
