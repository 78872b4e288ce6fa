package ui

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
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
	end   func() // of the work; nil: it has to be waited for
}

// newCover covers a window. giveUp, unless nil, is what the card's button does.
func newCover(c fyne.Canvas, doing string, giveUp func()) *cover {
	v := &cover{shade: container.NewWithoutLayout(), bar: widget.NewProgressBarInfinite()}
	v.bar.Stop()
	content := container.NewVBox(widget.NewLabel(doing), v.bar)
	if giveUp != nil {
		content.Add(container.NewCenter(widget.NewButton(lang.L("Cancel"), giveUp)))
	}
	v.card = widget.NewModalPopUp(container.NewPadded(content), c)
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
func (w *Window) await(doing string, work DiskTask, then func(kept string, err error)) {
	w.awaitUnless(nil, doing, work, then)
}

// awaitUnless is await of work that end, unless nil, gives up. Nothing is waited
// for then, nor is there anything to go on with.
func (w *Window) awaitUnless(end func(), doing string, work DiskTask, then func(kept string, err error)) {
	if w.cover != nil {
		return
	}
	canvas := w.window.Canvas()
	var giveUp func()
	if end != nil {
		giveUp = w.giveUp
	}
	v := newCover(canvas, doing, giveUp)
	v.end = end
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
			if w.cover != v { // given up
				return
			}
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

// giveUp ends the work that the window is covered for, if that can be ended.
func (w *Window) giveUp() {
	v := w.cover
	if v == nil || v.end == nil {
		return
	}
	v.end()
	v.lift(w.window.Canvas())
	w.cover = nil
}
