package training

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	figureSize   = 20
	leastFigure  = 12
	figureHeight = 56
)

// figure is a number and what it is of.
type figure struct{ caption, value string }

// figures shows a few figures in a line, all equally wide.
type figures struct {
	widget.BaseWidget
	all []figure
}

func newFigures(captions ...string) *figures {
	f := &figures{}
	for _, caption := range captions {
		f.all = append(f.all, figure{caption: caption, value: "–"})
	}
	f.ExtendBaseWidget(f)
	return f
}

// say sets the figures' values, in the captions' order.
func (f *figures) say(values ...string) {
	changed := false
	for i, v := range values {
		if f.all[i].value != v {
			f.all[i].value, changed = v, true
		}
	}
	if changed {
		f.Refresh()
	}
}

func (f *figures) CreateRenderer() fyne.WidgetRenderer {
	r := &figuresRenderer{figures: f}
	for range f.all {
		r.captions = append(r.captions, uiwidget.NewText(12, fyne.TextAlignLeading))
		r.values = append(r.values, uiwidget.NewText(figureSize, fyne.TextAlignLeading))
	}
	r.Refresh()
	return r
}

type figuresRenderer struct {
	figures          *figures
	captions, values []*fynecanvas.Text
}

func (r *figuresRenderer) MinSize() fyne.Size { return fyne.NewSize(300, figureHeight) }
func (r *figuresRenderer) Destroy()           {}

func (r *figuresRenderer) Objects() (all []fyne.CanvasObject) {
	for i := range r.captions {
		all = append(all, r.captions[i], r.values[i])
	}
	return all
}

func (r *figuresRenderer) Layout(size fyne.Size) {
	width := size.Width / float32(len(r.captions))
	for i, f := range r.figures.all {
		uiwidget.SetText(r.captions[i], uiwidget.Ellipsize(f.caption, 12, width-8), uitheme.ColorMuted)
		// A long number shrinks to fit, like a headline.
		if full := uiwidget.TextWidth(f.value, figureSize); full > width-8 && width > 8 {
			r.values[i].TextSize = max(float32(int(figureSize*(width-8)/full)), leastFigure)
		} else {
			r.values[i].TextSize = figureSize
		}
		uiwidget.SetText(r.values[i], uiwidget.Ellipsize(f.value, r.values[i].TextSize, width-8), theme.ColorNameForeground)
		uiwidget.Place(r.captions[i], width*float32(i), 0, width-8, r.captions[i].MinSize().Height)
		uiwidget.Place(r.values[i], width*float32(i), r.captions[i].MinSize().Height, width-8, r.values[i].MinSize().Height)
	}
}

func (r *figuresRenderer) Refresh() { r.Layout(r.figures.Size()) }
