package ui

import "fyne.io/fyne/v2"

// setLanguage builds the pages again in a language.
func (w *Window) setLanguage(language string) {
	if err := speak(language); err != nil {
		fyne.LogError("translations", err)
		return
	}
	w.rebuildPages()
}

// setVariant builds the pages again in a variant's colours, and paints what outlives
// them.
func (w *Window) setVariant(variant string) {
	w.theme.SetVariant(variant)
	w.rebuildPages()
	w.session.Pad.Refresh()
	w.session.Notice.Repaint()
}

// rebuildPages builds the pages again. What they show stays: the drawing and its name,
// the steps to undo, what is searched and chosen, a run of training.
func (w *Window) rebuildPages() {
	draw, gallery, training, writing, challenge, page, inspect, chosen := w.draw, w.gallery, w.training, w.writing, w.challenge, w.page, w.inspect, w.tabs.chosen()
	w.closePages()
	w.buildPages()
	w.draw.RestoreFrom(draw)
	w.gallery.RestoreFrom(gallery)
	w.training.RestoreFrom(training)
	w.writing.RestoreFrom(writing)
	w.challenge.RestoreFrom(challenge)
	w.page.RestoreFrom(page)
	w.inspect.RestoreFrom(inspect)
	w.tabs.choose(chosen)
	w.fillTray()
	if w.quick != nil {
		w.quick.Translate()
	}
}

// closePages ends what the pages have begun.
func (w *Window) closePages() {
	for _, one := range w.tabs.all {
		one.page.Close()
	}
}
