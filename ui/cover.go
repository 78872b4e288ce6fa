package ui

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// patience is how long the disk works before the window says so: what is done
// sooner would only flicker.
const patience = 300 * time.Millisecond

// errAtWork says that the gallery cannot change while it is read or written.
var errAtWork = errors.New("the gallery is being read or written")

// cover lies over the window while the disk works, so that nothing else is begun:
// unseen at first, then with a word about what is being done.
type cover struct {
	shade *fyne.Container
	card  *widget.PopUp
	bar   *widget.ProgressBarInfinite
}

func newCover(c fyne.Canvas, doing string) *cover {
	v := &cover{shade: container.NewWithoutLayout(), bar: widget.NewProgressBarInfinite()}
	v.bar.Stop()
	v.card = widget.NewModalPopUp(container.NewPadded(container.NewVBox(widget.NewLabel(doing), v.bar)), c)
	v.shade.Resize(c.Size())
	c.Overlays().Add(v.shade)
	return v
}

// reveal says what is being done.
func (v *cover) reveal() {
	v.bar.Start()
	v.card.Show()
}

// lift takes the cover away.
func (v *cover) lift(c fyne.Canvas) {
	v.bar.Stop()
	keepAbove(c, v.card.Hide)
	keepAbove(c, func() { c.Overlays().Remove(v.shade) })
}

// await has work done beside Fyne's goroutine, under a cover, and goes on with
// what came of it.
func (w *Window) await(doing string, work Work, then func(kept string, err error)) {
	if w.cover != nil {
		return
	}
	canvas := w.window.Canvas()
	v := newCover(canvas, doing)
	w.cover = v
	patient := time.AfterFunc(patience, func() {
		fyne.Do(func() {
			if w.cover == v {
				v.reveal()
			}
		})
	})
	w.beside(func() {
		kept, finish, err := work()
		fyne.Do(func() {
			patient.Stop()
			v.lift(canvas)
			w.cover = nil
			if err == nil {
				finish()
			}
			then(kept, err)
			if w.leaving {
				w.leaving = false
				w.leave()
			}
		})
	})
}
