package training

import (
	"testing"

	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/ui/uitest"
)

// stage is the page over fakes.
type stage struct {
	*uitest.Stage
	*Page
}

func newStage(t testing.TB, names ...string) *stage {
	t.Helper()
	s := &stage{Stage: uitest.NewStage(t, names...)}
	s.open(&s.Trainer)
	return s
}

// newLiveStage has goroutines work beside Fyne's.
func newLiveStage(t *testing.T, trainer Trainer) *stage {
	t.Helper()
	s := &stage{Stage: uitest.NewStage(t)}
	s.Live()
	s.Weights.Own = uitest.Network(t, siamese.Compact(), 1)
	if trainer == nil {
		trainer = &s.Trainer
	}
	s.open(trainer)
	t.Cleanup(func() {
		s.Page.Close()
		s.Session.Wait()
	})
	return s
}

func (s *stage) open(trainer Trainer) {
	s.Host()
	s.Page = s.newPage(trainer)
	s.Show(s.Page)
}

// newPage returns a page in the same session, as after a change of language.
func (s *stage) newPage(trainer Trainer) *Page {
	return New(s.Session, Deps{Trainer: trainer, Weights: &s.Weights, Downloads: &s.Downloads})
}
