package challenge

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/canvas"
	"github.com/oneglyph/oneglyph/model"
	play "github.com/oneglyph/oneglyph/model/challenge"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/quiz"
	"github.com/oneglyph/oneglyph/model/siamese"
	"github.com/oneglyph/oneglyph/ui/shell"
	uitheme "github.com/oneglyph/oneglyph/ui/theme"
)

func TestMain(m *testing.M) {
	os.Setenv("LC_ALL", "en_US.UTF-8")
	os.Setenv("LANG", "en_US.UTF-8")
	if err := lang.AddTranslationsFS(assets.Translations, "translations"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// stage hosts the page. What it begins beside Fyne's goroutine waits until work is
// called.
type stage struct {
	t       *testing.T
	session *shell.Session
	page    *Page
	gallery *gallery.Gallery
	folder  string
	name    string // of the gallery's file
	files   play.Files
	saveTo  string // what the file dialog answers
	fetched int

	mu      sync.Mutex
	waiting []func()
}

// tiny is a network that has learnt nothing.
var tiny = sync.OnceValue(func() *siamese.Model {
	a := siamese.Architecture{
		Name: "tiny", Input: 16, PositiveAlpha: true,
		Layers: []siamese.Layer{{Filters: 8, Kernel: 3, Pad: 1, Pool: 2, BatchNorm: true}},
	}
	m, err := siamese.New(a, 3)
	if err != nil {
		panic(err)
	}
	return m
})

func newStage(t *testing.T, names ...string) *stage {
	t.Helper()
	s := &stage{t: t, gallery: gallery.New(), folder: t.TempDir(), name: "g.oneglyph"}
	for i, name := range names {
		if _, err := s.gallery.Add(name, gallery.FromStrokes(strokes(i))); err != nil {
			t.Fatal(err)
		}
	}
	a := test.NewTempApp(t)
	a.Settings().SetTheme(uitheme.New("light"))
	w := a.NewWindow("test")
	s.session = shell.New(shell.Deps{Window: w, Index: noIndex{}, Keeper: keeper{s}, Settings: settings{}, Dialogs: dialogs{s}, Beside: func(f func()) {
		s.mu.Lock()
		s.waiting = append(s.waiting, f)
		s.mu.Unlock()
	}})
	s.build()
	w.Resize(fyne.NewSize(960, 640))
	t.Cleanup(func() { s.page.Close(); s.work(); s.session.Wait() })
	return s
}

func (s *stage) build() {
	s.page = New(s.session, Deps{Weights: s, Files: s, QuizFile: func() string { return quiz.File(filepath.Join(s.folder, s.name)) }, Starter: widget.NewLabel("starter")})
	s.session.Window.SetContent(s.page.Content())
}

// work does what waits, and what that begins.
func (s *stage) work() {
	for {
		s.mu.Lock()
		waiting := s.waiting
		s.waiting = nil
		s.mu.Unlock()
		if len(waiting) == 0 {
			return
		}
		for _, f := range waiting {
			f()
		}
	}
}

func (s *stage) show(mode int) {
	s.page.Shown()
	s.page.choose(mode)
	s.work()
}

// press types a key that the page may have bound.
func (s *stage) press(name fyne.KeyName) {
	for _, k := range s.page.Shortcuts() {
		for _, plain := range k.Plain {
			if plain == name {
				k.Do()
			}
		}
	}
	s.work()
}

// draw draws one of several characters on a pad and hands it in.
func (s *stage) draw(pad *canvas.Pad, i int) {
	s.t.Helper()
	for _, stroke := range strokes(i) {
		for j, p := range stroke {
			at := fyne.PointEvent{Position: fyne.NewPos(p.X*pad.Size().Width, p.Y*pad.Size().Height)}
			if j == 0 {
				pad.MouseDown(&desktop.MouseEvent{PointEvent: at, Button: desktop.MouseButtonPrimary})
			} else {
				pad.Dragged(&fyne.DragEvent{PointEvent: at})
			}
		}
		pad.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	}
	s.press(fyne.KeyReturn)
}

// strokes are characters that any network tells apart.
func strokes(i int) []model.Stroke {
	return [][]model.Stroke{
		{{{X: 0.2, Y: 0.2}, {X: 0.8, Y: 0.8}}, {{X: 0.8, Y: 0.2}, {X: 0.2, Y: 0.8}}},
		{{{X: 0.2, Y: 0.2}, {X: 0.8, Y: 0.2}, {X: 0.8, Y: 0.8}, {X: 0.2, Y: 0.8}, {X: 0.2, Y: 0.2}}},
		{{{X: 0.2, Y: 0.2}, {X: 0.8, Y: 0.2}}, {{X: 0.5, Y: 0.2}, {X: 0.5, Y: 0.8}}},
		{{{X: 0.5, Y: 0.2}, {X: 0.2, Y: 0.8}, {X: 0.8, Y: 0.8}, {X: 0.5, Y: 0.2}}},
		{{{X: 0.2, Y: 0.2}, {X: 0.2, Y: 0.8}, {X: 0.8, Y: 0.8}}},
	}[i]
}

func (s *stage) Current() (*siamese.Model, bool) { return tiny(), true }
func (s *stage) AtHand() play.Files              { return s.files }

func (s *stage) FetchTask(context.Context, func(omniglot.Transfer)) error {
	s.fetched++
	return errors.New("offline")
}
func (s *stage) FetchSets(context.Context, func(omniglot.Transfer)) error { return nil }

func (s *stage) Gallery() *gallery.Gallery    { return s.gallery }
func (s *stage) Changed()                     {}
func (s *stage) Notice() string               { return "" }
func (s *stage) OnError(func(error))          {}
func (s *stage) OnNotice(func(string))        {}
func (s *stage) Flush() error                 { return nil }
func (s *stage) Document() gallery.Document   { return gallery.Document{} }
func (s *stage) New() shell.DiskTask          { return nil }
func (s *stage) SaveAs(string) shell.DiskTask { return nil }
func (s *stage) Recent() []string             { return nil }

// dialogs and keeper are the stage, whose methods of both have the same names.
type dialogs struct{ *stage }

func (d dialogs) Open(shell.FileRequest) (string, error)       { return "", shell.ErrCancelled }
func (d dialogs) OpenFolder(shell.FileRequest) (string, error) { return "", shell.ErrCancelled }
func (d dialogs) Save(shell.FileRequest) (string, error)       { return d.saveTo, nil }

type keeper struct{ *stage }

func (k keeper) Open(context.Context, string) shell.DiskTask { return nil }
func (k keeper) Save() shell.DiskTask                        { return nil }

type noIndex struct{}

func (noIndex) Register(model.ClassID, gallery.Example) {}
func (noIndex) Load([]gallery.ClassExample)             {}
func (noIndex) RemoveExample(model.ExampleID)           {}
func (noIndex) Move(model.ExampleID, model.ClassID)     {}
func (noIndex) Reset([]gallery.ClassExample)            {}

type settings map[string]string

func (settings) FloatWithFallback(_ string, f float64) float64 { return f }
func (settings) SetFloat(string, float64)                      {}
func (s settings) SetString(key, value string)                 { s[key] = value }

func (s settings) StringWithFallback(key, fallback string) string {
	if v, there := s[key]; there {
		return v
	}
	return fallback
}

// narrow checks that what is in sight fits the smallest window.
func (s *stage) narrow(what string) {
	s.t.Helper()
	if size := s.page.Content().MinSize(); size.Width > 640 || size.Height > 480-48 {
		s.t.Errorf("%s needs %v", what, size)
	}
}

var mouseDown = desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(80, 80)}, Button: desktop.MouseButtonPrimary}
