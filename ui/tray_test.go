package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/oneglyph/oneglyph/model/gallery"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// trayApp is an app with a system tray.
type trayApp struct {
	fyne.App
	menu *fyne.Menu
}

var _ desktop.App = (*trayApp)(nil)

func (a *trayApp) SetSystemTrayMenu(m *fyne.Menu)    { a.menu = m }
func (a *trayApp) SetSystemTrayIcon(fyne.Resource)   {}
func (a *trayApp) SetSystemTrayWindow(w fyne.Window) {}

// By default the window closes; where it is to stay in the tray it hides, and the tray
// leads to it, to the panel and out.
func TestStaysInTheTray(t *testing.T) {
	s := newStage(t, "가")
	s.w.trayItem().Action()
	if !s.w.trayItem().Checked || !strings.Contains(s.Session.Notice.Label.Text, "next start") {
		t.Errorf("the notice says %q", s.Session.Notice.Label.Text)
	}
	if s.w.staysInTray() {
		t.Error("the window would hide with no icon to bring it back")
	}
	a := &trayApp{App: fyne.CurrentApp()}
	fyne.SetCurrentApp(a)
	s.w.startTray() // as the next start does
	if a.menu == nil {
		t.Fatal("the tray is not used")
	}
	item := func(label string) {
		t.Helper()
		for _, i := range a.menu.Items {
			if i.Label == label {
				i.Action()
				return
			}
		}
		t.Fatalf("no item %q", label)
	}
	s.w.leave()
	if s.closed {
		t.Fatal("the program is left")
	}
	item("Quick panel")
	if s.w.quick == nil || !s.w.quick.Visible() {
		t.Error("the panel is not shown")
	}
	item("Quick panel")
	if s.w.quick.Visible() {
		t.Error("the panel is not hidden")
	}
	asked := false
	s.w.StartAsked(func(taken bool) { asked = taken })
	if !asked || !s.w.quick.Visible() {
		t.Error("a second start does not show the panel")
	}
	item("Open the window")
	if last := a.menu.Items[len(a.menu.Items)-1]; !last.IsQuit {
		t.Error("Fyne would add a way to quit that saves nothing")
	}
	s.Keeper.File = gallery.Document{Path: "/x.oneglyph", Unsaved: true}
	item("Quit")
	if s.closed || s.Session.Question() == nil {
		t.Fatal("quitting does not ask about what is unsaved")
	}
	s.AnswerQuestion("Close")
	if !s.closed {
		t.Error("the program is not left")
	}
}

func TestAskedByAnotherStart(t *testing.T) {
	s := newStage(t, "가")
	taken := 0
	s.w.StartAsked(func(ok bool) { taken++ })
	if s.w.quick != nil {
		t.Error("a second start shows the panel, though the window is there")
	}
	s.w.ToggleAsked(func(ok bool) { taken++ })
	if taken != 2 || s.w.quick == nil || !s.w.quick.Visible() {
		t.Errorf("%d requests taken, panel %v", taken, s.w.quick)
	}
	s.Press(uiwidget.Command(fyne.KeyD))
	if s.w.quick.Visible() {
		t.Error("Ctrl+D does not hide it")
	}
	if err := speak("ko"); err != nil {
		t.Fatal(err)
	}
	s.w.rebuildPages()
	if err := speak("en"); err != nil {
		t.Fatal(err)
	}
}
