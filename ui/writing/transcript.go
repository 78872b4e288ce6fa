package writing

import (
	"strings"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// transcript is a line of large text; of one that is too long the end is seen, where
// the pen is.
type transcript struct {
	widget.BaseWidget
	text, invitation string
}

func newTranscript(invitation string) *transcript {
	t := &transcript{invitation: invitation}
	t.ExtendBaseWidget(t)
	return t
}

func (t *transcript) set(text string) {
	if text != t.text {
		t.text = text
		t.Refresh()
	}
}

const (
	textSize   = 28
	textHeight = 48
)

func (t *transcript) CreateRenderer() fyne.WidgetRenderer {
	r := &transcriptRenderer{transcript: t, text: uiwidget.NewText(textSize, fyne.TextAlignLeading)}
	r.Refresh()
	return r
}

type transcriptRenderer struct {
	transcript *transcript
	text       *fynecanvas.Text
}

func (r *transcriptRenderer) MinSize() fyne.Size           { return fyne.NewSize(120, textHeight) }
func (r *transcriptRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.text} }
func (r *transcriptRenderer) Destroy()                     {}

func (r *transcriptRenderer) Layout(size fyne.Size) {
	t := r.transcript
	text, colour, letters := ending(uiwidget.Readable(strings.ReplaceAll(t.text, "\n", " ")), size.Width-8), theme.ColorNameForeground, float32(textSize)
	if t.text == "" {
		text, colour, letters = uiwidget.Ellipsize(t.invitation, 16, size.Width-8), uitheme.ColorMuted, 16
	}
	r.text.TextSize = letters
	uiwidget.SetText(r.text, text, colour)
	height := r.text.MinSize().Height
	uiwidget.Place(r.text, 0, (size.Height-height)/2, size.Width, height)
}

func (r *transcriptRenderer) Refresh() { r.Layout(r.transcript.Size()) }

// ending is as much of a text's end as fits a width.
func ending(text string, width float32) string {
	if uiwidget.TextWidth(text, textSize) <= width {
		return text
	}
	runes := []rune(text)
	for len(runes) > 0 && uiwidget.TextWidth("…"+string(runes), textSize) > width {
		runes = runes[1:]
	}
	return "…" + string(runes)
}
