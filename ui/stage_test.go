package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/widget"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/ui/draw"
	"github.com/oneglyph/oneglyph/ui/uitest"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// stage is the whole window over fakes.
type stage struct {
	*uitest.Stage
	*draw.Page
	w      *Window
	closed bool   // the window
	begins string // a file
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
	if s.Weights.Own == nil {
		s.Weights.Own = uitest.SomeNetwork()
	}
	w := NewWindow(s.Start(), Deps{
		Beside: s.Run,
		Ranker: s.Ranker, Keeper: s.Keeper, Settings: s.Settings, Dialogs: s.Dialogs,
		Open:    s.begins,
		Trainer: &s.Trainer, Weights: &s.Weights, Downloads: &s.Downloads,
		Judge: s.Judge, Trials: uitest.NoTrials{},
	})
	s.closed, s.Session = false, w.session
	w.session.Window.SetOnClosed(func() { s.closed = true; w.closed() })
	s.T.Cleanup(func() {
		if !s.closed {
			w.session.Window.Close()
		}
	})
	s.w, s.Page = w, w.draw
}

// newLiveStage works beside Fyne's goroutine, as the program does.
func newLiveStage(t *testing.T, names ...string) *stage {
	t.Helper()
	s := prepareStage(t, names...)
	s.Live()
	s.Weights.Own = uitest.Network(t, siamese.Compact(), 1)
	s.open()
	t.Cleanup(func() {
		if !s.closed {
			s.w.session.Window.Close()
		}
		s.w.session.Wait()
	})
	return s
}

// says reports whether a label in sight holds some words.
func (s *stage) says(words string) bool {
	return slices.ContainsFunc(uitest.In[*widget.Label](s.Session.Window.Content()), func(l *widget.Label) bool { return strings.Contains(l.Text, words) })
}

// registerText returns the word on the button that registers, in any language.
func (s *stage) registerText() string {
	for _, b := range uitest.In[*uiwidget.TipButton](s.Session.Window.Content()) {
		if b.Importance == widget.SuccessImportance {
			return b.Text
		}
	}
	return ""
}
