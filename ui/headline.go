package ui

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

const (
	headlineHeight = 120
	answerSize     = 64 // legible from two metres
	sentenceSize   = 40
	leastSize      = 24
	asideSize      = 28
)

// message is what a headline says.
type message struct {
	caption string // small, above
	text    string // large
	aside   string // at the right end of the text's line
	measure string // small, above the aside: what it is
	note    string // small, below; only with a sentence
	answer  bool   // the text is a recognised name, not a sentence
}

// headline says one thing so large that it can be read from across a room.
type headline struct {
	widget.BaseWidget
	message message
}

func newHeadline() *headline {
	h := &headline{}
	h.ExtendBaseWidget(h)
	return h
}

func (h *headline) say(m message) {
	if m != h.message {
		h.message = m
		h.Refresh()
	}
}

func (h *headline) CreateRenderer() fyne.WidgetRenderer {
	r := &headlineRenderer{
		headline: h,
		caption:  newText(13, fyne.TextAlignLeading),
		text:     newText(answerSize, fyne.TextAlignLeading),
		aside:    newText(asideSize, fyne.TextAlignTrailing),
		note:     newText(14, fyne.TextAlignLeading),
		measure:  newText(13, fyne.TextAlignTrailing),
	}
	r.Refresh()
	return r
}

type headlineRenderer struct {
	headline                            *headline
	caption, text, aside, note, measure *fynecanvas.Text
}

func (r *headlineRenderer) MinSize() fyne.Size { return fyne.NewSize(240, headlineHeight) }
func (r *headlineRenderer) Destroy()           {}

func (r *headlineRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.caption, r.text, r.aside, r.note, r.measure}
}

func (r *headlineRenderer) Layout(size fyne.Size) {
	m := r.headline.message
	width := size.Width
	if m.aside != "" {
		width -= textWidth(m.aside, asideSize) + 24
	}
	top, largest, color := float32(16), float32(sentenceSize), theme.ColorNameForeground
	if m.answer {
		largest, color = answerSize, colorAccent
	}
	// A long text shrinks to fit, down to where it is no headline any more.
	fitted := largest
	if full := textWidth(m.text, largest); full > width {
		fitted = max(float32(int(largest*width/full)), leastSize)
	}
	r.text.TextSize = fitted
	baseline := top + ascent*largest
	setText(r.text, ellipsize(m.text, fitted, width), color)
	setText(r.caption, ellipsize(m.caption, r.caption.TextSize, size.Width), colorMuted)
	setText(r.measure, m.measure, colorMuted)
	setText(r.aside, m.aside, theme.ColorNameForeground)
	setText(r.note, ellipsize(m.note, r.note.TextSize, size.Width), colorMuted)

	place(r.caption, 0, 0, size.Width, r.caption.MinSize().Height)
	place(r.measure, 0, 0, size.Width, r.measure.MinSize().Height)
	place(r.text, 0, baseline-ascent*fitted, width, r.text.MinSize().Height)
	place(r.aside, 0, baseline-ascent*asideSize, size.Width, r.aside.MinSize().Height)
	place(r.note, 0, top+ascent*sentenceSize+14, size.Width, r.note.MinSize().Height)
}

func (r *headlineRenderer) Refresh() { r.Layout(r.headline.Size()) }
