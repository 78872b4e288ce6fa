package draw

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

const (
	pastColumns = 4
	pastHeight  = 272 // of two rows and the beginning of a third
)

// ShowHistory shows the drawings of the session with what they were taken for; one that
// is chosen comes back to the pad.
func (t *Page) ShowHistory() {
	past := t.recorder.past.all
	if len(past) == 0 {
		t.session.Tell(lang.L("History"), lang.L("The last hundred drawings of this session will be here, once they have left the pad."))
		return
	}
	var card *shell.Question
	bring := func(i int) {
		card.Leave()
		t.bringBack(past[i])
	}
	chosen := 0
	grid := uiwidget.NewTileGrid(true, func() int { return len(past) }, func(i int, tile *uiwidget.Tile) {
		name, aside := past[i].answer.caption()
		tile.SetDrawing(t.pastThumbs.Get(past[i].example), name, aside)
	})
	grid.OnSelected = func(i int) { chosen = i }
	grid.OnTapped = bring
	grid.OnMenu = func(fyne.Position) {}
	grid.OnKey = func(k *fyne.KeyEvent) {
		switch k.Name {
		case fyne.KeyReturn, fyne.KeyEnter:
			bring(chosen)
		case fyne.KeyEscape:
			card.Leave()
		}
	}
	width := float32(pastColumns*(uiwidget.TileWidth+4) + uiwidget.ScrollLane)
	card = t.session.Ask(lang.L("History"), container.NewGridWrap(fyne.NewSize(width, pastHeight), grid))
	card.Popup.Resize(fyne.NewSize(width+4*uiwidget.Gap, card.Popup.MinSize().Height))
	t.session.Window.Canvas().Focus(grid)
}

// newPastAnswer is the first of a ranking.
func newPastAnswer(first standing) pastAnswer {
	a := pastAnswer{ranked: true}
	if first.best {
		a.name, a.similarity = first.name, first.similarity
	}
	return a
}

// caption is a drawing's answer in a few words.
func (a pastAnswer) caption() (name, aside string) {
	switch {
	case !a.ranked:
		return "", ""
	case a.name == "":
		return lang.L("No match"), ""
	}
	return a.name, uiwidget.Percent(a.similarity)
}

// bringBack puts an earlier drawing on the pad, as a step to undo; what is on the pad
// goes into the history.
func (t *Page) bringBack(d pastDrawing) {
	if d.example.Picture != nil {
		t.session.Pad.Place(*d.example.Picture)
	} else {
		t.session.Pad.Restore(d.example.Strokes)
	}
	t.session.Notice.Offer(lang.L("The drawing is back on the pad."), lang.L("Undo"), t.session.Undo)
}
