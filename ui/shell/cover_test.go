package shell_test

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
	s.Beside = func(f func()) { waiting = append(waiting, f) }
	return func() {
		s.T.Helper()
		if len(waiting) != 1 {
			s.T.Fatalf("the disk has %d things to do", len(waiting))
		}
		do := waiting[0]
		waiting = nil
		do()
	}
}

func TestNothingElseBeginsWhileTheDiskWorks(t *testing.T) {
	s := newStage(t, "가", "나")
	s.Keeper.File.Path = "/x/letters.oneglyph"
	s.Session.DeleteClass(s.Class("나").ID)
	work := s.slow()
	s.Press(uiwidget.Command(fyne.KeyS))
	if s.Keeper.Files["/x/letters.oneglyph"] != nil || s.Session.Window.Title() != "• letters – Oneglyph" {
		t.Error("the disk is waited for")
	}
	over := func() fyne.CanvasObject { return s.Session.Window.Canvas().Overlays().Top() }
	quiet := over()
	if quiet == nil {
		t.Error("the window is not covered")
	}
	s.Session.RevealCover()
	if over() == quiet {
		t.Error("the window never says what it does")
	}
	err := s.Session.Change(gallery.KindRename, "가", func(p *gallery.Gallery) error { return p.Rename(s.Class("가").ID, "x") })
	if !errors.Is(err, shell.ErrAtWork) || s.Class("가").Name != "가" {
		t.Errorf("a change meanwhile: %v", err)
	}
	s.Press(uiwidget.Command(fyne.KeyS))
	s.Press(uiwidget.Command(fyne.KeyN))
	s.Session.UndoEdit()
	if s.Keeper.Opened.Len() != 1 {
		t.Error("a change was undone while it is being saved")
	}
	work()
	if s.Session.UndoEdit(); s.Keeper.Opened.Len() != 2 {
		t.Fatal("nothing to undo afterwards")
	}
	work = s.slow()
	s.Press(uiwidget.Command(fyne.KeyS))
	if s.Session.RedoEdit(); s.Keeper.Opened.Len() != 2 {
		t.Error("a change was made again while it is being saved")
	}
	work()
	s.Session.RedoEdit()
	work = s.slow()
	s.Press(uiwidget.Command(fyne.KeyS))
	work()
	if s.Keeper.Files["/x/letters.oneglyph"].Len() != 1 || s.Session.Window.Title() != "letters – Oneglyph" {
		t.Errorf("saved, the title is %q", s.Session.Window.Title())
	}
	if over() != nil {
		t.Error("the window stays covered")
	}
}

// TestClosedWhileTheDiskWorks: what is being saved is saved first.
func TestClosedWhileTheDiskWorks(t *testing.T) {
	s := newStage(t, "가", "나")
	s.Keeper.File.Path = "/x/letters.oneglyph"
	s.Session.DeleteClass(s.Class("나").ID)
	work := s.slow()
	s.Press(uiwidget.Command(fyne.KeyS))
	s.Key(fyne.KeyEscape)
	s.Session.Leave()
	if s.closed || !s.Session.Covered() {
		t.Error("closed before the gallery was saved")
	}
	work() // which saves it,
	work() // and the working copy
	if !s.closed || s.Keeper.Files["/x/letters.oneglyph"].Len() != 1 {
		t.Errorf("closed: %v, saved is %+v", s.closed, s.Keeper.Files)
	}
}

// TestOpeningCanBeGivenUp: a huge gallery, or one on a disk that does not answer,
// holds up nobody.
func TestOpeningCanBeGivenUp(t *testing.T) {
	for name, end := range map[string]func(*stage){
		"Esc":    func(s *stage) { s.Key(fyne.KeyEscape) },
		"button": func(s *stage) { s.Session.RevealCover(); s.Button("Cancel") },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, "가")
			s.AddFile("/x/letters.oneglyph", "a")
			work := s.slow()
			s.Session.OpenFile("/x/letters.oneglyph")
			if end(s); s.Session.Covered() {
				t.Fatal("still covered")
			}
			s.AddClass("나")
			work() // comes to its end after all
			if s.Keeper.Opened.Len() != 2 || s.Keeper.File.Path != "" || s.Session.Question() != nil {
				t.Errorf("open is %+v", s.Keeper.File)
			}
		})
	}
	t.Run("the window's cross", func(t *testing.T) {
		s := newStage(t, "가")
		s.AddFile("/x/letters.oneglyph", "a")
		s.slow() // never comes to an end
		s.Session.OpenFile("/x/letters.oneglyph")
		s.Beside = func(f func()) { f() }
		if s.Session.Leave(); !s.closed || s.Keeper.Opened.Len() != 1 {
			t.Errorf("closed: %v", s.closed)
		}
	})
}
