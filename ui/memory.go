package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// What a window remembers of the one before it.
const (
	widthKey, heightKey = "width", "height"
	pageKey             = "page"
)

// sized is a layout that is told of each size of the window.
type sized struct {
	uiwidget.Roomy
	onSize func()
}

func (s sized) Layout(o []fyne.CanvasObject, size fyne.Size) {
	s.Roomy.Layout(o, size)
	s.onSize()
}

var firstSize = fyne.NewSize(1080, 720)

// restore brings back the size and the page of the last window, and has them kept from
// then on whenever they change: the program may be killed.
func (w *Window) restore() {
	within := func(key string, fallback, least, most float32) float32 {
		return min(max(float32(w.session.Settings.FloatWithFallback(key, float64(fallback))), least), most)
	}
	w.session.Window.Resize(fyne.NewSize(
		within(widthKey, firstSize.Width, 400, 8000),
		within(heightKey, firstSize.Height, 300, 8000)))
	name := w.session.Settings.StringWithFallback(pageKey, "")
	if page := slices.IndexFunc(w.tabs.all, func(t tab) bool { return t.name == name }); page > 0 {
		w.tabs.choose(page)
	}
	w.restored = true
	w.remember()
}

// remember keeps this window's for the next.
func (w *Window) remember() {
	if !w.restored {
		return
	}
	size := w.session.Window.Canvas().Size()
	w.session.Settings.SetFloat(widthKey, float64(size.Width))
	w.session.Settings.SetFloat(heightKey, float64(size.Height))
	w.session.Settings.SetString(pageKey, w.tabs.all[w.tabs.chosen()].name)
}
