package gallery

import (
	"testing"

	"github.com/oneglyph/oneglyph/model"
	modelgallery "github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/uitest"
)

// stage is the page over fakes.
type stage struct {
	*uitest.Stage
	*Page
}

func newStage(t testing.TB, names ...string) *stage {
	t.Helper()
	s := prepareStage(t, names...)
	s.open()
	return s
}

func prepareStage(t testing.TB, names ...string) *stage {
	t.Helper()
	return &stage{Stage: uitest.NewStage(t, names...)}
}

func (s *stage) open() {
	s.Page = New(s.Host(), s.Judge, s.addDrawing)
	s.Show(s.Page)
}

// addDrawing does what the page where it was drawn would do.
func (s *stage) addDrawing(c model.ClassID) {
	s.T.Helper()
	err := s.Session.Change(modelgallery.KindAdd, "", func(g *modelgallery.Gallery) error {
		_, err := g.AddExample(c, modelgallery.FromStrokes(s.Session.Pad.Strokes()))
		return err
	})
	if err != nil {
		s.T.Fatal(err)
	}
	s.Session.ClearPad()
}
