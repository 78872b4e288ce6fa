package ui

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
	s.draw()
	s.answer(s.ranker.latest(), 0.9, "가", "나")
	asked := len(s.ranker.queries)
	s.session.RenameClass(s.class("가").ID)
	entry := s.session.Window.Canvas().Focused().(*uiwidget.NameEntry)
	entry.SetText("나")
	s.key(fyne.KeyReturn)
	if s.session.Question() == nil || s.session.Question().Problem.Text != "Another class has this name." || s.keeper.changes != 0 {
		t.Fatal("a name that is taken was not refused")
	}
	entry.SetText("다")
	s.key(fyne.KeyReturn)
	if s.session.Question() != nil || s.keeper.changes != 1 {
		t.Fatal("not renamed")
	}
	s.class("다")
	if len(s.ranker.queries) != asked+1 {
		t.Error("the ranking was not asked for anew")
	}
	s.answer(s.ranker.latest(), 0.9, "다", "나")
	if s.headline.message.text != "다" {
		t.Errorf("headline is %q", s.headline.message.text)
	}
}

func TestDelete(t *testing.T) {
	s := newStage(t, "가", "나")
	s.draw()
	s.answer(s.ranker.latest(), 0.9, "가", "나")
	s.draw()
	pending := s.ranker.latest()
	class := s.class("가")
	gone := class.ID
	s.session.DeleteClass(gone)
	if s.keeper.gallery.Len() != 1 || s.keeper.changes != 1 || !slices.Equal(s.ranker.removed, []model.ExampleID{class.Examples[0].ID}) {
		t.Fatalf("%d classes left, the network forgot %v", s.keeper.gallery.Len(), s.ranker.removed)
	}
	s.answer(pending, 0.9, "나")
	if s.headline.message.text == "나" {
		t.Error("an answer from before the deletion was shown")
	}
	s.ranker.answer(model.Answer{Generation: s.ranker.latest(), Matches: []model.Match{
		{Class: gone, Similarity: 1}, {Class: s.class("나").ID, Similarity: 0.9},
	}, Threshold: 0.5})
	if got := s.listed(); !slices.Equal(got, []string{"나"}) || s.headline.message.text != "나" {
		t.Errorf("listed are %q under %q", got, s.headline.message.text)
	}
}

// Deleting needs no question, since one click on what it says brings all back.
func TestDeletedComesBack(t *testing.T) {
	s := newStage(t, "가", "나")
	before := s.class("가")
	s.session.DeleteClass(before.ID)
	if n := s.session.Notice; !n.Line.Visible() || !n.Back.Visible() || n.Label.Text != "Done: Delete “가”" {
		t.Fatalf("notice is %q", n.Label.Text)
	}
	test.Tap(s.session.Notice.Back)
	if after := s.class("가"); after.ID != before.ID || s.ranker.registered[before.Examples[0].ID] != before.ID {
		t.Errorf("back is %+v, registered %v", after, s.ranker.registered)
	}
	test.Tap(s.session.Notice.Back)
	if _, ok := s.keeper.gallery.Find("가"); ok {
		t.Error("not deleted again")
	}
	s.draw()
	if s.session.Notice.Line.Visible() {
		t.Error("the offer stays while something else is done")
	}
}

func TestMenuOfARow(t *testing.T) {
	s := newStage(t, "가")
	test.Tap(s.ranking.rows[s.class("가").ID].menu)
	if s.session.Window.Canvas().Overlays().Top() == nil {
		t.Error("⋯ opens nothing")
	}
}
