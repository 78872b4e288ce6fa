package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

func TestOpenedGalleryTakesThePlace(t *testing.T) {
	s := newStage(t, "가", "나")
	s.AddFile("/x/letters.oneglyph", "a", "b", "c")
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

func TestDroppedFiles(t *testing.T) {
	s := newStage(t, "가")
	s.AddFile("/x/a.oneglyph", "a")
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

// TestWhatCannotBeDroppedIsSaid: a file of another kind is no reason for silence.
func TestWhatCannotBeDroppedIsSaid(t *testing.T) {
	s := newStage(t)
	s.w.dropped(fyne.NewPos(10, 10), []fyne.URI{storage.NewFileURI("/x/notes.txt")})
	if !strings.Contains(s.Session.Notice.Label.Text, "Only pictures") || s.Session.Question() != nil {
		t.Errorf("said: %q", s.Session.Notice.Label.Text)
	}
}

// TestDialogsSayWhatTheyAreFor: none is without a title, and kinds of files are
// named in words.
func TestDialogsSayWhatTheyAreFor(t *testing.T) {
	s := newStage(t, "가")
	s.Dialogs.Err = shell.ErrCancelled
	s.Draw()
	s.Answer(s.Ranker.Latest(), 0.9, "가")
	asks := []func(){s.w.session.OpenGallery, s.w.session.SaveAs, s.w.transfer.ImportPicture}
	for _, item := range s.w.transfer.ExportItems() {
		if !item.Disabled && !item.IsSeparator {
			asks = append(asks, item.Action)
		}
	}
	for i, ask := range asks {
		ask()
		select {
		case r := <-s.Dialogs.Asks:
			if r.Title == "" || len(r.Extensions) > 0 && (r.Kind == "" || strings.HasPrefix(r.Kind, ".")) {
				t.Errorf("%d: %+v", i, r)
			}
		default:
			t.Errorf("%d: no dialog", i)
		}
	}
}
