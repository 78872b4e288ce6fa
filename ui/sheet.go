package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
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
		keys := one.page.Shortcuts()
		if len(keys) == 0 {
			continue
		}
		sheet.Add(uiwidget.NewMuted(one.title, fyne.TextAlignLeading))
		for _, s := range keys {
			sheet.Add(sheetLine(s))
		}
	}
	all := container.NewVScroll(sheet)
	all.SetMinSize(fyne.NewSize(0, min(sheet.MinSize().Height, sheetHeight)))
	w.session.Ask(lang.L("Keyboard shortcuts"), all)
}

func sheetLine(s uiwidget.Shortcut) fyne.CanvasObject {
	return container.NewBorder(nil, nil, nil, uiwidget.NewMuted(s.KeyNames(), fyne.TextAlignTrailing), widget.NewLabel(s.Name))
}
