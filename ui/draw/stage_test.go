package draw

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/ui/uitest"
)

// stage is the page over fakes.
type stage struct {
	*uitest.Stage
	*Page
	showed model.ClassID // whose drawings were asked for
}

func newStage(t testing.TB, names ...string) *stage {
	t.Helper()
	s := &stage{Stage: uitest.NewStage(t, names...)}
	s.open()
	return s
}

// open makes a session and the page again.
func (s *stage) open() {
	var starter fyne.CanvasObject = widget.NewLabel("starter sets")
	s.Page = New(s.Host(), Deps{Ranker: s.Ranker, Starter: starter, OnShow: func(c model.ClassID) { s.showed = c }})
	s.Show(s.Page)
}
