package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// notice is a line about what happened in the background. It stays until it is
// put away, or was about a trouble that is over.
type notice struct {
	label *widget.Label
	line  *fyne.Container
	news  string // to stand here when no trouble does; empty for nothing
}

func newNotice() *notice {
	n := &notice{label: widget.NewLabel("")}
	n.label.Wrapping = fyne.TextWrapWord
	n.label.Importance = widget.WarningImportance
	away := widget.NewButtonWithIcon("", theme.CancelIcon(), n.hide)
	away.Importance = widget.LowImportance
	n.line = container.New(layout.NewCustomPaddedLayout(0, 0, margin-8, margin-8),
		container.NewBorder(nil, nil, nil, container.NewVBox(away), n.label))
	n.hide()
	return n
}

func (n *notice) show(text string) {
	n.news = text
	n.trouble(text)
}

// trouble stands in front of the news until settle.
func (n *notice) trouble(text string) {
	n.label.SetText(text)
	n.line.Show()
}

// settle takes the trouble away, if there is any.
func (n *notice) settle() {
	if n.news == "" {
		n.hide()
		return
	}
	n.show(n.news)
}

// hide puts everything away.
func (n *notice) hide() {
	n.news = ""
	n.line.Hide()
}
