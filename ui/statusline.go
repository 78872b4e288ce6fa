package ui

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

const statusHeight = 32

// statusLine is small text at the end of a line.
type statusLine struct {
	widget.BaseWidget
	text string
}

func newStatusLine() *statusLine {
	s := &statusLine{}
	s.ExtendBaseWidget(s)
	return s
}

func (s *statusLine) say(text string) {
	if text != s.text {
		s.text = text
		s.Refresh()
	}
}

func (s *statusLine) CreateRenderer() fyne.WidgetRenderer {
	r := &statusRenderer{line: s, text: newText(smallSize, fyne.TextAlignTrailing)}
	r.Refresh()
	return r
}

type statusRenderer struct {
	line *statusLine
	text *fynecanvas.Text
}

func (r *statusRenderer) MinSize() fyne.Size           { return fyne.NewSize(0, statusHeight) }
func (r *statusRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.text} }
func (r *statusRenderer) Destroy()                     {}

func (r *statusRenderer) Layout(size fyne.Size) {
	setText(r.text, ellipsize(r.line.text, smallSize, size.Width), colorMuted)
	height := r.text.MinSize().Height
	place(r.text, 0, size.Height-height, size.Width, height)
}

func (r *statusRenderer) Refresh() { r.Layout(r.line.Size()) }
