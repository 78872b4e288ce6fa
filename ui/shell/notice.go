package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// Notice is a line about what happened: in the background, until it is put away
// or was about a trouble that is over; or just now, with a way back, until the
// next thing happens.
type Notice struct {
	Label   *widget.Label
	Back    *widget.Button // back
	away    *uiwidget.TipButton
	Line    *fyne.Container
	OnShown func() // is called once the line has come or gone

	// What is to be said, the first that is not empty: passing, trouble, news.
	passing, problem, news string
}

func newNotice(t *uiwidget.Tips) *Notice {
	n := &Notice{Label: widget.NewLabel(""), Back: widget.NewButton("", nil), OnShown: func() {}}
	n.Label.Wrapping = fyne.TextWrapWord
	n.Back.Importance = widget.LowImportance
	n.away = t.NewIconButton("", theme.CancelIcon(), n.Hide)
	n.Line = container.New(layout.NewCustomPaddedLayout(0, 0, uiwidget.Margin-8, uiwidget.Margin-8),
		container.NewBorder(nil, nil, nil, container.NewVBox(container.NewHBox(n.Back, n.away)), n.Label))
	n.Hide()
	return n
}

// Translate puts the notice, which outlives the pages, into their language.
func (n *Notice) Translate() { n.away.Label = lang.L("Close") }

// Repaint paints it in the colours of the theme.
func (n *Notice) Repaint() {
	n.Label.Refresh()
	n.Back.Refresh()
	n.away.Refresh()
}

// Show shows news, which stay until they are put away.
func (n *Notice) Show(text string) { n.news = text; n.refresh() }

// trouble stands in front of the news until settle.
func (n *Notice) trouble(text string) { n.problem = text; n.refresh() }

// settle takes the trouble away, if there is any.
func (n *Notice) settle() { n.trouble("") }

// Offer says what was done just now, and offers a way back from it, if there is
// one.
func (n *Notice) Offer(text, way string, back func()) {
	n.passing = text
	n.Back.OnTapped = back
	n.Back.SetText(way)
	n.refresh()
}

// Pass takes the offer away, since something else is being done.
func (n *Notice) Pass() {
	if n.passing != "" {
		n.passing = ""
		n.refresh()
	}
}

// Hide puts everything away.
func (n *Notice) Hide() {
	n.passing, n.problem, n.news = "", "", ""
	n.refresh()
}

func (n *Notice) refresh() {
	text, importance := n.passing, widget.MediumImportance
	uiwidget.SetVisible(n.Back, text != "" && n.Back.Text != "")
	for _, grave := range []string{n.problem, n.news} {
		if text == "" {
			text, importance = grave, widget.WarningImportance
		}
	}
	n.Label.Importance = importance
	n.Label.SetText(text)
	if text == "" {
		n.away.Leave()
	}
	if n.Line.Visible() != (text != "") {
		uiwidget.SetVisible(n.Line, text != "")
		n.OnShown()
	}
}
