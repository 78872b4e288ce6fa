package shell

import (
	"strings"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
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
	Label *widget.Label
	Back  *widget.Button      // back
	more  *uiwidget.TipButton // shows all of a text that is longer than the line
	away  *uiwidget.TipButton
	Line  *fyne.Container
	paper *fynecanvas.Rectangle // behind the line, where it lies over a page
	whole *fyne.Container       // the page and the line over it

	open bool // all of a long text is shown, over the page

	// What is to be said, the first that is not empty: passing, trouble, news.
	passing, problem, news string
}

func newNotice(t *uiwidget.Tips) *Notice {
	n := &Notice{Label: widget.NewLabel(""), Back: widget.NewButton("", nil), paper: fynecanvas.NewRectangle(nil)}
	n.Label.Truncation = fyne.TextTruncateEllipsis
	n.Back.Importance = widget.LowImportance
	n.more = t.NewIconButton("", theme.MoreHorizontalIcon(), func() { n.open = !n.open; n.fit() })
	n.away = t.NewIconButton("", theme.CancelIcon(), n.Hide)
	blank := uiwidget.Margin - theme.InnerPadding()
	n.Line = container.NewStack(n.paper, container.New(layout.NewCustomPaddedLayout(0, 0, blank, blank),
		container.NewBorder(nil, nil, nil, container.NewVBox(container.NewHBox(n.Back, n.more, n.away)), n.Label)))
	n.Hide()
	return n
}

// Translate puts the notice, which outlives the pages, into their language.
func (n *Notice) Translate() { n.more.Label, n.away.Label = lang.L("Show all of it"), lang.L("Close") }

// Under returns a page with the notice at its lower edge, where one line of it has room
// reserved: what is on the page never moves or changes its size for it, least of all the
// pad under a pen. Of a longer notice all is shown, over the page, when a person wants it.
func (n *Notice) Under(page fyne.CanvasObject) fyne.CanvasObject {
	n.whole = container.New(overPage{n}, page, n.Line)
	return n.whole
}

// noticeRoom is what the window leaves for the notice besides a page's own lower margin,
// which is uiwidget.Margin.
const noticeRoom = 16

// overPage lays a notice over the lower edge of a page.
type overPage struct{ notice *Notice }

func (overPage) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(0, noticeRoom)
}

func (l overPage) Layout(o []fyne.CanvasObject, size fyne.Size) {
	page, line := o[0], o[1]
	l.notice.fold(size.Width)
	uiwidget.Place(page, 0, 0, size.Width, size.Height-noticeRoom)
	line.Resize(fyne.NewSize(size.Width, line.Size().Height)) // its height follows from its width
	height := line.MinSize().Height
	uiwidget.Place(line, 0, size.Height-height, size.Width, height)
}

// fold has a text that is longer than the line in a width cut, unless all of it is to be
// seen.
func (n *Notice) fold(width float32) {
	room := width - 2*uiwidget.Margin - n.away.MinSize().Width
	if n.Back.Visible() {
		room -= n.Back.MinSize().Width + theme.Padding()
	}
	long := strings.Contains(n.Label.Text, "\n") || uiwidget.TextWidth(n.Label.Text, theme.TextSize()) > room
	uiwidget.SetVisible(n.more, long)
	wrapping, truncation := fyne.TextWrapOff, fyne.TextTruncateEllipsis
	if long && n.open {
		wrapping, truncation = fyne.TextWrapWord, fyne.TextTruncateOff
	}
	if n.Label.Wrapping != wrapping || n.Label.Truncation != truncation {
		n.Label.Wrapping, n.Label.Truncation = wrapping, truncation
		n.Label.Refresh()
	}
}

// fit lays the notice out again.
func (n *Notice) fit() {
	if n.whole != nil {
		uiwidget.Relayout(n.whole)
	}
}

// Repaint paints it in the colours of the theme.
func (n *Notice) Repaint() {
	uiwidget.SetFill(n.paper, theme.ColorNameBackground)
	n.Label.Refresh()
	n.Back.Refresh()
	n.more.Refresh()
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
	uiwidget.SetFill(n.paper, theme.ColorNameBackground)
	text, importance := n.passing, widget.MediumImportance
	uiwidget.SetVisible(n.Back, text != "" && n.Back.Text != "")
	for _, grave := range []string{n.problem, n.news} {
		if text == "" {
			text, importance = grave, widget.WarningImportance
		}
	}
	n.open = n.open && text == n.Label.Text
	n.Label.Importance = importance
	n.Label.SetText(text)
	if text == "" {
		n.more.Leave()
		n.away.Leave()
	}
	uiwidget.SetVisible(n.Line, text != "")
	n.fit() // a longer text is cut
}
