package ui

import (
	"maps"

	"fyne.io/fyne/v2"
)

// speakAnew builds the pages anew in a language.
func (w *Window) speakAnew(language string) {
	if err := speak(language); err != nil {
		fyne.LogError("translations", err)
		return
	}
	w.pagesAnew()
}

// colourAnew builds the pages anew in a variant's colours, and paints what
// outlives them.
func (w *Window) colourAnew(variant string) {
	w.look.SetVariant(variant)
	w.pagesAnew()
	w.pad.Refresh()
	w.notice.repaint()
}

// pagesAnew builds the pages anew. What they show goes on: the drawing and its
// name, the steps to undo, what is searched and chosen, a run of training. What the
// Retrain page was doing beside is begun again; a download goes on from where it
// was.
func (w *Window) pagesAnew() {
	draw, gallery, retrain, page := w.draw, w.gallery, w.retrain, w.tabs.chosen
	retrain.close()
	w.buildPages()
	w.draw.name.SetText(draw.name.Text)
	w.gallery.goOn(gallery)
	w.retrain.goOn(retrain)
	w.tabs.choose(page)
}

// goOn takes over from a page that is no more, as do those below.
func (t *galleryTab) goOn(from *galleryTab) {
	t.search.SetText(from.search.Text)
	t.choose(from.chosen)
	t.refresh()
	if i := t.place(t.chosen); i >= 0 {
		t.grid.ScrollTo(i)
	}
}

func (t *retrainTab) goOn(from *retrainTab) {
	t.choices.goOn(from.choices)
	t.data.goOn(from.data)
	t.weights.compared = from.weights.compared
	if from.weights.doing != "" {
		from.weights.again(t.weights)
	}
	t.take(from.report)
	t.refresh()
}

func (c *dataCard) goOn(from *dataCard) {
	c.path, c.set = from.path, from.set
	c.refresh()
	if from.busy {
		from.again(c)
	}
}

func (c *choices) goOn(from *choices) {
	maps.Copy(c.rates, from.rates)
	c.network.SetSelectedIndex(from.network.SelectedIndex())
	c.preset.SetSelectedIndex(from.preset.SelectedIndex())
	fields, before := c.custom.entries(), from.custom.entries()
	for i, field := range fields { // which follow the network and the preset
		field.SetText(before[i].Text)
	}
	c.begins.SetSelectedIndex(from.begins.SelectedIndex())
	c.own.SetChecked(from.own.Checked)
	c.spare.SetChecked(from.spare.Checked)
}
