package ui

import (
	"errors"
	"testing"
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
