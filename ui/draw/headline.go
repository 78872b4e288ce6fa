package draw

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	headlineHeight = 120
	answerSize     = 64 // legible from two metres
	sentenceSize   = 40
	leastSize      = 24
	asideSize      = 28
	noteSize       = 14
	leastNote      = 12
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
		caption:  uiwidget.NewText(13, fyne.TextAlignLeading),
		text:     uiwidget.NewText(answerSize, fyne.TextAlignLeading),
		aside:    uiwidget.NewText(asideSize, fyne.TextAlignTrailing),
		note:     uiwidget.NewText(noteSize, fyne.TextAlignLeading),
		measure:  uiwidget.NewText(13, fyne.TextAlignTrailing),
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
		width -= uiwidget.TextWidth(m.aside, asideSize) + 24
	}
	top, largest, color := float32(16), float32(sentenceSize), theme.ColorNameForeground
	if m.answer {
		largest, color = answerSize, uitheme.ColorAccent
	}
	// A long text shrinks to fit, down to where it is no headline any more.
	fitted := largest
	if full := uiwidget.TextWidth(m.text, largest); full > width {
		fitted = max(float32(int(largest*width/full)), leastSize)
	}
	r.text.TextSize = fitted
	baseline := top + uiwidget.Ascent*largest
	uiwidget.SetText(r.text, uiwidget.Ellipsize(m.text, fitted, width), color)
	uiwidget.SetText(r.caption, uiwidget.Ellipsize(m.caption, r.caption.TextSize, size.Width), uitheme.ColorMuted)
	uiwidget.SetText(r.measure, m.measure, uitheme.ColorMuted)
	uiwidget.SetText(r.aside, m.aside, theme.ColorNameForeground)
	r.note.TextSize = noteSize
	if full := uiwidget.TextWidth(m.note, noteSize); full > size.Width {
		r.note.TextSize = max(float32(int(noteSize*size.Width/full)), leastNote)
	}
	uiwidget.SetText(r.note, uiwidget.Ellipsize(m.note, r.note.TextSize, size.Width), uitheme.ColorMuted)

	uiwidget.Place(r.caption, 0, 0, size.Width, r.caption.MinSize().Height)
	uiwidget.Place(r.measure, 0, 0, size.Width, r.measure.MinSize().Height)
	uiwidget.Place(r.text, 0, baseline-uiwidget.Ascent*fitted, width, r.text.MinSize().Height)
	uiwidget.Place(r.aside, 0, baseline-uiwidget.Ascent*asideSize, size.Width, r.aside.MinSize().Height)
	uiwidget.Place(r.note, 0, top+uiwidget.Ascent*sentenceSize+14, size.Width, r.note.MinSize().Height)
}

func (r *headlineRenderer) Refresh() { r.Layout(r.headline.Size()) }
