package app

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oneglyph/oneglyph/app/store"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/omnitest"
)

// Characters as strokes on the window's pad.
var (
	cross  = [][]int{{150, 150, 400, 430}, {400, 150, 150, 430}}
	square = [][]int{{140, 160, 420, 160, 420, 440, 140, 440, 140, 160}}
	tee    = [][]int{{130, 170, 420, 170}, {275, 170, 275, 450}}
)

// program is the built binary, at work on a data folder.
type program struct {
	*exec.Cmd
	stderr bytes.Buffer
	ended  chan error
	window uint32
}

func buildProgram(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "oneglyph")
	build := exec.Command("go", "build", "-o", binary, "..")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return binary
}

// start opens the program's window and gives it the keyboard.
func start(t *testing.T, s screen, binary, data string) *program {
	t.Helper()
	p := launch(t, s, binary, data, "Oneglyph")
	eventually(t, "the keyboard's focus", func() bool {
		_, ok := s.do(t, "windowfocus", "--sync", id(p.window))
		return ok
	})
	return p
}

// launch waits for the window of a title.
func launch(t *testing.T, s screen, binary, data, title string, args ...string) *program {
	t.Helper()
	p := &program{Cmd: exec.Command(binary, append([]string{"--data-dir", data}, args...)...), ended: make(chan error, 1)}
	p.Env = append(os.Environ(), "DISPLAY="+s.display, "WAYLAND_DISPLAY=", "HOME="+t.TempDir(), "LANG=C.UTF-8")
	p.Stderr = &p.stderr
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = p.Process.Kill() // unless it has ended
		if t.Failed() {
			t.Logf("the program said:\n%s", p.stderr.String())
		}
	})
	go func() { p.ended <- p.Wait() }()
	eventually(t, "the window", func() bool {
		p.window = s.window(t, title)
		return p.window != 0
	})
	return p
}

// quit closes the window, after which the program ends by itself.
func (p *program) quit(t *testing.T, s screen) {
	t.Helper()
	if err := p.close(t, s); err != nil {
		t.Errorf("the program ended with %v", err)
	}
}

func (p *program) close(t *testing.T, s screen) error {
	t.Helper()
	if err := s.closeWindow(p.window); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-p.ended:
		return err
	case <-time.After(30 * time.Second):
		t.Fatal("the program did not end")
		panic("unreachable")
	}
}

// TestInARealWindow draws, registers, comes back, ranks and retrains: the whole
// program with a pointer and keys.
func TestInARealWindow(t *testing.T) {
	if testing.Short() {
		t.Skip("a real window takes a minute: not with -short")
	}
	s, binary, data := newScreen(t), buildProgram(t), t.TempDir()
	path := store.GalleryPath(data)

	p := start(t, s, binary, data)
	s.draw(t, cross...)
	s.typeText(t, "cross")
	s.press(t, "Return")
	eventually(t, "the first class on disk", holds(path, 1))
	s.draw(t, square...)
	s.typeText(t, "square")
	s.press(t, "Return")
	eventually(t, "the second class on disk", holds(path, 2))
	// Enter takes the first choice of the question that a known name raises.
	s.draw(t, cross...)
	s.typeText(t, "cross")
	s.press(t, "Return")
	eventually(t, "the second example on disk", func() bool {
		s.press(t, "Return")
		return examples(path, "cross") == 2
	})
	p.quit(t, s)

	picture := filepath.Join(t.TempDir(), "cross.png")
	drawPicture(t, picture, cross)
	if got := rankedNames(t, path, picture); !slices.Equal(got, []string{"cross", "square"}) {
		t.Errorf("a picture of the cross ranks %q", got)
	}

	before := tree(t, data)[path]
	p = start(t, s, binary, data)
	s.draw(t, tee...)
	s.typeText(t, "tee")
	s.press(t, "Return")
	eventually(t, "the third class beside the two", holds(path, 3))
	if tree(t, data)[gallery.Backup(path)] != before {
		t.Error("opening the gallery changed it")
	}
	for _, args := range [][]string{nil, {"toggle"}} { // the window comes to the front, the panel is shown
		second := exec.Command(binary, append([]string{"--data-dir", data}, args...)...)
		second.Env = p.Env
		if out, err := second.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("a second start with %q ended with %v and said %q", args, err, out)
		}
	}
	eventually(t, "the quick panel", func() bool { return s.window(t, "Oneglyph quick panel") != 0 })
	p.quit(t, s)
	if got := rankedNames(t, path, picture); len(got) != 3 || got[0] != "cross" {
		t.Errorf("after a restart a picture of the cross ranks %q", got)
	}
	retrainInWindow(t, s, binary, data)
	if locks, _ := filepath.Glob(filepath.Join(data, ".*.lock")); len(locks) > 0 {
		t.Errorf("left behind: %v", locks)
	}
}

// TestBeginsWithAFile: the file that is named, and without one that of last time.
func TestBeginsWithAFile(t *testing.T) {
	if testing.Short() {
		t.Skip("a real window takes half a minute: not with -short")
	}
	s, binary, data := newScreen(t), buildProgram(t), t.TempDir()
	file := filepath.Join(t.TempDir(), "letters.oneglyph")
	succeed(t, "starter", "--project", file, "--set", "digits")
	for _, args := range [][]string{{file}, nil} {
		launch(t, s, binary, data, "letters – Oneglyph", args...).quit(t, s)
		if !holds(store.GalleryPath(data), 10)() {
			t.Errorf("begun with %q the gallery's working copy does not hold the file's", args)
		}
	}
	// While a window is open, it is that which opens the file.
	other := filepath.Join(t.TempDir(), "other.oneglyph")
	succeed(t, "starter", "--project", other, "--set", "shapes")
	p := launch(t, s, binary, data, "letters – Oneglyph")
	second := exec.Command(binary, "--data-dir", data, other)
	second.Env = p.Env
	if out, err := second.CombinedOutput(); err != nil {
		t.Errorf("the second start ended with %v: %s", err, out)
	}
	eventually(t, "the other file's window", func() bool { return s.window(t, "other – Oneglyph") != 0 })
	p.quit(t, s)
}

func examples(path, name string) int {
	p, err := gallery.Open(context.Background(), path)
	if err != nil {
		return 0
	}
	c, _ := p.Find(name)
	return len(c.Examples)
}

// drawPicture renders strokes by the same pen as a thumbnail's.
func drawPicture(t *testing.T, path string, strokes [][]int) {
	t.Helper()
	img := gallery.FromStrokes(toStrokes(strokes))
	g, err := img.Glyph()
	if err != nil {
		t.Fatal(err)
	}
	omnitest.Write(t, path, omnitest.PNG(g.Image()))
}

func rankedNames(t *testing.T, path, picture string) (names []string) {
	t.Helper()
	var got struct {
		Images []struct{ Matches []struct{ Name string } }
	}
	out := succeed(t, "rank", "--project", path, "--json", picture)
	if err := json.NewDecoder(strings.NewReader(out)).Decode(&got); err != nil {
		t.Fatal(err)
	}
	for _, m := range got.Images[0].Matches {
		names = append(names, m.Name)
	}
	return names
}
