package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// notice is a line about what happened: in the background, until it is put away
// or was about a trouble that is over; or just now, with a way back, until the
// next thing happens.
type notice struct {
	label   *widget.Label
	way     *widget.Button // back
	away    *uiwidget.TipButton
	line    *fyne.Container
	arrange func() // puts what stands beside the line in its place, once the line has come or gone

	// What is to be said, the first that is not empty: passing, trouble, news.
	passing, problem, news string
}

func newNotice(t *uiwidget.Tips) *notice {
	n := &notice{label: widget.NewLabel(""), way: widget.NewButton("", nil), arrange: func() {}}
	n.label.Wrapping = fyne.TextWrapWord
	n.way.Importance = widget.LowImportance
	n.away = t.NewIconButton("", theme.CancelIcon(), n.hide)
	n.line = container.New(layout.NewCustomPaddedLayout(0, 0, uiwidget.Margin-8, uiwidget.Margin-8),
		container.NewBorder(nil, nil, nil, container.NewVBox(container.NewHBox(n.way, n.away)), n.label))
	n.hide()
	return n
}

// translate puts the notice, which outlives the pages, into their language.
func (n *notice) translate() { n.away.Label = lang.L("Close") }

// repaint paints it in the colours of the theme.
func (n *notice) repaint() {
	n.label.Refresh()
	n.way.Refresh()
	n.away.Refresh()
}

// show tells news, which stay until they are put away.
func (n *notice) show(text string) { n.news = text; n.refresh() }

// trouble stands in front of the news until settle.
func (n *notice) trouble(text string) { n.problem = text; n.refresh() }

// settle takes the trouble away, if there is any.
func (n *notice) settle() { n.trouble("") }

// offer says what was done just now, and offers a way back from it, if there is
// one.
func (n *notice) offer(text, way string, back func()) {
	n.passing = text
	n.way.OnTapped = back
	n.way.SetText(way)
	n.refresh()
}

// pass takes the offer away, since something else is being done.
func (n *notice) pass() {
	if n.passing != "" {
		n.passing = ""
		n.refresh()
	}
}

// hide puts everything away.
func (n *notice) hide() {
	n.passing, n.problem, n.news = "", "", ""
	n.refresh()
}

func (n *notice) refresh() {
	text, importance := n.passing, widget.MediumImportance
	uiwidget.SetVisible(n.way, text != "" && n.way.Text != "")
	for _, grave := range []string{n.problem, n.news} {
		if text == "" {
			text, importance = grave, widget.WarningImportance
		}
	}
	n.label.Importance = importance
	n.label.SetText(text)
	if text == "" {
		n.away.Leave()
	}
	if n.line.Visible() != (text != "") {
		uiwidget.SetVisible(n.line, text != "")
		n.arrange()
	}
}
