package shell_test

import (
	"fmt"
	"slices"
	"syscall"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// asked waits for the dialog that the window shows beside Fyne's goroutine.
func (s *stage) asked() shell.FileRequest {
	s.T.Helper()
	return <-s.Dialogs.Asks
}

func TestGalleryWithoutAFileIsNeverUnsaved(t *testing.T) {
	s := newStage(t, "가")
	s.Session.DeleteClass(s.Class("가").ID)
	if s.Session.Window.Title() != "Oneglyph" {
		t.Errorf("title is %q", s.Session.Window.Title())
	}
	s.Session.Leave()
	if !s.closed || s.Session.Question() != nil {
		t.Error("closing asks")
	}
}

func TestSaveOfTheFirstTimeAsksForAFile(t *testing.T) {
	s := newStage(t, "가")
	s.Dialogs.Path = "/x/mine.oneglyph"
	s.Press(uiwidget.Command(fyne.KeyS))
	if r := s.asked(); r.Name != "My gallery.oneglyph" || !slices.Equal(r.Extensions, []string{"oneglyph"}) {
		t.Errorf("asked for %+v", r)
	}
	if got := s.Session.Window.Title(); got != "mine – Oneglyph" {
		t.Errorf("title is %q", got)
	}
	s.Dialogs.Path = "/x/other.oneglyph"
	s.Press(uiwidget.CommandShift(fyne.KeyS))
	if r := s.asked(); r.Name != "mine.oneglyph" || r.Folder != "/x/" {
		t.Errorf("asked for %+v", r)
	}
	if got := s.Session.Window.Title(); got != "other – Oneglyph" {
		t.Errorf("title is %q", got)
	}
}

func TestClosingAsksAboutUnsavedChanges(t *testing.T) {
	begin := func(t *testing.T) *stage {
		s := newStage(t, "가")
		s.Keeper.File.Path = "/x/letters.oneglyph"
		s.Session.DeleteClass(s.Class("가").ID)
		s.Session.Leave()
		if s.Session.Question() == nil || s.closed {
			t.Fatal("no question")
		}
		return s
	}
	t.Run("cancel", func(t *testing.T) {
		s := begin(t)
		s.Key(fyne.KeyEscape)
		if s.closed {
			t.Error("closed all the same")
		}
	})
	t.Run("save", func(t *testing.T) {
		s := begin(t)
		s.AnswerQuestion("Save")
		if !s.closed || s.Keeper.Files["/x/letters.oneglyph"] == nil {
			t.Error("not saved and closed")
		}
	})
	t.Run("without", func(t *testing.T) {
		s := begin(t)
		s.AnswerQuestion("Close")
		if !s.closed || s.Keeper.Files["/x/letters.oneglyph"] != nil {
			t.Error("not just closed")
		}
	})
	t.Run("save fails", func(t *testing.T) {
		s := begin(t)
		s.Keeper.Refuses = fmt.Errorf("save: %w", syscall.ENOSPC)
		s.AnswerQuestion("Save")
		if s.closed || s.Session.Question() == nil {
			t.Error("closed, or silent, though it could not be saved")
		}
	})
}

func TestClosingWhileTheDiskRefuses(t *testing.T) {
	s := newStage(t, "가")
	s.Keeper.Stuck = fmt.Errorf("gallery: save /x: %w", syscall.ENOSPC)
	s.Session.Leave()
	if s.closed || s.Session.Question() == nil {
		t.Fatal("closed without a word")
	}
	s.Key(fyne.KeyEscape)
	if s.closed {
		t.Error("closed though cancelled")
	}
}

func TestAnotherProgramChangedTheFile(t *testing.T) {
	s := newStage(t, "가")
	s.Keeper.File.Path = "/x/letters.oneglyph"
	s.Keeper.Refuses = gallery.ErrChangedOnDisk
	s.Press(uiwidget.Command(fyne.KeyS))
	if s.Session.Question() == nil || s.Keeper.Files["/x/letters.oneglyph"] != nil {
		t.Fatal("replaced without a question")
	}
	s.AnswerQuestion("Replace")
	if s.Keeper.Files["/x/letters.oneglyph"] == nil {
		t.Error("not replaced after a yes")
	}
}

func TestNewAsksAboutUnsavedChanges(t *testing.T) {
	s := newStage(t, "가", "나")
	s.Keeper.File.Path = "/x/letters.oneglyph"
	s.Session.DeleteClass(s.Class("가").ID)
	s.Press(uiwidget.Command(fyne.KeyN))
	s.Key(fyne.KeyEscape)
	if s.Keeper.Opened.Len() != 1 {
		t.Fatal("cancelled, yet gone")
	}
	s.Press(uiwidget.Command(fyne.KeyN))
	s.AnswerQuestion("Don't save")
	if s.Keeper.Opened.Len() != 0 || s.Session.Window.Title() != "Oneglyph" || len(s.Ranker.Registered) != 0 {
		t.Error("not a new gallery")
	}
}

func TestOpeningFails(t *testing.T) {
	s := newStage(t, "가")
	s.Session.OpenFile("/x/none.oneglyph")
	if s.Session.Question() == nil || s.Keeper.Opened.Len() != 1 {
		t.Error("not told, or lost what was open")
	}
}

// Where the system has no dialog, the window shows one of its own.
func TestWithoutTheSystemsDialog(t *testing.T) {
	s := newStage(t, "가")
	s.Dialogs.Err = fmt.Errorf("%w: no GTK", shell.ErrNoDialog)
	s.Press(uiwidget.Command(fyne.KeyO))
	s.asked()
	if s.Session.Window.Canvas().Overlays().Top() == nil {
		t.Error("no dialog")
	}
}

func TestCancelledDialog(t *testing.T) {
	s := newStage(t, "가")
	s.Dialogs.Err = shell.ErrCancelled
	for range 2 {
		s.Press(uiwidget.Command(fyne.KeyO))
		s.asked()
		if s.Session.ChoosingFile() || s.Session.Occupied() || s.Session.Window.Canvas().Overlays().Top() != nil {
			t.Error("cancelling is talked about")
		}
	}
}

// TestOpenAsked: a file that another start of the program was given is opened, but
// for while a question waits for its answer.
func TestOpenAsked(t *testing.T) {
	s := newStage(t)
	asked := func() (taken bool) {
		s.Session.OpenAsked("letters.oneglyph", func(t bool) { taken = t })
		return taken
	}
	s.Session.Tell("a question", "is open")
	if asked() {
		t.Error("taken in spite of a question")
	}
	s.Session.Question().Leave()
	if !asked() {
		t.Error("not taken")
	}
}
