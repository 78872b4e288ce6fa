package widget

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Slider is Fyne's with a track that can be seen on the window's background.
type Slider struct{ widget.Slider }

// NewSlider returns a slider of a range, in steps of 1 unless Step is set.
func NewSlider(least, most float64) *Slider {
	s := &Slider{widget.Slider{Min: least, Max: most, Step: 1}}
	s.ExtendBaseWidget(s)
	return s
}

func (s *Slider) CreateRenderer() fyne.WidgetRenderer {
	r := &sliderRenderer{s.Slider.CreateRenderer()}
	r.colour()
	return r
}

type sliderRenderer struct{ fyne.WidgetRenderer }

func (r *sliderRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.colour()
}

// colour gives the track, which has a field's background, a field's border.
func (r *sliderRenderer) colour() {
	for _, o := range r.Objects() {
		if track, ok := o.(*fynecanvas.Rectangle); ok && track.FillColor == theme.Color(theme.ColorNameInputBackground) {
			track.FillColor = theme.Color(theme.ColorNameInputBorder)
		}
	}
}
