package writing

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/shell"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

func TestMain(m *testing.M) {
	os.Setenv("LC_ALL", "en_US.UTF-8")
	os.Exit(m.Run())
}

// ranker knows a box, drawn in one stroke, and two bars beside each other; all else is
// like nothing.
type ranker struct {
	box, bars model.ClassID
	asked     int
	waiting   []func() // answers that the test holds back
	holds     bool
	fails     error
	blind     bool // knows nothing any more
}

func (r *ranker) RankEach(glyphs []model.Glyph, best int, done func([]model.Answer, error)) {
	r.asked += len(glyphs)
	answers := make([]model.Answer, len(glyphs))
	for i, g := range glyphs {
		box, bars := 0.1, 0.1
		switch inked := inkIn(g); {
		case r.blind:
		case inked > 0.12 && inked < 0.2:
			box = 0.97
		case inked < 0.12:
			bars = 0.9
		}
		answers[i] = model.Answer{Threshold: 0.5, Matches: []model.Match{{Class: r.box, Similarity: box}, {Class: r.bars, Similarity: bars}}}
		slices.SortFunc(answers[i].Matches, func(a, b model.Match) int { return int(1000 * (b.Similarity - a.Similarity)) })
	}
	fails := r.fails
	if fails != nil {
		answers = nil
	}
	answer := func() { done(answers, fails) }
	if r.holds {
		r.waiting = append(r.waiting, answer)
		return
	}
	answer()
}

func inkIn(g model.Glyph) float64 {
	sum := 0.0
	for _, v := range g.Pix() {
		sum += float64(v) / 255
	}
	return sum / model.Side / model.Side
}

// The rest is what a session works with, and of no interest here.
type index struct{}

func (index) Register(model.ClassID, gallery.Example) {}
func (index) Load([]gallery.ClassExample)             {}
func (index) RemoveExample(model.ExampleID)           {}
func (index) Move(model.ExampleID, model.ClassID)     {}
func (index) Reset([]gallery.ClassExample)            {}

type keeper struct{ gallery *gallery.Gallery }

func (k keeper) Gallery() *gallery.Gallery                 { return k.gallery }
func (keeper) Changed()                                    {}
func (keeper) Notice() string                              { return "" }
func (keeper) OnError(func(error))                         {}
func (keeper) OnNotice(func(string))                       {}
func (keeper) Flush() error                                { return nil }
func (keeper) Document() gallery.Document                  { return gallery.Document{} }
func (keeper) New() shell.DiskTask                         { return nil }
func (keeper) Open(context.Context, string) shell.DiskTask { return nil }
func (keeper) Save() shell.DiskTask                        { return nil }
func (keeper) SaveAs(string) shell.DiskTask                { return nil }
func (keeper) Recent() []string                            { return nil }

// desktopStage is the page in a window of 1,000×600.
type desktopStage struct {
	t       *testing.T
	session *shell.Session
	page    *Page
	ranker  *ranker
}

func newStage(t *testing.T, names ...string) *desktopStage {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(uitheme.New(""))
	g := gallery.New()
	r := &ranker{}
	for i, name := range names {
		c, err := g.Add(name, gallery.FromStrokes([]model.Stroke{{{X: 0, Y: 0}, {X: 1, Y: 1}}}))
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			r.box = c.ID
		} else {
			r.bars = c.ID
		}
	}
	w := test.NewTempWindow(t, nil)
	s := shell.New(shell.Deps{Window: w, Index: index{}, Keeper: keeper{g}, Settings: a.Preferences(), Beside: func(f func()) { f() }})
	p := New(s, Deps{Ranker: r, Threshold: func(a model.Answer) float64 { return a.Threshold }})
	w.SetPadded(false)
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1000, 600))
	return &desktopStage{t, s, p, r}
}

// write draws a stroke, in hundredths of the paper's height.
func (s *desktopStage) write(points ...float32) {
	height := s.page.strip.Size().Height / 100
	at := func(i int) fyne.PointEvent {
		return fyne.PointEvent{Position: fyne.NewPos(points[i]*height, points[i+1]*height)}
	}
	s.page.strip.MouseDown(&desktop.MouseEvent{PointEvent: at(0), Button: desktop.MouseButtonPrimary})
	for i := 2; i < len(points); i += 2 {
		s.page.strip.Dragged(&fyne.DragEvent{PointEvent: at(i)})
	}
	s.page.strip.MouseUp(&desktop.MouseEvent{PointEvent: at(len(points) - 2), Button: desktop.MouseButtonPrimary})
}

func (s *desktopStage) box(x float32)  { s.write(x, 30, x, 70, x+32, 70, x+32, 30, x, 30) }
func (s *desktopStage) bars(x float32) { s.write(x, 30, x, 70); s.write(x+8, 30, x+8, 70) }

func (s *desktopStage) reads(want string) {
	s.t.Helper()
	if got := s.page.Text(); got != want {
		s.t.Errorf("it reads %q, not %q", got, want)
	}
	if s.page.text.text != s.page.Text() {
		s.t.Errorf("%q is shown", s.page.text.text)
	}
}

func TestWritingBecomesText(t *testing.T) {
	s := newStage(t, "ㅁ", "ll")
	if !s.page.copyButton.Disabled() {
		t.Error("nothing can be copied")
	}
	s.box(10)
	s.reads("ㅁ")
	s.box(52)
	s.bars(95)
	s.reads("ㅁㅁll")
	s.box(180) // a word apart
	s.reads("ㅁㅁll ㅁ")
	s.page.copyButton.Tapped(nil)
	if got := fyne.CurrentApp().Clipboard().Content(); got != "ㅁㅁll ㅁ" {
		t.Errorf("%q was copied", got)
	}
	if s.page.status.Text != "4 characters" {
		t.Errorf("it says %q", s.page.status.Text)
	}
	asked := s.ranker.asked
	s.page.Backspace()
	s.reads("ㅁㅁll")
	s.page.Undo()
	s.reads("ㅁㅁll ㅁ")
	if s.ranker.asked != asked {
		t.Error("what was ranked was ranked again")
	}
	s.page.Undo()
	s.page.Redo()
	s.reads("ㅁㅁll ㅁ")
	s.page.Clear()
	s.reads("")
	s.box(10)
	s.reads("ㅁ")
	s.page.Undo()
	s.page.Undo()
	s.reads("ㅁㅁll ㅁ")
}

// What was taken back and what was written instead are never taken for each other.
func TestUndoAndWriteSomethingElse(t *testing.T) {
	s := newStage(t, "ㅁ", "ll")
	s.box(10)
	s.box(52)
	s.page.Undo()
	s.write(60, 30, 60, 70)
	s.reads("ㅁll") // a bar alone is like them, too
}

func TestSplitAndJoin(t *testing.T) {
	s := newStage(t, "ㅁ", "ll")
	s.box(10)
	s.bars(55)
	s.box(75)
	s.reads("ㅁllㅁ")
	tap := func(x float32) {
		s.page.borders.Tapped(&fyne.PointEvent{Position: fyne.NewPos(x*s.page.strip.Size().Height/100, 10)})
	}
	tap(59) // within the two bars
	s.reads("ㅁllllㅁ")
	if n := len(s.page.row.now.Groups()); n != 4 {
		t.Errorf("%d groups", n)
	}
	s.box(120)
	s.reads("ㅁllllㅁㅁ")
	tap(59) // between the two: joined again
	if n := len(s.page.row.now.Groups()); n != 4 {
		t.Errorf("joined again there are %d groups", n)
	}
	s.page.Undo()
	if n := len(s.page.row.now.Groups()); n != 5 {
		t.Errorf("with that undone %d", n)
	}
	steps := len(s.page.row.past)
	tap(20) // one stroke
	if len(s.page.row.past) != steps || !strings.Contains(s.session.Notice.Label.Text, "nothing to split") {
		t.Errorf("a stroke was split: %q", s.session.Notice.Label.Text)
	}
}

func TestAnotherMatchIsChosen(t *testing.T) {
	s := newStage(t, "ㅁ", "ll")
	s.box(10)
	s.box(52)
	items := s.page.matches(s.page.row.now.Groups()[1])
	if len(items) != 4 || items[0].Label != "ㅁ   97 %" || !items[0].Checked || items[1].Checked {
		t.Fatalf("offered: %v", items)
	}
	items[1].Action()
	s.reads("ㅁll")
	s.box(94)
	s.reads("ㅁllㅁ")
	// It can be learnt from.
	s.page.choose(s.page.row.now.Groups()[1], mustFind(t, s, "ll"))
	s.session.Notice.Back.OnTapped()
	if c := mustFind(t, s, "ll"); len(c.Examples) != 2 {
		t.Errorf("%d examples", len(c.Examples))
	} else if b := c.Examples[1].Strokes[0]; b[0].X < 0 || b[1].Y > 1 {
		t.Errorf("an example beside the paper: %v", b)
	}
	s.reads("ㅁllㅁ")
	s.page.Clear()
	s.box(10)
	s.reads("ㅁ") // what was chosen was chosen for that drawing
}

func mustFind(t *testing.T, s *desktopStage, name string) gallery.Class {
	t.Helper()
	c, ok := s.session.Gallery().Find(name)
	if !ok {
		t.Fatal("no class", name)
	}
	return c
}

func TestTextToCopyAndUnknown(t *testing.T) {
	s := newStage(t, "ㅁ", "ll")
	if err := s.session.Change(gallery.KindRename, "", func(g *gallery.Gallery) error { return g.SetText(s.ranker.box, `\square`) }); err != nil {
		t.Fatal(err)
	}
	s.box(10)
	for i := range 6 { // a dark blot
		y := 32 + 6*float32(i)
		s.write(60, y, 90, y+3, 60, y+6)
	}
	s.reads(`\square?`)
}

// Answers that come late are taken where they still say something.
func TestLateAnswers(t *testing.T) {
	s := newStage(t, "ㅁ", "ll")
	s.ranker.holds = true
	s.box(10)
	s.box(52)
	if len(s.ranker.waiting) != 1 {
		t.Fatalf("%d requests are under way", len(s.ranker.waiting))
	}
	s.reads("??")
	for len(s.ranker.waiting) > 0 {
		next := s.ranker.waiting[0]
		s.ranker.waiting = s.ranker.waiting[1:]
		next()
	}
	s.reads("ㅁㅁ")
	s.box(94)
	s.page.revise() // the gallery is another
	old := s.ranker.waiting[0]
	s.ranker.waiting, s.ranker.holds, s.ranker.blind = nil, false, true
	old()
	s.reads("???")
	s.ranker.blind = false
	s.page.revise()
	s.reads("ㅁㅁㅁ")
	s.ranker.fails = errors.New("broken")
	s.box(136)
	if s.page.status.Text != "broken" {
		t.Errorf("a failure is told as %q", s.page.status.Text)
	}
}

// What nothing is like is registered where it stands.
func TestRegisterFromTheLine(t *testing.T) {
	s := newStage(t)
	s.box(10)
	items := s.page.matches(s.page.row.now.Groups()[0])
	if len(items) != 1 {
		t.Fatalf("%d items", len(items))
	}
	items[0].Action()
	name, ok := s.session.Window.Canvas().Focused().(*uiwidget.NameEntry)
	if !ok {
		t.Fatal("nothing asks for a name")
	}
	name.SetText("ㅁ")
	name.OnSubmitted("ㅁ")
	if c := mustFind(t, s, "ㅁ"); len(c.Examples) != 1 || s.session.Question() != nil {
		t.Errorf("%v, and the question is open: %v", c, s.session.Question() != nil)
	}
	s.reads("ㅁ")
	s.session.UndoEdit()
	s.reads("?")
}

func TestNothingRegistered(t *testing.T) {
	s := newStage(t)
	s.box(10)
	s.reads("?")
	if s.ranker.asked != 0 || !strings.HasPrefix(s.page.status.Text, "Nothing is registered") {
		t.Errorf("%d asked, %q", s.ranker.asked, s.page.status.Text)
	}
	c := fyne.CurrentApp().Clipboard()
	c.SetContent("before")
	s.page.Clear()
	s.page.copy()
	if c.Content() != "before" {
		t.Error("nothing was copied over something")
	}
}

// Near the end of the paper the row moves on, and what is written there follows what
// stands before.
func TestTheRowMovesOn(t *testing.T) {
	s := newStage(t, "ㅁ", "ll")
	far := 100 * s.page.strip.Sight()
	s.box(10)
	s.box(far - 40)
	s.page.rested()
	if left := s.page.strip.Left(); left < 1 {
		t.Fatalf("the row moved to %g", left)
	}
	s.box(far - 40)
	if n := len(s.page.row.now.Groups()); n != 3 {
		t.Errorf("%d groups", n)
	}
	s.page.Clear()
	if s.page.strip.Left() != 0 {
		t.Error("a new row does not begin at its beginning")
	}
}

// Names stay over their characters when the window is another size.
func TestNamesFollowThePaper(t *testing.T) {
	s := newStage(t, "ㅁ", "ll")
	s.box(10)
	s.box(60)
	for _, height := range []float32{600, 420} {
		s.session.Window.Resize(fyne.NewSize(1000, height))
		for i, x := range []float32{26, 76} {
			text := test.WidgetRenderer(s.page.names).Objects()[i]
			middle := text.Position().X + text.Size().Width/2
			if want := x * s.page.strip.Size().Height / 100; middle < want-8 || middle > want+8 {
				t.Errorf("%g high: the name of character %d is at %g, its character at %g", height, i, middle, want)
			}
		}
	}
}

func TestEnding(t *testing.T) {
	test.NewTempApp(t)
	if got := ending("abc", 500); got != "abc" {
		t.Error(got)
	}
	long := fmt.Sprint(strings.Repeat("a", 300), "z")
	if got := ending(long, 200); !strings.HasPrefix(got, "…") || !strings.HasSuffix(got, "z") {
		t.Error(got)
	}
}
