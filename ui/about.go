package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// showAbout says what the program is and which source it was made of.
func (w *Window) showAbout() {
	origin := uiwidget.NewMuted(w.deps.Build.origin(), fyne.TextAlignLeading)
	origin.Wrapping = fyne.TextWrapWord
	licence := uiwidget.NewMuted(lang.L("MIT licence. © 2026 the Oneglyph authors."), fyne.TextAlignLeading)
	w.session.Ask("Oneglyph "+w.deps.Build.Version, container.New(layout.NewCustomPaddedVBoxLayout(0),
		uiwidget.NewWrapped(lang.L("Draw a character once, name it, and it is recognised from then on.")), origin, licence),
		shell.Choice{Label: lang.L("Third-party licences"), Then: w.showLicences})
}

// licencesSize shows 80 columns.
var licencesSize = fyne.NewSize(712, 320)

func (w *Window) showLicences() {
	text := widget.NewTextGridFromString(assets.ThirdParty)
	text.Scroll = fyne.ScrollBoth
	w.session.Ask(lang.L("Third-party licences"), container.NewGridWrap(licencesSize, text))
}
