package uitest

import (
	"time"

	"fyne.io/fyne/v2"
)

// Live has goroutines do what would hold up Fyne's, which is the test's own: what they
// have for it waits for Until. The race detector then sees what two goroutines share.
func (s *Stage) Live() {
	s.Queue = make(chan func(), 1<<12)
	s.Beside = func(f func()) { go f() }
}

// Until runs what other goroutines have for Fyne's until something is so.
func (s *Stage) Until(what string, so func() bool) {
	s.T.Helper()
	late := time.After(20 * time.Second)
	for !so() {
		select {
		case f := <-s.Queue:
			f()
		case <-late:
			s.T.Fatalf("waited for %s in vain", what)
		}
	}
}

// Looped is a test app whose Fyne's goroutine is as in a real one: what fyne.Do is given
// on another waits in a queue for its turn.
func Looped(a fyne.App, queue chan func()) fyne.App { return looped{a, queue} }

type looped struct {
	fyne.App
	queue chan func()
}

func (l looped) Driver() fyne.Driver { return loopedDriver{l.App.Driver(), l.queue} }

type loopedDriver struct {
	fyne.Driver
	queue chan func()
}

func (l loopedDriver) DoFromGoroutine(f func(), _ bool) { l.queue <- f }
