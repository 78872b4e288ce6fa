package widget

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	uitheme "github.com/oneglyph/oneglyph/ui/theme"
)

// Words stand in a line, the chosen one underlined: the tabs of the window, the parts
// of a page.
type Words struct {
	Content  *fyne.Container
	OnChosen func(i int) // is called when another one is chosen

	all    []*word
	chosen int
}

// WordStyle is how large Words are: of their text, of what is to be hit around it, and
// of the gap between two.
type WordStyle struct{ Text, Height, Gap float32 }

// NewWords chooses the first one, without a call.
func NewWords(style WordStyle, onChosen func(i int), words ...string) *Words {
	w := &Words{Content: container.New(layout.NewCustomPaddedHBoxLayout(style.Gap)), OnChosen: onChosen}
	for i, text := range words {
		one := &word{text: text, style: style, chosen: i == 0, onTapped: func() { w.Choose(i) }}
		one.ExtendBaseWidget(one)
		w.all = append(w.all, one)
		w.Content.Add(one)
	}
	return w
}

// Chosen returns which one is chosen.
func (w *Words) Chosen() int { return w.chosen }

// Choose picks a word; picking the chosen one, or none that there is, does nothing.
func (w *Words) Choose(chosen int) {
	if chosen != w.chosen && chosen >= 0 && chosen < len(w.all) {
		w.Mark(chosen)
		w.OnChosen(chosen)
	}
}

// Next picks the word so many after the chosen one, around the line's ends.
func (w *Words) Next(by int) { w.Choose((w.chosen + by + len(w.all)) % len(w.all)) }

// Mark shows a word as the chosen one, without a call.
func (w *Words) Mark(chosen int) {
	w.chosen = chosen
	for i, one := range w.all {
		one.chosen = i == chosen
		one.Refresh()
	}
}

// word is one of Words.
type word struct {
	widget.BaseWidget
	text     string
	style    WordStyle
	chosen   bool
	onTapped func()
}

var _ desktop.Cursorable = (*word)(nil)

func (w *word) Tapped(*fyne.PointEvent) { w.onTapped() }
func (w *word) Cursor() desktop.Cursor  { return desktop.PointerCursor }

func (w *word) CreateRenderer() fyne.WidgetRenderer {
	r := &wordRenderer{w, NewText(w.style.Text, fyne.TextAlignCenter), fynecanvas.NewRectangle(nil)}
	r.line.CornerRadius = 1
	r.Refresh()
	return r
}

type wordRenderer struct {
	word *word
	text *fynecanvas.Text
	line *fynecanvas.Rectangle
}

func (r *wordRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.text.MinSize().Width, r.word.style.Height)
}

func (r *wordRenderer) Layout(size fyne.Size) {
	height := r.text.MinSize().Height
	Place(r.text, 0, (size.Height-height)/2, size.Width, height)
	Place(r.line, 0, (size.Height+height)/2+2, size.Width, 2)
}

func (r *wordRenderer) Refresh() {
	color := uitheme.ColorMuted
	if r.word.chosen {
		color = theme.ColorNameForeground
	}
	SetText(r.text, r.word.text, color)
	SetFill(r.line, theme.ColorNameForeground)
	SetVisible(r.line, r.word.chosen)
}

func (r *wordRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.text, r.line} }
func (r *wordRenderer) Destroy()                     {}
