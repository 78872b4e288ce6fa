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
	s.t.Helper()
	return <-s.dialogs.asks
}

// take answers the open question.
func (s *stage) answerQuestion(label string) {
	s.t.Helper()
	if s.session.Question() == nil {
		s.t.Fatalf("no question to answer with %q", label)
	}
	for i, c := range s.session.Question().Choices {
		if c.Label == label {
			s.session.Question().Choose(i)
			return
		}
	}
	s.t.Fatalf("no choice %q", label)
}

func (s *stage) file(path string, names ...string) {
	s.t.Helper()
	p := gallery.New()
	for _, name := range names {
		if _, err := p.Add(name, s.class("가").Examples[0]); err != nil {
			s.t.Fatal(err)
		}
	}
	s.keeper.files[path] = p
}

func TestOpenedGalleryTakesThePlace(t *testing.T) {
	s := newStage(t, "가", "나")
	s.file("/x/letters.oneglyph", "a", "b", "c")
	s.session.DeleteClass(s.class("나").ID)
	s.draw()
	s.answer(s.ranker.latest(), 0.9, "가")
	pending := s.ranker.latest()
	s.w.session.OpenFile("/x/letters.oneglyph")
	if got := s.session.Window.Title(); got != "letters – Oneglyph" {
		t.Errorf("title is %q", got)
	}
	if len(s.ranker.registered) != 3 || s.ranker.queries[len(s.ranker.queries)-1] == pending {
		t.Errorf("the network knows %v", s.ranker.registered)
	}
	if !strings.Contains(s.session.Notice.Label.Text, "kept.oneglyph") {
		t.Errorf("where the gallery before is kept is not said: %q", s.session.Notice.Label.Text)
	}
	if s.session.UndoEdit(); s.keeper.gallery.Len() != 3 {
		t.Error("undo reaches into another gallery")
	}
	s.w.tabs.choose(galleryPage)
	if got := s.w.gallery.names(); len(got) != 3 {
		t.Errorf("listed are %q", got)
	}
	s.session.DeleteClass(s.class("a").ID)
	if got := s.session.Window.Title(); got != "• letters – Oneglyph" {
		t.Errorf("changed, the title is %q", got)
	}
	s.press(uiwidget.Command(fyne.KeyS))
	if got := s.session.Window.Title(); got != "letters – Oneglyph" || s.keeper.files["/x/letters.oneglyph"].Len() != 2 {
		t.Errorf("saved, the title is %q", got)
	}
}

func TestGalleryWithoutAFileIsNeverUnsaved(t *testing.T) {
	s := newStage(t, "가")
	s.session.DeleteClass(s.class("가").ID)
	if s.session.Window.Title() != "Oneglyph" {
		t.Errorf("title is %q", s.session.Window.Title())
	}
	s.w.session.Leave()
	if !s.closed || s.session.Question() != nil {
		t.Error("closing asks")
	}
}

func TestSaveOfTheFirstTimeAsksForAFile(t *testing.T) {
	s := newStage(t, "가")
	s.dialogs.path = "/x/mine.oneglyph"
	s.press(uiwidget.Command(fyne.KeyS))
	if r := s.asked(); r.Name != "My gallery.oneglyph" || !slices.Equal(r.Extensions, []string{"oneglyph"}) {
		t.Errorf("asked for %+v", r)
	}
	if got := s.session.Window.Title(); got != "mine – Oneglyph" {
		t.Errorf("title is %q", got)
	}
	s.dialogs.path = "/x/other.oneglyph"
	s.press(uiwidget.CommandShift(fyne.KeyS))
	if r := s.asked(); r.Name != "mine.oneglyph" || r.Folder != "/x/" {
		t.Errorf("asked for %+v", r)
	}
	if got := s.session.Window.Title(); got != "other – Oneglyph" {
		t.Errorf("title is %q", got)
	}
}

func TestClosingAsksAboutUnsavedChanges(t *testing.T) {
	begin := func(t *testing.T) *stage {
		s := newStage(t, "가")
		s.keeper.document.Path = "/x/letters.oneglyph"
		s.session.DeleteClass(s.class("가").ID)
		s.w.session.Leave()
		if s.session.Question() == nil || s.closed {
			t.Fatal("no question")
		}
		return s
	}
	t.Run("cancel", func(t *testing.T) {
		s := begin(t)
		s.key(fyne.KeyEscape)
		if s.closed {
			t.Error("closed all the same")
		}
	})
	t.Run("save", func(t *testing.T) {
		s := begin(t)
		s.answerQuestion("Save")
		if !s.closed || s.keeper.files["/x/letters.oneglyph"] == nil {
			t.Error("not saved and closed")
		}
	})
	t.Run("without", func(t *testing.T) {
		s := begin(t)
		s.answerQuestion("Close")
		if !s.closed || s.keeper.files["/x/letters.oneglyph"] != nil {
			t.Error("not just closed")
		}
	})
	t.Run("save fails", func(t *testing.T) {
		s := begin(t)
		s.keeper.refuses = fmt.Errorf("save: %w", syscall.ENOSPC)
		s.answerQuestion("Save")
		if s.closed || s.session.Question() == nil {
			t.Error("closed, or silent, though it could not be saved")
		}
	})
}

func TestClosingWhileTheDiskRefuses(t *testing.T) {
	s := newStage(t, "가")
	s.keeper.stuck = fmt.Errorf("gallery: save /x: %w", syscall.ENOSPC)
	s.w.session.Leave()
	if s.closed || s.session.Question() == nil {
		t.Fatal("closed without a word")
	}
	s.key(fyne.KeyEscape)
	if s.closed {
		t.Error("closed though cancelled")
	}
}

func TestAnotherProgramChangedTheFile(t *testing.T) {
	s := newStage(t, "가")
	s.keeper.document.Path = "/x/letters.oneglyph"
	s.keeper.refuses = gallery.ErrChangedOnDisk
	s.press(uiwidget.Command(fyne.KeyS))
	if s.session.Question() == nil || s.keeper.files["/x/letters.oneglyph"] != nil {
		t.Fatal("replaced without a question")
	}
	s.answerQuestion("Replace")
	if s.keeper.files["/x/letters.oneglyph"] == nil {
		t.Error("not replaced after a yes")
	}
}

func TestNewAsksAboutUnsavedChanges(t *testing.T) {
	s := newStage(t, "가", "나")
	s.keeper.document.Path = "/x/letters.oneglyph"
	s.session.DeleteClass(s.class("가").ID)
	s.press(uiwidget.Command(fyne.KeyN))
	s.key(fyne.KeyEscape)
	if s.keeper.gallery.Len() != 1 {
		t.Fatal("cancelled, yet gone")
	}
	s.press(uiwidget.Command(fyne.KeyN))
	s.answerQuestion("Don't save")
	if s.keeper.gallery.Len() != 0 || s.session.Window.Title() != "Oneglyph" || len(s.ranker.registered) != 0 {
		t.Error("not a new gallery")
	}
}

func TestOpeningFails(t *testing.T) {
	s := newStage(t, "가")
	s.w.session.OpenFile("/x/none.oneglyph")
	if s.session.Question() == nil || s.keeper.gallery.Len() != 1 {
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
	if s.session.Window.Title() != "a – Oneglyph" {
		t.Error("a gallery that is dropped does not open")
	}
}

// Where the system has no dialog, the window shows one of its own.
func TestWithoutTheSystemsDialog(t *testing.T) {
	s := newStage(t, "가")
	s.dialogs.err = fmt.Errorf("%w: no GTK", shell.ErrNoDialog)
	s.press(uiwidget.Command(fyne.KeyO))
	s.asked()
	if s.session.Window.Canvas().Overlays().Top() == nil {
		t.Error("no dialog")
	}
}

func TestCancelledDialog(t *testing.T) {
	s := newStage(t, "가")
	s.dialogs.err = shell.ErrCancelled
	for range 2 {
		s.press(uiwidget.Command(fyne.KeyO))
		s.asked()
		if s.w.session.ChoosingFile() || s.w.session.Occupied() || s.session.Window.Canvas().Overlays().Top() != nil {
			t.Error("cancelling is talked about")
		}
	}
}

func TestMainMenu(t *testing.T) {
	s := newStage(t, "가")
	s.keeper.recent = []string{"/x/a.oneglyph", "/y/b.oneglyph"}
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
	s.session.DeleteClass(s.class("가").ID)
	items()["Undo: Delete “가”"].Action()
	if items()["Redo: Delete “가”"] == nil || s.keeper.gallery.Len() != 1 {
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
	s.session.Tell("a question", "is open")
	if asked() {
		t.Error("taken in spite of a question")
	}
	s.session.Question().Leave()
	if !asked() {
		t.Error("not taken")
	}
}
