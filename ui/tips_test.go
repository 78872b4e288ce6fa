package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// clock is a fake one for tips: it strikes when the test says so.
type clock struct{ strike func() }

func (c *clock) after(_ time.Duration, do func()) (stop func()) {
	c.strike = do
	return func() {} // as a timer that has fired already cannot be stopped
}

// tipButtons returns the buttons in sight by their labels.
func (s *stage) tipButtons() map[string]*uiwidget.TipButton {
	found := make(map[string]*uiwidget.TipButton)
	for _, o := range test.LaidOutObjects(s.Session.Window.Content()) {
		if b, ok := o.(*uiwidget.TipButton); ok {
			found[b.Label] = b
		}
	}
	return found
}

// told rests the pointer on a button and gives what is told of it; empty: nothing.
func (s *stage) told(b *uiwidget.TipButton) string {
	s.T.Helper()
	var c clock
	s.w.session.Tips.After = c.after
	b.MouseIn(&desktop.MouseEvent{})
	if s.w.session.Tips.Layer.Visible() {
		s.T.Error("a button is told of before the pointer rests")
	}
	c.strike()
	if !s.w.session.Tips.Layer.Visible() {
		return ""
	}
	return s.w.session.Tips.Layer.Objects[1].(*fynecanvas.Text).Text
}

func TestTipsComeAndGo(t *testing.T) {
	s := newStage(t)
	menu := s.tipButtons()["Menu"]
	var c clock
	for name, leave := range map[string]func(){
		"the pointer leaves": func() { menu.MouseOut() },
		"it is used":         func() { menu.Tapped(&fyne.PointEvent{}) },
		"it is hidden":       func() { menu.Hide() },
		"a key is typed":     func() { s.w.typedKey(&fyne.KeyEvent{Name: fyne.KeyA}) },
		"keys are typed":     func() { s.w.typedShortcut(&fyne.ShortcutUndo{}) },
		"the pages are new":  s.w.buildPages,
	} {
		if got := s.told(menu); got != "Menu" {
			t.Errorf("the menu's button is told of as %q", got)
		}
		leave()
		if s.w.session.Tips.Layer.Visible() {
			t.Errorf("%s, and the tip stays", name)
		}
		s.w.session.Tips.After = c.after
		menu.MouseIn(&desktop.MouseEvent{})
		leave()
		menu.MouseMoved(&desktop.MouseEvent{})
		c.strike()
		if s.w.session.Tips.Layer.Visible() {
			t.Errorf("%s, and a tip comes", name)
		}
		s.w.session.Window.Canvas().Overlays().Remove(s.w.session.Window.Canvas().Overlays().Top())
		menu.Show()
		if name == "the pages are new" {
			menu = s.tipButtons()["Menu"]
		}
	}
}

func TestTipsNameTheKeys(t *testing.T) {
	s := newStage(t, "가")
	s.w.tabs.choose(galleryPage)
	s.w.gallery.Reveal(s.Class("가").ID)
	for label, want := range map[string]string{
		"Undo":        "Undo · " + uiwidget.Shortcut{Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyZ)}}.KeyNames(),
		"Rename":      "Rename · F2, Enter",
		"Merge into…": "", // it says so itself
	} {
		if b := s.tipButtons()[label]; b == nil || s.told(b) != want {
			t.Errorf("%s is not told of as %q", label, want)
		}
	}
}

func TestTipsStayInTheWindow(t *testing.T) {
	s := newStage(t, "가", "나")
	s.w.session.Notice.Show("news")
	s.Session.Window.Resize(fyne.NewSize(820, 560))
	driver := fyne.CurrentApp().Driver()
	buttons := s.tipButtons()
	for _, label := range []string{"Menu", "More", "Close", "Undo", "Clear"} {
		b := buttons[label]
		if b == nil || s.told(b) == "" {
			t.Errorf("%s is not told of", label)
			continue
		}
		at, size := s.w.session.Tips.Layer.Objects[0].Position(), s.w.session.Tips.Layer.Objects[0].Size()
		if at.X < 0 || at.Y < 0 || at.X+size.Width > 820 || at.Y+size.Height > 560 {
			t.Errorf("%s is told of at %v, %v", label, at, size)
		}
		if over := driver.AbsolutePositionForObject(b); at.Y < over.Y+b.Size().Height && over.Y < at.Y+size.Height {
			t.Errorf("%s lies under what is told of it", label)
		}
	}
	s.told(buttons["Menu"])
	at := driver.AbsolutePositionForObject(buttons["Menu"])
	test.TapCanvas(s.Session.Window.Canvas(), at.AddXY(4, 4))
	if s.Session.Window.Canvas().Overlays().Top() == nil {
		t.Error("what is under the layer cannot be used")
	}
}

func TestTipsInAnotherLanguage(t *testing.T) {
	s := newStage(t)
	t.Cleanup(func() { _ = speak("en") })
	s.w.setLanguage("ko")
	s.w.session.Notice.Show("news")
	for _, label := range []string{"메뉴", "닫기"} {
		if b := s.tipButtons()[label]; b == nil || s.told(b) != label {
			t.Errorf("%s is not told of", label)
		}
	}
}
