package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"oneglyph/assets"
)

// Window is the program's only window.
type Window struct {
	fyne fyne.Window
	draw *drawTab
}

// NewWindow builds the window over what it works with, and gives the app its
// look and its languages.
func NewWindow(a fyne.App, deps Deps) *Window {
	icon := fyne.NewStaticResource("icon.png", assets.Icon)
	a.SetIcon(icon)
	a.Settings().SetTheme(newLook())
	if err := lang.AddTranslationsFS(assets.Translations, "translations"); err != nil {
		fyne.LogError("translations", err) // English is in the code
	}

	w := &Window{fyne: a.NewWindow("Oneglyph")}
	w.fyne.SetIcon(icon)
	note := newNotice()
	w.draw = newDrawTab(w.fyne, deps, note)
	tabs := newTabs(tab{lang.L("Draw"), w.draw.content})
	w.fyne.SetPadded(false)
	w.fyne.SetContent(container.NewBorder(nil, note.line, nil, nil, tabs))
	w.fyne.Resize(fyne.NewSize(1080, 720))
	w.fyne.SetMaster()

	if text := deps.Keeper.Notice(); text != "" {
		note.show(text)
	}
	return w
}

// ShowAndRun shows the window and runs the app until it is closed.
func (w *Window) ShowAndRun() { w.fyne.ShowAndRun() }
