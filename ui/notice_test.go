package ui

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/ui/uitest"
)

func TestNotices(t *testing.T) {
	s := newStage(t)
	if s.Session.Notice.Line.Visible() {
		t.Error("a notice about nothing")
	}
	s.Keeper.Failed(errors.New("write gallery: disk full"))
	if got := s.Session.Notice.Label.Text; !s.Session.Notice.Line.Visible() || got != "Could not save: write gallery: disk full" {
		t.Errorf("notice is %q", got)
	}
	s.Keeper.Said = "The gallery was damaged."
	s.open()
	opening := func(when string) {
		t.Helper()
		if got := s.Session.Notice.Label.Text; !s.Session.Notice.Line.Visible() || got != "The gallery was damaged." {
			t.Errorf("%s: notice is %q", when, got)
		}
	}
	opening("at first")
	s.Keeper.Failed(errors.New("disk full"))
	s.Keeper.Failed(nil)
	opening("after a failed save that came right")
}

func TestFailedSaveIsForgottenOnceSaved(t *testing.T) {
	s := newStage(t)
	s.Keeper.Failed(errors.New("disk full"))
	s.Keeper.Failed(errors.New("disk on fire"))
	if got := s.Session.Notice.Label.Text; got != "Could not save: disk on fire" {
		t.Errorf("notice is %q", got)
	}
	s.Keeper.Failed(nil)
	if s.Session.Notice.Line.Visible() {
		t.Errorf("saved again, the notice is %q", s.Session.Notice.Label.Text)
	}
	s.Keeper.Said = "The gallery was damaged."
	s.open()
	s.Keeper.Failed(errors.New("disk full"))
	s.Session.Notice.Hide()
	s.Keeper.Failed(nil)
	if s.Session.Notice.Line.Visible() {
		t.Errorf("what was put away came back: %q", s.Session.Notice.Label.Text)
	}
}

// A notice comes and goes, of one line and of many, and nothing on a page moves: least of
// all the paper under a pen.
func TestNoticeMovesNothing(t *testing.T) {
	inEach(t, func(t *testing.T, s *stage) {
		for _, size := range []fyne.Size{least, {Width: 1080, Height: 720}, {Width: 900, Height: 500}} {
			s.Session.Window.Resize(size)
			for page, one := range s.w.tabs.all {
				s.w.tabs.choose(page)
				before, pad := one.page.Content().Size(), s.Session.Pad.Size()
				for _, text := range []string{"Copied", strings.Repeat("a long trouble ", 40)} {
					s.Session.Notice.Show(text)
					line := s.Session.Notice.Line
					if got := one.page.Content().Size(); got != before || s.Session.Pad.Size() != pad {
						t.Errorf("%v, %s: with a notice the page is %v, not %v; the pad %v, not %v", size, one.name, got, before, s.Session.Pad.Size(), pad)
					}
					end := fyne.CurrentApp().Driver().AbsolutePositionForObject(line).Y + line.Size().Height
					if !line.Visible() || end > size.Height+1 || line.Size().Height < s.Session.Notice.Label.MinSize().Height {
						t.Errorf("%v, %s: the notice %v ends at %v", size, one.name, line.Size(), end)
					}
				}
				s.Session.Notice.Hide()
				if got := one.page.Content().Size(); got != before || s.Session.Notice.Line.Visible() {
					t.Errorf("%v, %s: without the notice the page is %v, not %v", size, one.name, got, before)
				}
			}
		}
	})
}

// TestNoticeCoversNothing that can be used, on any page and at any size, however long it
// is, until all of it is asked for.
func TestNoticeCoversNothing(t *testing.T) {
	inEach(t, func(t *testing.T, s *stage) {
		busy(s)
		for _, size := range []fyne.Size{least, {Width: 1080, Height: 720}} {
			s.Session.Window.Resize(size)
			for page, one := range s.w.tabs.all {
				s.w.tabs.choose(page)
				for _, text := range []string{"Copied", strings.Repeat("a long trouble ", 40)} {
					s.Session.Notice.Offer(text, "Undo", func() {})
					line := uitest.AreaOf(s.Session.Notice.Line)
					for _, control := range uitest.Controls(one.page.Content()) {
						if control.Covers(line) {
							t.Errorf("%v, %s: the notice at %v to %v covers %T at %v to %v", size, one.name, line.From, line.To, control.Object, control.From, control.To)
						}
					}
				}
			}
		}
		low := s.Session.Notice.Line.Size().Height
		more := s.Tool(lang.L("Show all of it"))
		more.OnTapped()
		if high := s.Session.Notice.Line.Size().Height; high < 2*low {
			t.Errorf("all of it is %g high, a line %g", high, low)
		}
		if s.Session.Notice.Offer("Copied", "", nil); s.Tool(lang.L("Show all of it")) != nil || s.Session.Notice.Line.Size().Height != low {
			t.Error("a short one is not shown as such")
		}
	})
}
