package shell_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/ui/shell"
	"github.com/oneglyph/oneglyph/ui/uitest"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// newDialogStage has no dialogs of the system, so that the window shows its own.
func newDialogStage(t *testing.T, names ...string) *stage {
	t.Helper()
	s := newStage(t, names...)
	s.Dialogs.Err = shell.ErrNoDialog
	return s
}

// typeFile types a file's name and takes the dialog's answer.
func (s *stage) typeFile(name string) {
	s.T.Helper()
	entries := uitest.Over[*uiwidget.LineEntry](s.Stage)
	if len(entries) != 1 {
		s.T.Fatalf("%d fields for a file's name", len(entries))
	}
	entries[0].SetText(name)
	s.Key(fyne.KeyReturn)
}

// choosesNew asks for a new file and returns where the path comes to.
func (s *stage) choosesNew(r shell.FileRequest) *string {
	chosen := new(string)
	s.Session.ChooseNewFile(r, func(path string) { *chosen = path })
	return chosen
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func holdsText(t *testing.T, path, text string) {
	t.Helper()
	if data, err := os.ReadFile(path); err != nil || string(data) != text {
		t.Errorf("%s holds %q, %v; want %q", filepath.Base(path), data, err, text)
	}
}

// TestOwnSaveDialogTouchesNothing: the file that is chosen is as it was until the
// program writes it, whether it is there already or not.
func TestOwnSaveDialogTouchesNothing(t *testing.T) {
	folder := t.TempDir()
	there := filepath.Join(folder, "letters.oneglyph")
	write(t, there, "three hours of drawing")
	s := newDialogStage(t)
	chosen := s.choosesNew(shell.FileRequest{Title: "Save", Folder: folder, Name: "letters.oneglyph", Extensions: []string{"oneglyph"}})
	s.typeFile("letters")
	if *chosen != "" || s.Session.Question() == nil || !strings.Contains(s.Session.Question().Title, "letters.oneglyph") {
		t.Fatalf("nobody asked about the file that is there: %q", *chosen)
	}
	s.Key(fyne.KeyEscape)
	if s.Session.Question() != nil || *chosen != "" {
		t.Error("not left")
	}
	holdsText(t, there, "three hours of drawing")

	chosen = s.choosesNew(shell.FileRequest{Title: "Save", Folder: folder, Extensions: []string{"oneglyph"}})
	s.typeFile("letters.oneglyph")
	s.AnswerQuestion("Another name…")
	if got := uitest.Over[*uiwidget.LineEntry](s.Stage)[0].Text; got != "letters.oneglyph" {
		t.Errorf("the other name begins with %q", got)
	}
	s.typeFile("other")
	if want := filepath.Join(folder, "other.oneglyph"); *chosen != want {
		t.Errorf("chosen is %q, want %q", *chosen, want)
	}
	// With a second file that is written besides there is one question about both.
	write(t, there+".too", "")
	chosen = s.choosesNew(shell.FileRequest{Title: "Save", Folder: folder, Extensions: []string{"oneglyph"}, Files: withSecond})
	s.typeFile("letters")
	if want := "Replace “letters.oneglyph”, “letters.oneglyph.too”?"; s.Session.Question() == nil || s.Session.Question().Title != want {
		t.Errorf("asked %q, want %q", s.Session.Question().Title, want)
	}
	s.AnswerQuestion("Replace")
	if *chosen != there || s.Session.Question() != nil {
		t.Errorf("chosen is %q, want %q; another question: %v", *chosen, there, s.Session.Question() != nil)
	}
	holdsText(t, there, "three hours of drawing")
	if all, _ := os.ReadDir(folder); len(all) != 2 {
		t.Errorf("the dialog left %v", all)
	}
}

// withSecond lists the files of what writes another one besides.
func withSecond(path string) []string { return []string{path, path + ".too"} }

func TestExtensionsOfNewFiles(t *testing.T) {
	folder := t.TempDir()
	for _, c := range []struct{ typed, want string }{
		{"a", "a.png"},
		{"a.png", "a.png"},
		{"a.SVG", "a.SVG"},
		{"a.svg", "a.svg"},
		{"a.v2", "a.v2.png"},
		{" a ", "a.png"},
		{"한글.그림", "한글.그림.png"},
		{".hidden", ".hidden.png"},
		{filepath.Join(folder, "b"), "b.png"},
	} {
		s := newDialogStage(t)
		chosen := s.choosesNew(shell.FileRequest{Folder: folder, Extensions: []string{"png", "svg"}})
		s.typeFile(c.typed)
		if want := filepath.Join(folder, c.want); *chosen != want {
			t.Errorf("%q becomes %q, want %q", c.typed, *chosen, want)
		}
	}
}

func TestNamesThatAreNone(t *testing.T) {
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "folder.png"), 0o777); err != nil {
		t.Fatal(err)
	}
	s := newDialogStage(t)
	chosen := s.choosesNew(shell.FileRequest{Folder: folder, Extensions: []string{"png"}})
	for _, typed := range []string{"", "  ", ".", "..", "a\x00b", "none/a", "folder", folder + string(filepath.Separator), filepath.Join(folder, "none", "a")} {
		if s.typeFile(typed); *chosen != "" || s.Session.Question() == nil || !s.Session.Question().Problem.Visible() {
			t.Fatalf("%q is taken: %q", typed, *chosen)
		}
	}
	s.typeFile("a")
	if *chosen != filepath.Join(folder, "a.png") {
		t.Errorf("chosen is %q", *chosen)
	}
}

// TestSystemDialogAskedAboutTheNameAsTyped: what the window makes of it, it asks
// about itself; so it does about a file that is written besides.
func TestSystemDialogAskedAboutTheNameAsTyped(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	write(t, at("a.onnx"), "a")
	write(t, at("b.onnx.too"), "b")
	s := newStage(t)
	request := shell.FileRequest{Extensions: []string{"onnx"}, Files: withSecond}
	for _, c := range []struct {
		typed string
		asked bool
	}{
		{"a.onnx", false}, // the dialog has asked
		{"a", true},
		{"b.onnx", true}, // not about the second file
		{"b", true},
		{"c", false},
	} {
		s.Dialogs.Path = at(c.typed)
		chosen := s.choosesNew(request)
		if asked := s.Session.Question() != nil; asked != c.asked || asked == (*chosen != "") {
			t.Errorf("%s: asked %v, chosen %q", c.typed, asked, *chosen)
		}
		if s.Session.Question() != nil {
			s.AnswerQuestion("Replace")
		}
		if want := strings.TrimSuffix(at(c.typed), ".onnx") + ".onnx"; *chosen != want {
			t.Errorf("chosen is %q, want %q", *chosen, want)
		}
	}
}

// TestOwnFolderDialog leads to another folder, and back to the name.
func TestOwnFolderDialog(t *testing.T) {
	folder := t.TempDir()
	inner := filepath.Join(folder, "inner")
	if err := os.Mkdir(inner, 0o777); err != nil {
		t.Fatal(err)
	}
	s := newDialogStage(t)
	chosen := s.choosesNew(shell.FileRequest{Title: "Save", Folder: folder, Name: "a", Extensions: []string{"png"}})
	s.Button("Folder…")
	dialog := s.Session.Window.Canvas().Overlays().Top()
	if s.Key(fyne.KeyEscape); s.Session.Question() == nil || s.Session.Window.Canvas().Overlays().Top() != dialog {
		t.Fatal("Esc leaves what lies under the dialog")
	}
	s.pick("inner")
	s.Button("Open")
	s.typeFile("a")
	if want := filepath.Join(inner, "a.png"); *chosen != want {
		t.Errorf("chosen is %q, want %q", *chosen, want)
	}
}

// TestOwnOpenDialog: where the system has none, the window's own leads to a file,
// or to none.
func TestOwnOpenDialog(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "letters.oneglyph"), "")
	write(t, filepath.Join(folder, "other.txt"), "")
	s := newDialogStage(t)
	var chosen []string
	ask := func() {
		s.Session.ChooseFile(shell.FileRequest{Title: "Open", Folder: folder, Extensions: []string{"oneglyph"}}, func(path string) { chosen = append(chosen, path) })
	}
	ask()
	s.Button("Cancel")
	ask()
	s.pick("letters")
	s.Button("Open")
	if want := []string{filepath.Join(folder, "letters.oneglyph")}; !slices.Equal(chosen, want) {
		t.Errorf("chosen are %q, want %q", chosen, want)
	}
	if s.Session.Window.Canvas().Overlays().Top() != nil {
		t.Error("the dialog stays")
	}
}

// pick taps a file or folder of Fyne's own dialog.
func (s *stage) pick(name string) {
	s.T.Helper()
	late := time.After(10 * time.Second)
	for {
		for _, o := range uitest.Over[fyne.Widget](s.Stage) {
			tapped, ok := o.(fyne.Tappable)
			if !ok {
				continue
			}
			for _, part := range test.WidgetRenderer(o).Objects() {
				if label, is := part.(*widget.Label); is && label.Text == name {
					tapped.Tapped(&fyne.PointEvent{})
					return
				}
			}
		}
		select {
		case <-late:
			s.T.Fatalf("no %q to choose", name)
		default:
		}
	}
}

// TestFormsThatAreNotToBeHad: a name that asks for one is not taken for a name of another
// form, by no dialog. Dots in a name ask for nothing.
func TestFormsThatAreNotToBeHad(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	request := shell.FileRequest{Title: "Export", Folder: folder, Extensions: []string{"png", "svg"}}
	for _, c := range []struct{ typed, want string }{
		{"a.pdf", ""}, {"a.JPG", ""}, {"a.svg", "a.svg"}, {"a.SVG", "a.SVG"}, {"a", "a.png"}, {"v1.2", "v1.2.png"}, {"Mr. Kim", "Mr. Kim.png"},
	} {
		own, system := newDialogStage(t), newStage(t)
		chosen := own.choosesNew(request)
		own.typeFile(c.typed)
		if c.want == "" {
			if *chosen != "" || !strings.Contains(own.Session.Question().Problem.Text, strings.ToLower(filepath.Ext(c.typed))) {
				t.Errorf("%s is taken for %q", c.typed, *chosen)
			}
		} else if *chosen != at(c.want) {
			t.Errorf("%s is taken for %q", c.typed, *chosen)
		}
		system.Dialogs.Path = at(c.typed)
		chosen = system.choosesNew(request)
		if c.want != "" {
			if *chosen != at(c.want) {
				t.Errorf("system: %s is taken for %q", c.typed, *chosen)
			}
			continue
		}
		if *chosen != "" || system.Session.Question() == nil {
			t.Fatalf("system: %s is taken for %q", c.typed, *chosen)
		}
		system.Dialogs.Path = at("b.svg")
		system.AnswerQuestion("Another name…")
		if *chosen != at("b.svg") {
			t.Errorf("system: after another name %q", *chosen)
		}
	}
}
