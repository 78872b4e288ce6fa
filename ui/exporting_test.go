package ui

import (
	"image/png"
	"os"
	"testing"

	"fyne.io/fyne/v2/lang"
	"github.com/oneglyph/oneglyph/model"
)

// rankingItem finds the menu's entry that exports the ranking.
func (s *stage) rankingItem() (able bool) {
	s.t.Helper()
	for _, item := range s.w.transfer.exportItems() {
		if item.Label == lang.L("Ranking…") {
			return !item.Disabled
		}
	}
	s.t.Fatal("no such item")
	return false
}

// TestNoRankingOfWhatIsGone: a ranking is of the drawing on the pad and of the
// gallery that is open; of others none is exported, least under names of theirs.
func TestNoRankingOfWhatIsGone(t *testing.T) {
	answered := func(t *testing.T) *stage {
		s := newStage(t, "가", "나")
		s.file("/x/other.oneglyph", "a", "b")
		s.draw()
		s.answer(s.ranker.latest(), 0.9, "가", "나")
		if !s.rankingItem() {
			t.Fatal("there is a ranking, but it cannot be exported")
		}
		return s
	}
	for name, gone := range map[string]func(*stage){
		"cleared":         func(s *stage) { s.session.Pad.Clear() },
		"registered":      func(s *stage) { s.name.SetText("다"); s.register() },
		"another gallery": func(s *stage) { s.w.session.OpenFile("/x/other.oneglyph") },
		"no answer": func(s *stage) {
			s.draw()
			s.ranker.answer(model.Answer{Generation: s.ranker.latest(), Err: os.ErrInvalid})
		},
		"cleared, then another": func(s *stage) {
			s.session.Pad.Clear()
			s.w.session.OpenFile("/x/other.oneglyph")
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := answered(t)
			gone(s)
			if s.rankingItem() || len(s.matched) > 0 || len(s.session.Similarity) > 0 {
				t.Errorf("still there: %v", s.matched)
			}
		})
	}
}

// isWhole reports whether a file is a picture that can be read to its end.
func isWhole(t *testing.T, path string) bool {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	_, err = png.Decode(f)
	return err == nil
}
