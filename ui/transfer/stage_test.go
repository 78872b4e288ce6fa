package transfer

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/ui/uitest"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// stage is a transfer over fakes, with nothing but the pad in sight.
type stage struct {
	*uitest.Stage
	*Transfer
}

func newStage(t testing.TB, names ...string) *stage {
	t.Helper()
	s := &stage{Stage: uitest.NewStage(t, names...)}
	session := s.Host()
	s.Transfer = New(session, Deps{
		Ranking: func() []model.Match { return nil },
		OverPad: func(fyne.Position) bool { return true },
		Compare: session.Pad.Place,
	})
	s.Show(padPage{session.Pad})
	return s
}

type padPage struct{ pad fyne.CanvasObject }

func (p padPage) Content() fyne.CanvasObject   { return container.NewStack(p.pad) }
func (padPage) Shown()                         {}
func (padPage) Shortcuts() []uiwidget.Shortcut { return nil }
func (padPage) Close()                         {}
