package widget

import (
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/lettering"
	"github.com/oneglyph/oneglyph/model/foreign"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
)

// Ascent is the font's height above the baseline relative to its size.
const Ascent = 1.16

// TextWidth returns how wide a text is at a size.
func TextWidth(s string, size float32) float32 {
	return fyne.MeasureText(s, size, fyne.TextStyle{}).Width
}

// letters knows which characters the window can write. They are Fyne's goroutine's.
var letters = sync.OnceValue(func() *lettering.Fonts {
	fonts, err := lettering.New(uitheme.Fonts()...)
	if err != nil {
		fyne.LogError("fonts", err) // those embedded are tested
	}
	return fonts
})

// Readable returns a text of any origin fit to be shown: it spells out what no font has, and what would break a line or turn the
// direction of what stands beside it.
func Readable(s string) string {
	s = foreign.Text(s)
	if fonts := letters(); fonts != nil {
		return fonts.Readable(s)
	}
	return s
}

// Ellipsize returns a text, made readable, cut so that it is at most this wide.
func Ellipsize(s string, size, width float32) string {
	return lettering.Cut(Readable(s), width, func(s string) float32 { return TextWidth(s, size) })
}

// NewText returns an empty text; SetText sets its colour too.
func NewText(size float32, align fyne.TextAlign) *fynecanvas.Text {
	t := fynecanvas.NewText("", nil)
	t.TextSize, t.Alignment = size, align
	return t
}

// NewMuted returns a line of text of second rank that follows the theme by itself.
func NewMuted(text string, align fyne.TextAlign) *widget.RichText {
	return widget.NewRichText(&widget.TextSegment{Text: text, Style: widget.RichTextStyle{ColorName: uitheme.ColorMuted, Alignment: align}})
}

// NewCaption returns muted text that stands flush with what is under it.
func NewCaption(text string) fyne.CanvasObject {
	blank := -theme.InnerPadding()
	return container.New(layout.NewCustomPaddedLayout(0, 0, blank, blank), NewMuted(text, fyne.TextAlignLeading))
}

// SetMuted changes the text of what NewMuted returned.
func SetMuted(t *widget.RichText, text string) {
	if line := t.Segments[0].(*widget.TextSegment); line.Text != text {
		line.Text = text
		t.Refresh()
	}
}

// SetText sets a text and its colour in the theme, and repaints it if either is another.
func SetText(t *fynecanvas.Text, s string, name fyne.ThemeColorName) {
	if c := theme.Color(name); t.Text != s || t.Color != c {
		t.Text, t.Color = s, c
		t.Refresh()
	}
}

// SmallSize is the size of text of second rank.
const SmallSize = 13

// NewWrapped returns a label that breaks its lines.
func NewWrapped(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.Wrapping = fyne.TextWrapWord
	return l
}

// Named returns the data of a translation that names something: {{.Name}}.
func Named(name string) map[string]any { return map[string]any{"Name": Readable(name)} }

// NewHeading returns the title of a part of a page.
func NewHeading(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.SizeName = theme.SizeNameSubHeadingText
	return l
}

// oneLineWidth is how much of a text OneLine keeps.
const oneLineWidth = 240

// OneLine returns a text on one line, as much of it as a status line has room for.
func OneLine(text string) string {
	text = strings.NewReplacer("\n", " ⏎ ", "\t", " ⇥ ").Replace(text)
	return Ellipsize(text, theme.TextSize(), oneLineWidth)
}
