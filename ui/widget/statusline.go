package widget

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	uitheme "github.com/oneglyph/oneglyph/ui/theme"
)

const statusHeight = 32

// StatusLine is small text at the end of a line.
type StatusLine struct {
	widget.BaseWidget
	Text string
}

// NewStatusLine returns an empty line.
func NewStatusLine() *StatusLine {
	s := &StatusLine{}
	s.ExtendBaseWidget(s)
	return s
}

// SetText shows a text, cut where it is too long.
func (s *StatusLine) SetText(text string) {
	if text != s.Text {
		s.Text = text
		s.Refresh()
	}
}

func (s *StatusLine) CreateRenderer() fyne.WidgetRenderer {
	r := &statusRenderer{line: s, text: NewText(SmallSize, fyne.TextAlignTrailing)}
	r.Refresh()
	return r
}

type statusRenderer struct {
	line *StatusLine
	text *fynecanvas.Text
}

func (r *statusRenderer) MinSize() fyne.Size           { return fyne.NewSize(0, statusHeight) }
func (r *statusRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.text} }
func (r *statusRenderer) Destroy()                     {}

func (r *statusRenderer) Layout(size fyne.Size) {
	SetText(r.text, Ellipsize(r.line.Text, SmallSize, size.Width), uitheme.ColorMuted)
	height := r.text.MinSize().Height
	Place(r.text, 0, (size.Height-height)/2, size.Width, height) // on the line of the words beside it
}

func (r *statusRenderer) Refresh() { r.Layout(r.line.Size()) }
