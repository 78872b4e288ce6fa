package shell

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
var patience = 300 * time.Millisecond

// ErrAtWork says that the gallery cannot change while it is read or written.
var ErrAtWork = errors.New("the gallery is being read or written")

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

// Await has work done on another goroutine, under a cover that keeps the person from
// beginning something else, and goes on with what came of it.
func (s *Session) Await(doing string, work DiskTask, then func(kept string, err error)) {
	s.awaitUnless(nil, doing, work, then)
}

// awaitUnless is await of work that end, unless nil, gives up. Nothing is waited
// for then, nor is there anything to go on with.
func (s *Session) awaitUnless(end func(), doing string, work DiskTask, then func(kept string, err error)) {
	if s.cover != nil {
		return
	}
	canvas := s.Window.Canvas()
	var giveUp func()
	if end != nil {
		giveUp = s.giveUp
	}
	v := newCover(canvas, doing, giveUp)
	v.end = end
	s.cover = v
	hurried := s.After(patience, func() {
		if s.cover == v {
			v.reveal()
		}
	})
	s.beside(func() {
		kept, finish, err := work()
		s.Do(func() {
			hurried()
			if s.cover != v { // given up
				return
			}
			v.lift(canvas)
			s.cover = nil
			if err == nil {
				finish()
			}
			then(kept, err)
			if s.leaving {
				s.leaving = false
				s.Leave()
			}
		})
	})
}

// RevealCover says at once what the disk is doing, if it does anything. After a moment
// that is said by itself.
func (s *Session) RevealCover() {
	if s.cover != nil {
		s.cover.reveal()
	}
}

// giveUp ends the work that the window is covered for, if that can be ended.
func (s *Session) giveUp() {
	v := s.cover
	if v == nil || v.end == nil {
		return
	}
	v.end()
	v.lift(s.Window.Canvas())
	s.cover = nil
}
