package draw

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/model"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

func TestRename(t *testing.T) {
	s := newStage(t, "가", "나")
	s.Draw()
	s.Answer(s.Ranker.Latest(), 0.9, "가", "나")
	asked := len(s.Ranker.Queries)
	s.Session.RenameClass(s.Class("가").ID)
	entry := s.Session.Window.Canvas().Focused().(*uiwidget.NameEntry)
	entry.SetText("나")
	s.Key(fyne.KeyReturn)
	if s.Session.Question() == nil || s.Session.Question().Problem.Text != "Another class has this name." || s.Keeper.Changes != 0 {
		t.Fatal("a name that is taken was not refused")
	}
	entry.SetText("다")
	s.Key(fyne.KeyReturn)
	if s.Session.Question() != nil || s.Keeper.Changes != 1 {
		t.Fatal("not renamed")
	}
	s.Class("다")
	if len(s.Ranker.Queries) != asked+1 {
		t.Error("the ranking was not asked for anew")
	}
	s.Answer(s.Ranker.Latest(), 0.9, "다", "나")
	if s.headline.message.text != "다" {
		t.Errorf("headline is %q", s.headline.message.text)
	}
}

func TestDelete(t *testing.T) {
	s := newStage(t, "가", "나")
	s.Draw()
	s.Answer(s.Ranker.Latest(), 0.9, "가", "나")
	s.Draw()
	pending := s.Ranker.Latest()
	class := s.Class("가")
	gone := class.ID
	s.Session.DeleteClass(gone)
	if s.Keeper.Opened.Len() != 1 || s.Keeper.Changes != 1 || !slices.Equal(s.Ranker.Removed, []model.ExampleID{class.Examples[0].ID}) {
		t.Fatalf("%d classes left, the network forgot %v", s.Keeper.Opened.Len(), s.Ranker.Removed)
	}
	s.Answer(pending, 0.9, "나")
	if s.headline.message.text == "나" {
		t.Error("an answer from before the deletion was shown")
	}
	s.Ranker.Answer(model.Answer{Generation: s.Ranker.Latest(), Matches: []model.Match{
		{Class: gone, Similarity: 1}, {Class: s.Class("나").ID, Similarity: 0.9},
	}, Threshold: 0.5})
	if got := s.listed(); !slices.Equal(got, []string{"나"}) || s.headline.message.text != "나" {
		t.Errorf("listed are %q under %q", got, s.headline.message.text)
	}
}

// Deleting needs no question, since one click on what it says brings all back.
func TestDeletedComesBack(t *testing.T) {
	s := newStage(t, "가", "나")
	before := s.Class("가")
	s.Session.DeleteClass(before.ID)
	if n := s.Session.Notice; !n.Line.Visible() || !n.Back.Visible() || n.Label.Text != "Done: Delete “가”" {
		t.Fatalf("notice is %q", n.Label.Text)
	}
	test.Tap(s.Session.Notice.Back)
	if after := s.Class("가"); after.ID != before.ID || s.Ranker.Registered[before.Examples[0].ID] != before.ID {
		t.Errorf("back is %+v, registered %v", after, s.Ranker.Registered)
	}
	test.Tap(s.Session.Notice.Back)
	if _, ok := s.Keeper.Opened.Find("가"); ok {
		t.Error("not deleted again")
	}
	s.Draw()
	if s.Session.Notice.Line.Visible() {
		t.Error("the offer stays while something else is done")
	}
}

func TestMenuOfARow(t *testing.T) {
	s := newStage(t, "가")
	test.Tap(s.list.rows[s.Class("가").ID].menu)
	if s.Session.Window.Canvas().Overlays().Top() == nil {
		t.Error("⋯ opens nothing")
	}
}
