package shell

import (
	"time"

	"fyne.io/fyne/v2"
)

// Do has a function run on Fyne's goroutine, and drops it once the window has closed: Fyne
// would run it where it is called then, on a goroutine that no widget belongs to. It may
// be called on any goroutine, and is the only way from another one to the window.
func (s *Session) Do(f func()) {
	if s.ctx.Err() != nil {
		return
	}
	fyne.Do(func() {
		if s.ctx.Err() == nil {
			f()
		}
	})
}

// After has a function run on Fyne's goroutine after a while, unless it is stopped or the
// window closes before.
func (s *Session) After(wait time.Duration, f func()) (stop func()) {
	timer := time.AfterFunc(wait, func() { s.Do(f) })
	return func() { timer.Stop() }
}

// End is for the window that has closed: nothing is shown any more, and all background
// work ends.
func (s *Session) End() { s.end() }

// Interrupt is End for a window that is to close without being asked, by a signal. Fyne
// closes it itself, unless it has not begun to listen: all the more it is told so. It may
// be called on any goroutine.
func (s *Session) Interrupt() {
	s.End()
	fyne.Do(fyne.CurrentApp().Quit)
}
