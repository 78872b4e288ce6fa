package shell_test

import (
	"context"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/ui/shell"
	"github.com/oneglyph/oneglyph/ui/uitest"
)

// TestNothingIsShownAfterTheEnd: what was on its way to the window as it closed, and what
// is sent afterwards, touches no widget.
func TestNothingIsShownAfterTheEnd(t *testing.T) {
	s := uitest.NewStage(t)
	s.Live()
	session, shown := s.Host(), 0
	show := func() { shown++ }
	work := shell.NewBackground(session)
	session.Do(show)
	work.Show(show)
	session.After(0, show)
	for end := time.Now().Add(10 * time.Second); len(s.Queue) < 3 && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	session.End()
	for range 3 {
		(<-s.Queue)()
	}
	session.Do(show)
	work.Show(show)
	session.After(0, show)
	work.Do(func(context.Context) { work.Show(show) })
	session.Wait()
	time.Sleep(20 * time.Millisecond)
	if shown != 0 || len(s.Queue) != 0 {
		t.Errorf("after the end: %d shown, %d on their way", shown, len(s.Queue))
	}
}

func TestAfterIsStopped(t *testing.T) {
	s := uitest.NewStage(t)
	s.Live()
	session, ran := s.Host(), false
	session.After(time.Hour, func() { t.Error("ran at once") })
	session.After(10*time.Millisecond, func() { t.Error("ran although it was stopped") })()
	session.After(20*time.Millisecond, func() { ran = true })
	s.Until("the time to pass", func() bool { return ran })
}
