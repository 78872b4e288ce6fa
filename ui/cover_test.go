package ui

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// slow makes the disk of a stage work until the function that is returned is
// called.
func (s *stage) slow() (work func()) {
	var waiting []func()
	s.beside = func(f func()) { waiting = append(waiting, f) }
	return func() {
		s.t.Helper()
		if len(waiting) != 1 {
			s.t.Fatalf("the disk has %d things to do", len(waiting))
		}
		do := waiting[0]
		waiting = nil
		do()
	}
}

func TestNothingElseBeginsWhileTheDiskWorks(t *testing.T) {
	s := newStage(t, "가", "나")
	s.keeper.document.Path = "/x/letters.oneglyph"
	s.session.DeleteClass(s.class("나").ID)
	work := s.slow()
	s.press(uiwidget.Command(fyne.KeyS))
	if s.keeper.files["/x/letters.oneglyph"] != nil || s.session.Window.Title() != "• letters – Oneglyph" {
		t.Error("the disk is waited for")
	}
	over := func() fyne.CanvasObject { return s.session.Window.Canvas().Overlays().Top() }
	quiet := over()
	if quiet == nil {
		t.Error("the window is not covered")
	}
	s.w.session.RevealCover()
	if over() == quiet {
		t.Error("the window never says what it does")
	}
	err := s.session.Change(gallery.KindRename, "가", func(p *gallery.Gallery) error { return p.Rename(s.class("가").ID, "x") })
	if !errors.Is(err, shell.ErrAtWork) || s.class("가").Name != "가" {
		t.Errorf("a change meanwhile: %v", err)
	}
	s.press(uiwidget.Command(fyne.KeyS))
	s.press(uiwidget.Command(fyne.KeyN))
	s.session.UndoEdit()
	if s.keeper.gallery.Len() != 1 {
		t.Error("a change was undone while it is being saved")
	}
	work()
	if s.session.UndoEdit(); s.keeper.gallery.Len() != 2 {
		t.Fatal("nothing to undo afterwards")
	}
	work = s.slow()
	s.press(uiwidget.Command(fyne.KeyS))
	if s.session.RedoEdit(); s.keeper.gallery.Len() != 2 {
		t.Error("a change was made again while it is being saved")
	}
	work()
	s.session.RedoEdit()
	work = s.slow()
	s.press(uiwidget.Command(fyne.KeyS))
	work()
	if s.keeper.files["/x/letters.oneglyph"].Len() != 1 || s.session.Window.Title() != "letters – Oneglyph" {
		t.Errorf("saved, the title is %q", s.session.Window.Title())
	}
	if over() != nil {
		t.Error("the window stays covered")
	}
}

// TestClosedWhileTheDiskWorks: what is being saved is saved first.
func TestClosedWhileTheDiskWorks(t *testing.T) {
	s := newStage(t, "가", "나")
	s.keeper.document.Path = "/x/letters.oneglyph"
	s.session.DeleteClass(s.class("나").ID)
	work := s.slow()
	s.press(uiwidget.Command(fyne.KeyS))
	s.key(fyne.KeyEscape)
	s.w.session.Leave()
	if s.closed || !s.w.session.Covered() {
		t.Error("closed before the gallery was saved")
	}
	work() // which saves it,
	work() // and the working copy
	if !s.closed || s.keeper.files["/x/letters.oneglyph"].Len() != 1 {
		t.Errorf("closed: %v, saved is %+v", s.closed, s.keeper.files)
	}
}

// TestOpeningCanBeGivenUp: a huge gallery, or one on a disk that does not answer,
// holds up nobody.
func TestOpeningCanBeGivenUp(t *testing.T) {
	for name, end := range map[string]func(*stage){
		"Esc":    func(s *stage) { s.key(fyne.KeyEscape) },
		"button": func(s *stage) { s.w.session.RevealCover(); s.button("Cancel") },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, "가")
			s.file("/x/letters.oneglyph", "a")
			work := s.slow()
			s.w.session.OpenFile("/x/letters.oneglyph")
			if end(s); s.w.session.Covered() {
				t.Fatal("still covered")
			}
			s.draw()
			s.name.SetText("나")
			s.register()
			work() // comes to its end after all
			if s.keeper.gallery.Len() != 2 || s.keeper.document.Path != "" || s.session.Question() != nil {
				t.Errorf("open is %+v", s.keeper.document)
			}
		})
	}
	t.Run("the window's cross", func(t *testing.T) {
		s := newStage(t, "가")
		s.file("/x/letters.oneglyph", "a")
		s.slow() // never comes to an end
		s.w.session.OpenFile("/x/letters.oneglyph")
		s.beside = func(f func()) { f() }
		if s.w.session.Leave(); !s.closed || s.keeper.gallery.Len() != 1 {
			t.Errorf("closed: %v", s.closed)
		}
	})
}
