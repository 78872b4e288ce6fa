package uitest

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/health"
	"github.com/oneglyph/oneglyph/ui/shell"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// Stage is fakes for a session to work with, and a hand that uses what it shows.
type Stage struct {
	T       testing.TB
	App     fyne.App
	Session *shell.Session

	Ranker    *Ranker
	Keeper    *Keeper
	Dialogs   *Dialogs
	Settings  Settings
	Trainer   Trainer
	Weights   Weights
	Downloads Downloads
	Judge     health.Judge

	// Beside does what would hold up Fyne's goroutine: at once, unless a test has it
	// wait, or goroutines do it.
	Beside func(func())
	// Queue holds what goroutines have for Fyne's, once Live was called.
	Queue chan func()
	Title string // of the page that Show shows
}

// NewStage returns a stage whose gallery has classes of one drawing each.
func NewStage(t testing.TB, names ...string) *Stage {
	t.Helper()
	s := &Stage{
		T:        t,
		Ranker:   &Ranker{Registered: map[model.ExampleID]model.ClassID{}},
		Keeper:   &Keeper{Opened: gallery.New(), Files: map[string]*gallery.Gallery{}},
		Dialogs:  &Dialogs{Asks: make(chan shell.FileRequest, 10)},
		Settings: Settings{},
		Beside:   func(f func()) { f() },
	}
	for i, name := range names {
		y := 0.1 + 0.8*float32(i)/float32(len(names))
		c, err := s.Keeper.Opened.Add(name, gallery.FromStrokes([]model.Stroke{{{X: 0, Y: 0}, {X: 1, Y: y}}}))
		if err != nil {
			t.Fatal(err)
		}
		s.Ranker.Registered[c.Examples[0].ID] = c.ID
	}
	return s
}

// Start makes the app that the stage is shown in, and returns it.
func (s *Stage) Start() fyne.App {
	s.App = test.NewTempApp(s.T)
	if s.Queue != nil {
		s.App = Looped(s.App, s.Queue)
		fyne.SetCurrentApp(s.App)
	}
	return s.App
}

// Run is what Beside does at the moment.
func (s *Stage) Run(f func()) { s.Beside(f) }

// Host makes a session in a window of its own, for a page to be shown in by Show.
func (s *Stage) Host() *shell.Session {
	a := s.Start()
	a.Settings().SetTheme(uitheme.New(""))
	s.Session = shell.New(shell.Deps{
		Window: a.NewWindow("Oneglyph"), Index: s.Ranker, Keeper: s.Keeper, Settings: s.Settings, Dialogs: s.Dialogs, Beside: s.Run,
	})
	window := s.Session.Window
	s.T.Cleanup(func() {
		if slices.Contains(s.App.Driver().AllWindows(), window) {
			window.Close()
		}
	})
	return s.Session
}

// Show shows a page as the program's window does, with the keyboard.
func (s *Stage) Show(page shell.Page) {
	c := s.Session.Window.Canvas()
	s.Session.Window.SetContent(page.Content())
	s.Session.Window.Resize(fyne.NewSize(1080, 720))
	s.Session.OnKey = func(k *fyne.KeyEvent) {
		if !s.Session.TypedKey(k) {
			uiwidget.Press(page.Shortcuts(), k)
		}
	}
	s.Session.OnShortcut = func(keys fyne.Shortcut) {
		if s.Session.Covered() {
			return
		}
		for _, one := range page.Shortcuts() {
			one.Types(keys)
		}
		u, ok := page.(shell.Undoer)
		if !ok {
			return
		}
		switch keys.ShortcutName() {
		case (&fyne.ShortcutUndo{}).ShortcutName():
			u.Undo()
		case (&fyne.ShortcutRedo{}).ShortcutName(), uiwidget.CommandShift(fyne.KeyZ).ShortcutName():
			u.Redo()
		}
	}
	c.SetOnTypedKey(func(k *fyne.KeyEvent) { s.Session.OnKey(k) })
	c.SetOnTypedRune(func(r rune) {
		if typist, ok := page.(shell.Typist); ok && !s.Session.Covered() {
			typist.TypedRune(r)
		}
	})
	page.Shown()
}

// Class returns the one of a name.
func (s *Stage) Class(name string) gallery.Class {
	s.T.Helper()
	c, ok := s.Keeper.Opened.Find(name)
	if !ok {
		s.T.Fatalf("no class %q", name)
	}
	return c
}

// AddFile makes a gallery's file, with classes that have the drawing of class 가.
func (s *Stage) AddFile(path string, names ...string) {
	s.T.Helper()
	g := gallery.New()
	for _, name := range names {
		if _, err := g.Add(name, s.Class("가").Examples[0]); err != nil {
			s.T.Fatal(err)
		}
	}
	s.Keeper.Files[path] = g
}

// AddClass registers a class of one drawing, not by the pad.
func (s *Stage) AddClass(name string) {
	s.T.Helper()
	if err := s.Session.Change(gallery.KindRegister, name, func(g *gallery.Gallery) error {
		_, err := g.Add(name, gallery.FromStrokes([]model.Stroke{{{X: 0, Y: 0}, {X: 1, Y: 1}}}))
		return err
	}); err != nil {
		s.T.Fatal(err)
	}
}

// Draw leaves one stroke on the pad.
func (s *Stage) Draw() {
	at := func(x, y float32) fyne.PointEvent { return fyne.PointEvent{Position: fyne.NewPos(x, y)} }
	pad := s.Session.Pad
	pad.MouseDown(&desktop.MouseEvent{PointEvent: at(50, 50), Button: desktop.MouseButtonPrimary})
	pad.Dragged(&fyne.DragEvent{PointEvent: at(150, 80)})
	pad.MouseUp(&desktop.MouseEvent{PointEvent: at(150, 80), Button: desktop.MouseButtonPrimary})
}

// Answer ranks classes by name with falling similarity.
func (s *Stage) Answer(generation uint64, best float64, names ...string) {
	s.T.Helper()
	a := model.Answer{Generation: generation, Threshold: 0.5, Elapsed: 1100 * time.Microsecond}
	for i, name := range names {
		c := s.Class(name)
		similarity := best / float64(i+1)
		a.Matches = append(a.Matches, model.Match{Class: c.ID, Example: c.Examples[0].ID, Similarity: similarity})
	}
	s.Ranker.Answer(a)
}

// Key types a key where the focus is, or on the window.
func (s *Stage) Key(name fyne.KeyName) {
	e := &fyne.KeyEvent{Name: name}
	if f := s.Session.Window.Canvas().Focused(); f != nil {
		f.TypedKey(e)
	} else {
		s.Session.Window.Canvas().OnTypedKey()(e)
	}
}

// Press types a shortcut where the focus is, or on the window, whose handler a test
// canvas does not hand out.
func (s *Stage) Press(keys fyne.Shortcut) {
	if f, ok := s.Session.Window.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(keys)
	} else {
		s.Session.OnShortcut(keys)
	}
}

// Register draws, unless there is a drawing, and registers it by a name, as a person does.
func (s *Stage) Register(name string) {
	s.T.Helper()
	if s.Session.Pad.Empty() {
		s.Draw()
	}
	e := s.Name()
	s.Session.Window.Canvas().Focus(e)
	e.SetText(name)
	s.Key(fyne.KeyReturn)
}

// AnswerQuestion takes the choice of a label in the question that is open.
func (s *Stage) AnswerQuestion(label string) {
	s.T.Helper()
	for i, c := range s.Session.Question().Choices {
		if c.Label == label {
			s.Session.Question().Choose(i)
			return
		}
	}
	s.T.Fatalf("no choice %q in %q", label, s.Session.Question().Title)
}
