package ui

import (
	"os"
	"testing"

	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model"
)

// rankingItem finds the menu's entry that exports the ranking.
func (s *stage) rankingItem() (able bool) {
	s.T.Helper()
	for _, item := range s.w.transfer.ExportItems() {
		if item.Label == lang.L("Ranking…") {
			return !item.Disabled
		}
	}
	s.T.Fatal("no such item")
	return false
}

// TestAComparedPictureIsAskedAbout: it comes to the pad's page, one query is sent, and the
// picture can be registered from there.
func TestAComparedPictureIsAskedAbout(t *testing.T) {
	s := newStage(t, "가")
	s.w.tabs.choose(galleryPage)
	asked := len(s.Ranker.Queries)
	s.w.compare(model.Scan{W: 4, H: 2, Pix: []uint8{0, 255, 255, 0, 255, 255, 255, 255}})
	if s.w.tabs.chosen() != drawPage || s.Session.Pad.Picture() == nil || len(s.Ranker.Queries) != asked+1 {
		t.Fatalf("page %d, %d queries", s.w.tabs.chosen(), len(s.Ranker.Queries)-asked)
	}
	s.Register("new")
	if s.Class("new").Examples[0].Picture == nil || !s.Session.Pad.Empty() {
		t.Error("a picture on the pad cannot be registered")
	}
}

// TestNoRankingOfWhatIsGone: a ranking is of the drawing on the pad and of the
// gallery that is open; of others none is exported, least under names of theirs.
func TestNoRankingOfWhatIsGone(t *testing.T) {
	answered := func(t *testing.T) *stage {
		s := newStage(t, "가", "나")
		s.AddFile("/x/other.oneglyph", "a", "b")
		s.Draw()
		s.Answer(s.Ranker.Latest(), 0.9, "가", "나")
		if !s.rankingItem() {
			t.Fatal("there is a ranking, but it cannot be exported")
		}
		return s
	}
	for name, gone := range map[string]func(*stage){
		"cleared":         func(s *stage) { s.Session.Pad.Clear() },
		"registered":      func(s *stage) { s.Register("다") },
		"another gallery": func(s *stage) { s.w.session.OpenFile("/x/other.oneglyph") },
		"no answer": func(s *stage) {
			s.Draw()
			s.Ranker.Answer(model.Answer{Generation: s.Ranker.Latest(), Err: os.ErrInvalid})
		},
		"cleared, then another": func(s *stage) {
			s.Session.Pad.Clear()
			s.w.session.OpenFile("/x/other.oneglyph")
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := answered(t)
			gone(s)
			if s.rankingItem() || len(s.w.draw.Ranking()) > 0 || len(s.Session.Similarity) > 0 {
				t.Errorf("still there: %v", s.w.draw.Ranking())
			}
		})
	}
}
