package shell_test

import (
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/oneglyph/oneglyph/ui/shell"
	"github.com/oneglyph/oneglyph/ui/uitest"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

func TestMain(m *testing.M) {
	os.Setenv("LC_ALL", "en_US.UTF-8") // what the tests read
	os.Setenv("LANG", "en_US.UTF-8")
	os.Exit(m.Run())
}

// stage is a session in a window with an empty page.
type stage struct {
	*uitest.Stage
	closed bool // the window
}

func newStage(t *testing.T, names ...string) *stage {
	t.Helper()
	s := &stage{Stage: uitest.NewStage(t, names...)}
	session := s.Host()
	session.Window.SetOnClosed(func() { s.closed = true })
	s.Show(emptyPage{session, container.NewWithoutLayout()})
	return s
}

// emptyPage has the keys of a gallery's files, which the program's window has everywhere.
type emptyPage struct {
	session *shell.Session
	content fyne.CanvasObject
}

func (p emptyPage) Content() fyne.CanvasObject { return p.content }
func (p emptyPage) Shown()                     {}
func (p emptyPage) Close()                     {}

func (p emptyPage) Shortcuts() []uiwidget.Shortcut {
	return []uiwidget.Shortcut{
		{Name: "New", Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyN)}, Do: p.session.NewGallery},
		{Name: "Open", Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyO)}, Do: p.session.OpenGallery},
		{Name: "Save", Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyS)}, Do: p.session.Save},
		{Name: "Save as", Keys: []fyne.Shortcut{uiwidget.CommandShift(fyne.KeyS)}, Do: p.session.SaveAs},
	}
}
