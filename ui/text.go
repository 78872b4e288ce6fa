package ui

import (
	"sync"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/lettering"
	"github.com/oneglyph/oneglyph/model/foreign"
)

// ascent is the font's height above the baseline relative to its size.
const ascent = 1.16

func textWidth(s string, size float32) float32 {
	return fyne.MeasureText(s, size, fyne.TextStyle{}).Width
}

// letters knows which characters the window can write. They are Fyne's goroutine's.
var letters = sync.OnceValue(func() *lettering.Fonts {
	fonts, err := lettering.New(Fonts()...)
	if err != nil {
		fyne.LogError("fonts", err) // those embedded are tested
	}
	return fonts
})

// readable spells out what no font has, and what would break a line or turn the
// direction of what stands beside it.
func readable(s string) string {
	s = foreign.Text(s)
	if fonts := letters(); fonts != nil {
		return fonts.Readable(s)
	}
	return s
}

// ellipsize cuts a text so that it is at most this wide.
func ellipsize(s string, size, width float32) string {
	return lettering.Cut(readable(s), width, func(s string) float32 { return textWidth(s, size) })
}

// newText makes a text of one of the theme's colours, which set gives it.
func newText(size float32, align fyne.TextAlign) *fynecanvas.Text {
	t := fynecanvas.NewText("", nil)
	t.TextSize, t.Alignment = size, align
	return t
}

// newMuted makes a line of text of second rank that follows the theme by itself.
func newMuted(text string, align fyne.TextAlign) *widget.RichText {
	return widget.NewRichText(&widget.TextSegment{Text: text, Style: widget.RichTextStyle{ColorName: colorMuted, Alignment: align}})
}

// newCaption is muted text that stands flush with what is under it.
func newCaption(text string) fyne.CanvasObject {
	blank := -theme.InnerPadding()
	return container.New(layout.NewCustomPaddedLayout(0, 0, blank, blank), newMuted(text, fyne.TextAlignLeading))
}

func setMuted(t *widget.RichText, text string) {
	if line := t.Segments[0].(*widget.TextSegment); line.Text != text {
		line.Text = text
		t.Refresh()
	}
}

// setText repaints a text if anything about it changed.
func setText(t *fynecanvas.Text, s string, name fyne.ThemeColorName) {
	if c := theme.Color(name); t.Text != s || t.Color != c {
		t.Text, t.Color = s, c
		t.Refresh()
	}
}

// place moves and sizes an object.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
