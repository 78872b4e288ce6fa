package ui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"oneglyph/model"
)

func TestRename(t *testing.T) {
	s := newStage(t, "가", "나")
	s.draw()
	s.answer(s.ranker.latest(), 0.9, "가", "나")
	asked := len(s.ranker.queries)
	s.rename(s.class("가").ID)
	entry := s.window.Canvas().Focused().(*nameEntry)
	entry.SetText("나")
	s.key(fyne.KeyReturn)
	if s.modal == nil || s.modal.problem.Text != "Another class has this name." || s.keeper.changes != 0 {
		t.Fatal("a name that is taken was not refused")
	}
	entry.SetText("다")
	s.key(fyne.KeyReturn)
	if s.modal != nil || s.keeper.changes != 1 {
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
	gone := s.class("가").ID
	s.delete(gone)
	s.key(fyne.KeyEscape)
	if s.keeper.project.Len() != 2 || s.keeper.changes != 0 {
		t.Fatal("deleted without a yes")
	}
	s.delete(gone)
	s.key(fyne.KeyReturn)
	if s.keeper.project.Len() != 1 || s.keeper.changes != 1 || !slices.Equal(s.ranker.classes, []model.ClassID{gone}) {
		t.Fatalf("%d classes left, the network forgot %v", s.keeper.project.Len(), s.ranker.classes)
	}
	s.answer(pending, 0.9, "나")
	if s.headline.message.text == "나" {
		t.Error("an answer from before the deletion was shown")
	}
	s.ranker.answer(Answer{Generation: s.ranker.latest(), Matches: []model.Match{
		{Class: gone, Similarity: 1}, {Class: s.class("나").ID, Similarity: 0.9},
	}, Threshold: 0.5})
	if got := s.listed(); !slices.Equal(got, []string{"나"}) || s.headline.message.text != "나" {
		t.Errorf("listed are %q under %q", got, s.headline.message.text)
	}
}

func TestMenuOfARow(t *testing.T) {
	s := newStage(t, "가")
	test.Tap(s.ranking.rows[s.class("가").ID].menu)
	if s.window.Canvas().Overlays().Top() == nil {
		t.Error("⋯ opens nothing")
	}
}
