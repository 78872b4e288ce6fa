package inspect

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// segments are words in a line, of which one is chosen.
type segments struct {
	content  *fyne.Container
	words    []*segment
	chosen   int
	onChosen func()
}

func newSegments(onChosen func(), words ...string) *segments {
	s := &segments{onChosen: onChosen, content: container.New(layout.NewCustomPaddedHBoxLayout(12))}
	for i, word := range words {
		one := &segment{word: word, onTapped: func() { s.choose(i) }}
		one.ExtendBaseWidget(one)
		s.words = append(s.words, one)
		s.content.Add(one)
	}
	s.mark()
	return s
}

// choose picks a word; picking the chosen one does nothing.
func (s *segments) choose(i int) {
	if i == s.chosen || i < 0 || i >= len(s.words) {
		return
	}
	s.chosen = i
	s.mark()
	s.onChosen()
}

func (s *segments) mark() {
	for i, one := range s.words {
		one.chosen = i == s.chosen
		one.Refresh()
	}
}

// segment is one of the words.
type segment struct {
	widget.BaseWidget
	word     string
	chosen   bool
	onTapped func()
}

var _ desktop.Cursorable = (*segment)(nil)

func (s *segment) Tapped(*fyne.PointEvent) { s.onTapped() }
func (s *segment) Cursor() desktop.Cursor  { return desktop.PointerCursor }

func (s *segment) CreateRenderer() fyne.WidgetRenderer {
	r := &segmentRenderer{s, uiwidget.NewText(uiwidget.SmallSize, fyne.TextAlignLeading), fynecanvas.NewRectangle(nil)}
	r.line.CornerRadius = 1
	r.Refresh()
	return r
}

type segmentRenderer struct {
	segment *segment
	text    *fynecanvas.Text
	line    *fynecanvas.Rectangle
}

const segmentHeight = 32

func (r *segmentRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.text.MinSize().Width, segmentHeight)
}

func (r *segmentRenderer) Layout(size fyne.Size) {
	height := r.text.MinSize().Height
	uiwidget.Place(r.text, 0, (size.Height-height)/2, size.Width, height)
	uiwidget.Place(r.line, 0, (size.Height+height)/2+1, size.Width, 2)
}

func (r *segmentRenderer) Refresh() {
	color := uitheme.ColorMuted
	if r.segment.chosen {
		color = theme.ColorNameForeground
	}
	uiwidget.SetText(r.text, r.segment.word, color)
	uiwidget.SetFill(r.line, theme.ColorNameForeground)
	uiwidget.SetVisible(r.line, r.segment.chosen)
}

func (r *segmentRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.text, r.line}
}
func (r *segmentRenderer) Destroy() {}
