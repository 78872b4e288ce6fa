package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/model"
	"github.com/oneglyph/oneglyph/model/evaluate"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/train"
	"github.com/oneglyph/oneglyph/model/train/runs"
	"github.com/oneglyph/oneglyph/ui/shell"
	"github.com/oneglyph/oneglyph/ui/uitest"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// Window managers that tile give a window whatever size they like.
func TestAnySizeLives(t *testing.T) {
	many := make([]string, 40)
	for i := range many {
		many[i] = fmt.Sprint("class ", i)
	}
	for _, names := range [][]string{nil, many} {
		s := newStage(t, names...)
		for _, drawn := range []bool{false, true} {
			if drawn {
				s.Draw()
			}
			for page := range s.w.tabs.all {
				s.w.tabs.choose(page)
				for _, width := range []float32{1, 400, 3840} {
					for _, height := range []float32{1, 60, 150, 200, 480, 2160} {
						s.Session.Window.Resize(fyne.NewSize(width, height))
					}
				}
			}
		}
	}
}

// least is the smallest window, which is what all pages need at most.
var least = fyne.NewSize(640, 480)

// inEach runs a test in both languages, in a window with a class of a short name
// and one of a long name.
func inEach(t *testing.T, do func(t *testing.T, s *stage)) {
	t.Cleanup(func() {
		if err := speak(""); err != nil {
			t.Error(err)
		}
	})
	for _, language := range []string{"en", "ko"} {
		t.Run(language, func(t *testing.T) {
			s := newStage(t, "가", "a name so long that nobody would read it to the end of the line")
			s.Settings[shell.LanguageKey] = language
			s.open()
			do(t, s)
		})
	}
}

// busy brings a window into the state that needs the most room.
func busy(s *stage) {
	s.Draw()
	s.Answer(s.Ranker.Latest(), 0.93, "가", s.Session.Gallery().Classes()[1].Name)
	s.w.gallery.Reveal(s.Class("가").ID)
	s.Trainer.Report(runs.Report{
		Phase: runs.Training, Curve: make([]runs.Point, 5), Run: runs.Run{Network: "compact", Preset: "full", Best: 0.987, Folder: "x"},
		Progress: train.Progress{Step: 123456, Rate: 2345, Trained: 3e12, Left: 3e12},
		Asked:    &train.Asked{Trial: evaluate.Trial{Support: slices.Repeat([][]model.Glyph{{{}}}, 20)}, Choice: 1},
	})
}

func TestSmallestWindow(t *testing.T) {
	inEach(t, func(t *testing.T, s *stage) {
		check := func(state string) {
			t.Helper()
			for page, one := range s.w.tabs.all {
				s.w.tabs.choose(page)
				if got := s.Session.Window.Content().MinSize(); got.Width > least.Width || got.Height > least.Height {
					t.Errorf("%s, %s: the window needs %v", state, one.title, got)
				}
			}
		}
		check("at first")
		busy(s)
		check("busy")
		s.Trainer.Set = &omniglot.Set{Alphabets: make([]omniglot.Alphabet, 7)}
		s.Downloads.Fetched = "mine.zip"
		s.w.tabs.choose(trainingPage)
		s.w.session.Notice.Offer("Deleted a name so long that nobody would read it", "Undo", func() {})
		check("with a notice")
	})
}

// At every size from the smallest on all that counts can be read.
func TestNothingIsCutAtAnySize(t *testing.T) {
	inEach(t, func(t *testing.T, s *stage) {
		busy(s)
		for _, size := range []fyne.Size{least, {Width: 820, Height: 560}, {Width: 1600, Height: 1000}, {Width: 2560, Height: 1440}, {Width: 900, Height: 1400}} {
			s.Session.Window.Resize(size)
			s.w.tabs.choose(drawPage)
			room := fyne.NewSize(240, 240)
			if size != least {
				room = fyne.NewSize(380, 380)
			}
			pad := s.Session.Pad
			if p := pad.Size(); p.Width != p.Height || p.Width < room.Width {
				t.Errorf("%v: the pad is %v", size, p)
			}
			for _, more := range uitest.In[*uiwidget.TipButton](s.Session.Window.Content()) {
				at := fyne.CurrentApp().Driver().AbsolutePositionForObject(more)
				if right := at.X + more.Size().Width; right > size.Width {
					t.Errorf("%v: %s ends at %v", size, more.Label, right)
				}
			}
			for _, text := range s.Texts() {
				if cut := strings.TrimRight(text, "…⋯"); cut != text && len([]rune(text)) < 8 {
					t.Errorf("%v: of a name only %q is shown", size, text)
				}
			}
			if name := s.Name(); uiwidget.TextWidth(name.PlaceHolder, 14) > name.Size().Width-16 {
				t.Errorf("%v: %q has only %v", size, name.PlaceHolder, name.Size())
			}
			s.w.tabs.choose(trainingPage)
			texts := s.Texts()
			for _, figure := range []string{lang.L("Step"), lang.L("Pictures/s"), lang.L("Elapsed"), lang.L("Time left"), lang.L("Best"), "123,456", "2,345", "50:00", "98.7 %"} {
				if !slices.Contains(texts, figure) {
					t.Errorf("%v: %q is not shown whole in %q", size, figure, texts)
				}
			}
		}
	})
}

func TestNameFieldHasNoScrollBar(t *testing.T) {
	s := newStage(t)
	s.Session.Window.Resize(least)
	for _, name := range []string{"", "가", strings.Repeat("wide ", 12)} {
		s.Name().SetText(name)
		if shown := test.RenderObjectToMarkup(s.Name()); strings.Contains(shown, "scrollBar") {
			t.Errorf("with %q:\n%s", name, shown)
		}
	}
	s.Name().CursorColumn = 60
	s.Name().Refresh()
	if x := s.Name().CursorPosition().X; x < 0 {
		t.Errorf("the cursor is at %v", x)
	}
}
