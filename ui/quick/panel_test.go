package quick

import (
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

func TestMain(m *testing.M) {
	os.Setenv("LC_ALL", "en_US.UTF-8")
	os.Exit(m.Run())
}

// fakeRanker answers when the test says so.
type fakeRanker struct {
	done  []func([]model.Answer, error)
	asked int
}

func (r *fakeRanker) RankEach(glyphs []model.Glyph, best int, done func([]model.Answer, error)) {
	r.done = append(r.done, done)
	r.asked++
}

type stage struct {
	*Panel
	t       *testing.T
	ranker  *fakeRanker
	gallery *gallery.Gallery
	opened  int
}

func newStage(t *testing.T, names ...string) *stage {
	t.Helper()
	s := &stage{t: t, ranker: &fakeRanker{}, gallery: gallery.New()}
	for i, name := range names {
		if _, err := s.gallery.Add(name, gallery.FromStrokes([]model.Stroke{{{X: 0, Y: 0}, {X: 1, Y: float32(i)}}})); err != nil {
			t.Fatal(err)
		}
	}
	a := test.NewTempApp(t)
	a.Settings().SetTheme(uitheme.New(uitheme.Light))
	s.Panel = New(a, Deps{
		Ranker: s.ranker, Gallery: func() *gallery.Gallery { return s.gallery },
		Threshold: func(a model.Answer) float64 { return a.Threshold }, Pen: 0.02, OnWindow: func() { s.opened++ },
		Do: func(f func()) { f() },
	})
	s.Toggle()
	return s
}

func (s *stage) draw() {
	at := func(x, y float32) fyne.PointEvent { return fyne.PointEvent{Position: fyne.NewPos(x, y)} }
	s.pad.MouseDown(&desktop.MouseEvent{PointEvent: at(50, 50), Button: desktop.MouseButtonPrimary})
	s.pad.Dragged(&fyne.DragEvent{PointEvent: at(150, 80)})
	s.pad.MouseUp(&desktop.MouseEvent{PointEvent: at(150, 80), Button: desktop.MouseButtonPrimary})
}

// ranks answers the oldest question with the classes in an order.
func (s *stage) ranks(names ...string) {
	s.t.Helper()
	if len(s.ranker.done) == 0 {
		s.t.Fatal("nothing is asked")
	}
	a := model.Answer{Threshold: 0.5}
	for i, name := range names {
		c, _ := s.gallery.Find(name)
		a.Matches = append(a.Matches, model.Match{Class: c.ID, Similarity: 0.9 / float64(i+1)})
	}
	done := s.ranker.done[0]
	s.ranker.done = s.ranker.done[1:]
	done([]model.Answer{a}, nil)
}

func (s *stage) key(name fyne.KeyName) { s.typedKey(&fyne.KeyEvent{Name: name}) }

func (s *stage) shows() (names []string) {
	for _, r := range s.rows {
		if r.class != 0 {
			names = append(names, r.name)
		}
	}
	return names
}

func (s *stage) copied(want string) {
	s.t.Helper()
	clipboard := fyne.CurrentApp().Clipboard()
	if got := clipboard.Content(); got != want {
		s.t.Errorf("%q is on the clipboard, want %q", got, want)
	}
	clipboard.SetContent("")
}

// Draw, Enter: the text is on the clipboard, and the panel is gone with the drawing.
func TestEnterCopiesAndHides(t *testing.T) {
	s := newStage(t, "a", "b", "c", "d")
	if !strings.Contains(test.RenderObjectToMarkup(s.pad), "Draw a character here") {
		t.Error("nothing says what to do")
	}
	c, _ := s.gallery.Find("b")
	if err := s.gallery.SetText(c.ID, `\beta`); err != nil {
		t.Fatal(err)
	}
	s.draw()
	s.ranks("b", "a", "d") // to the pen's first touch
	s.ranks("b", "a", "d") // to the stroke
	if got := s.shows(); len(got) != 3 || got[0] != "b" || !s.rows[0].best || s.rows[1].best {
		t.Errorf("shown: %v", got)
	}
	s.key(fyne.KeyReturn)
	s.copied(`\beta`)
	if s.Visible() || !s.pad.Empty() || len(s.shows()) != 0 {
		t.Error("the panel is not ready for the next time")
	}
	s.Toggle()
	if !s.Visible() {
		t.Error("it does not come again")
	}
	s.draw()
	s.ranks("c", "a", "b")
	s.ranks("c", "a", "b")
	s.typedShortcut(uiwidget.Command(fyne.Key2))
	s.copied("a")
	s.Toggle()
	s.draw()
	s.ranks("c")
	s.ranks("c")
	test.Tap(s.rows[1]) // which is empty
	s.copied("")
	test.Tap(s.rows[0])
	s.copied("c")
}

// One question at a time, and Enter before its answer waits for that.
func TestEnterWaitsForTheAnswer(t *testing.T) {
	s := newStage(t, "a", "b")
	s.draw()
	s.draw()
	if s.ranker.asked != 1 {
		t.Fatalf("%d questions at once", s.ranker.asked)
	}
	s.key(fyne.KeyReturn)
	s.ranks("a", "b")
	s.copied("")
	s.ranks("b", "a")
	s.copied("b")
	if s.Visible() || s.ranker.asked != 2 {
		t.Errorf("visible %v after %d questions", s.Visible(), s.ranker.asked)
	}
}

// Esc clears first and hides then; nothing is copied of nothing.
func TestEscape(t *testing.T) {
	s := newStage(t, "a")
	s.draw()
	s.key(fyne.KeyEscape)
	if !s.Visible() || !s.pad.Empty() {
		t.Error("Esc does not just clear")
	}
	s.ranks("a") // too late
	if len(s.shows()) != 0 {
		t.Error("the answer to a drawing that is gone is shown")
	}
	s.key(fyne.KeyReturn)
	s.copied("")
	if !s.Visible() {
		t.Error("Enter hides a blank panel")
	}
	s.key(fyne.KeyEscape)
	if s.Visible() {
		t.Error("Esc does not hide")
	}
	empty := newStage(t)
	empty.draw()
	if empty.ranker.asked != 0 {
		t.Error("an empty gallery is asked")
	}
	empty.key(fyne.KeyReturn)
	empty.copied("")
}
