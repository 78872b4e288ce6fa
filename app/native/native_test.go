package native

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"sync"
	"testing"

	"github.com/sqweek/dialog"

	"github.com/oneglyph/oneglyph/ui/shell"
)

// The dialogs themselves want a person. Here their place is taken by functions
// that answer, or fail, as the toolkit does.

func TestRequestBecomesADialog(t *testing.T) {
	for _, c := range []struct {
		request shell.FileRequest
		want    dialog.FileBuilder
	}{
		{shell.FileRequest{}, dialog.FileBuilder{}},
		{shell.FileRequest{Title: "Open"}, dialog.FileBuilder{Dlg: dialog.Dlg{Title: "Open"}}},
		{
			shell.FileRequest{Title: "Save", Kind: "Pictures", Extensions: []string{"png", "svg"}, Folder: "/x", Name: "a.png"},
			dialog.FileBuilder{
				Dlg: dialog.Dlg{Title: "Save"}, StartDir: "/x", StartFile: "a.png",
				Filters: []dialog.FileFilter{{Desc: "Pictures", Extensions: []string{"png", "svg"}}},
			},
		},
		{shell.FileRequest{Kind: "Files"}, dialog.FileBuilder{}}, // all of them: there is nothing to choose from
	} {
		if got := builder(c.request); !reflect.DeepEqual(*got, c.want) {
			t.Errorf("%+v becomes %+v, want %+v", c.request, *got, c.want)
		}
	}
}

// answers is a dialog that comes to something.
func answers(path string, err error) func(*dialog.FileBuilder) (string, error) {
	return func(*dialog.FileBuilder) (string, error) { return path, err }
}

func TestWhatADialogComesTo(t *testing.T) {
	c := New()
	other := errors.New("the toolkit's own")
	for _, test := range []struct {
		run  func(*dialog.FileBuilder) (string, error)
		path string
		err  error
	}{
		{answers("/x/a", nil), "/x/a", nil},
		{answers("", dialog.ErrCancelled), "", shell.ErrCancelled},
		{answers("", other), "", other},
		{func(*dialog.FileBuilder) (string, error) { panic("no X server is available") }, "", shell.ErrNoDialog},
	} {
		if path, err := c.show(shell.FileRequest{}, test.run); path != test.path || !errors.Is(err, test.err) || (err == nil) != (test.err == nil) {
			t.Errorf("%q, %v; want %q, %v", path, err, test.path, test.err)
		}
	}
	if path, err := c.show(shell.FileRequest{}, answers("/x/b", nil)); path != "/x/b" || err != nil {
		t.Errorf("after a panic: %q, %v", path, err)
	}
}

// TestOpenedFilesAreThere: a name can be typed that leads nowhere.
func TestOpenedFilesAreThere(t *testing.T) {
	there := filepath.Join(t.TempDir(), "a")
	if err := os.WriteFile(there, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if path, err := existing(there, nil); path != there || err != nil {
		t.Errorf("%q, %v", path, err)
	}
	if path, err := existing(there+"b", nil); path != "" || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %q, %v", path, err)
	}
	if path, err := existing("", shell.ErrCancelled); path != "" || !errors.Is(err, shell.ErrCancelled) {
		t.Errorf("cancelled: %q, %v", path, err)
	}
}

// TestOneThreadShowsAll: the toolkit is used by one goroutine, whoever asks.
func TestOneThreadShowsAll(t *testing.T) {
	c := New()
	var once sync.WaitGroup
	open, most := 0, 0
	for range 20 {
		once.Go(func() {
			_, _ = c.show(shell.FileRequest{}, func(*dialog.FileBuilder) (string, error) {
				open++
				most = max(most, open)
				runtime.Gosched()
				open--
				return "", nil
			})
		})
	}
	once.Wait()
	if most != 1 {
		t.Errorf("%d dialogs at once", most)
	}
}

// TestNoDisplayIsNoDialog: what the program falls back on is its own dialogs.
func TestNoDisplayIsNoDialog(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("a dialog would be shown")
	}
	if os.Getenv("DISPLAY")+os.Getenv("WAYLAND_DISPLAY") != "" { // in a process that has none
		again := exec.Command(os.Args[0], "-test.run=^TestNoDisplayIsNoDialog$")
		again.Env = append(os.Environ(), "DISPLAY=", "WAYLAND_DISPLAY=")
		if out, err := again.CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
		return
	}
	c := New()
	for name, ask := range map[string]func(shell.FileRequest) (string, error){"Open": c.Open, "OpenFolder": c.OpenFolder, "Save": c.Save} {
		if path, err := ask(shell.FileRequest{Title: name}); path != "" || !errors.Is(err, shell.ErrNoDialog) {
			t.Errorf("%s: %q, %v", name, path, err)
		}
	}
}
