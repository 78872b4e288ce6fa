package ui

import (
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// asked waits for the dialog that the window shows beside Fyne's goroutine.
func (s *stage) asked() shell.FileRequest {
	s.T.Helper()
	return <-s.Dialogs.Asks
}

// take answers the open question.

func (s *stage) file(path string, names ...string) {
	s.T.Helper()
	p := gallery.New()
	for _, name := range names {
		if _, err := p.Add(name, s.Class("가").Examples[0]); err != nil {
			s.T.Fatal(err)
		}
	}
	s.Keeper.Files[path] = p
}

func TestOpenedGalleryTakesThePlace(t *testing.T) {
	s := newStage(t, "가", "나")
	s.file("/x/letters.oneglyph", "a", "b", "c")
	s.Session.DeleteClass(s.Class("나").ID)
	s.Draw()
	s.Answer(s.Ranker.Latest(), 0.9, "가")
	pending := s.Ranker.Latest()
	s.w.session.OpenFile("/x/letters.oneglyph")
	if got := s.Session.Window.Title(); got != "letters – Oneglyph" {
		t.Errorf("title is %q", got)
	}
	if len(s.Ranker.Registered) != 3 || s.Ranker.Queries[len(s.Ranker.Queries)-1] == pending {
		t.Errorf("the network knows %v", s.Ranker.Registered)
	}
	if !strings.Contains(s.Session.Notice.Label.Text, "kept.oneglyph") {
		t.Errorf("where the gallery before is kept is not said: %q", s.Session.Notice.Label.Text)
	}
	if s.Session.UndoEdit(); s.Keeper.Opened.Len() != 3 {
		t.Error("undo reaches into another gallery")
	}
	s.w.tabs.choose(galleryPage)
	if got := s.Status(); got != "3 classes" {
		t.Errorf("listed are %q", got)
	}
	s.Session.DeleteClass(s.Class("a").ID)
	if got := s.Session.Window.Title(); got != "• letters – Oneglyph" {
		t.Errorf("changed, the title is %q", got)
	}
	s.Press(uiwidget.Command(fyne.KeyS))
	if got := s.Session.Window.Title(); got != "letters – Oneglyph" || s.Keeper.Files["/x/letters.oneglyph"].Len() != 2 {
		t.Errorf("saved, the title is %q", got)
	}
}

func TestGalleryWithoutAFileIsNeverUnsaved(t *testing.T) {
	s := newStage(t, "가")
	s.Session.DeleteClass(s.Class("가").ID)
	if s.Session.Window.Title() != "Oneglyph" {
		t.Errorf("title is %q", s.Session.Window.Title())
	}
	s.w.session.Leave()
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
		s.w.session.Leave()
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
	s.w.session.Leave()
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
	s.w.session.OpenFile("/x/none.oneglyph")
	if s.Session.Question() == nil || s.Keeper.Opened.Len() != 1 {
		t.Error("not told, or lost what was open")
	}
}

func TestDroppedFiles(t *testing.T) {
	s := newStage(t, "가")
	s.file("/x/a.oneglyph", "a")
	drop := func(paths ...string) {
		var uris []fyne.URI
		for _, p := range paths {
			uris = append(uris, storage.NewFileURI(p))
		}
		s.w.dropped(fyne.NewPos(10, 10), uris)
	}
	drop("/x/1.png", "/x/a.oneglyph")
	if s.Session.Window.Title() != "a – Oneglyph" {
		t.Error("a gallery that is dropped does not open")
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
		if s.w.session.ChoosingFile() || s.w.session.Occupied() || s.Session.Window.Canvas().Overlays().Top() != nil {
			t.Error("cancelling is talked about")
		}
	}
}

func TestMainMenu(t *testing.T) {
	s := newStage(t, "가")
	s.Keeper.Latest = []string{"/x/a.oneglyph", "/y/b.oneglyph"}
	items := func() map[string]*fyne.MenuItem {
		all := make(map[string]*fyne.MenuItem)
		for _, item := range s.w.mainMenu() {
			all[item.Label] = item
		}
		return all
	}
	before := items()
	if got := before["Open recent"]; got.Disabled || len(got.ChildMenu.Items) != 2 || got.ChildMenu.Items[0].Label != "a.oneglyph" {
		t.Errorf("recent files are %+v", got)
	}
	if !before["Nothing to undo"].Disabled {
		t.Error("nothing can be undone")
	}
	s.Session.DeleteClass(s.Class("가").ID)
	items()["Undo: Delete “가”"].Action()
	if items()["Redo: Delete “가”"] == nil || s.Keeper.Opened.Len() != 1 {
		t.Error("undo in the menu does nothing")
	}
}

// TestOpenAsked: a file that another start of the program was given is opened, but
// for while a question waits for its answer.
func TestOpenAsked(t *testing.T) {
	s := newStage(t)
	asked := func() (taken bool) {
		s.w.session.OpenAsked("letters.oneglyph", func(t bool) { taken = t })
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

// TestWhatCannotBeDroppedIsSaid: a file of another kind is no reason for silence.
func TestWhatCannotBeDroppedIsSaid(t *testing.T) {
	s := newStage(t)
	s.w.dropped(fyne.NewPos(10, 10), []fyne.URI{storage.NewFileURI("/x/notes.txt")})
	if !strings.Contains(s.Session.Notice.Label.Text, "Only pictures") || s.Session.Question() != nil {
		t.Errorf("said: %q", s.Session.Notice.Label.Text)
	}
}
