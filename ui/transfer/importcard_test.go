package transfer

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/ui/uitest"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// pictureOf writes a picture of a slanting line, or of nothing, to a file of its
// name.
func pictureOf(t *testing.T, name string, ink bool) string {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 80, 80))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for i := 10; ink && i < 70; i++ {
		for d := range 5 {
			img.SetGray(i+d, i, color.Gray{})
		}
	}
	path := filepath.Join(t.TempDir(), name+".png")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	return path
}

func (s *stage) bringInAndWait(paths ...string) *importCard {
	c := s.newImportCard(paths, false)
	return c
}

func TestImportOneAsANewClass(t *testing.T) {
	s := newStage(t)
	c := s.bringInAndWait(pictureOf(t, "로고", true))
	if c.name.Text != "로고" || c.seen.Image == nil || c.photo.Image == nil {
		t.Fatalf("the card shows %q", c.name.Text)
	}
	c.name.SetText("line")
	s.Key(fyne.KeyReturn)
	if s.Session.Question() != nil {
		t.Fatal("the card stays")
	}
	class := s.Class("line")
	if class.Examples[0].Picture == nil || s.Ranker.Registered[class.Examples[0].ID] != class.ID {
		t.Errorf("registered is %+v", class)
	}
	if title, _ := s.Session.LastEdit(); !strings.HasPrefix(title, "Register") {
		t.Errorf("the step is %v", title)
	}
}

func TestImportSeveral(t *testing.T) {
	s := newStage(t, "known")
	c := s.bringInAndWait(pictureOf(t, "a", true), pictureOf(t, "blank", false), pictureOf(t, "known", true), filepath.Join(t.TempDir(), "none.png"))
	if c.files[1].problem == "" || c.files[3].problem == "" || c.files[0].problem != "" {
		t.Errorf("problems are %q, %q, %q", c.files[0].problem, c.files[1].problem, c.files[3].problem)
	}
	if problem := c.register(); problem != "" {
		t.Fatal(problem)
	}
	if len(s.Class("a").Examples) != 1 || len(s.Class("known").Examples) != 2 || s.Session.Gallery().Len() != 2 {
		t.Errorf("%d classes", s.Session.Gallery().Len())
	}
	s.Session.UndoEdit()
	if s.Session.Gallery().Len() != 1 || len(s.Class("known").Examples) != 1 {
		t.Error("one undo does not take all of them back")
	}
}

func TestThresholdChangesWhatIsSeen(t *testing.T) {
	s := newStage(t)
	c := s.bringInAndWait(pictureOf(t, "a", true))
	before := c.seen.Image
	c.threshold.SetValue(0.8)
	if c.files[0].threshold < 0.79 || c.seen.Image == before {
		t.Error("the slider changes nothing")
	}
}

// TestSliderHoldsNothingUp: ink is looked for beside Fyne's goroutine, once for many moves
// of the slider that follow each other, the last of which counts; a choice waits for it.
func TestSliderHoldsNothingUp(t *testing.T) {
	s := newStage(t)
	c := s.bringInAndWait(pictureOf(t, "a", true))
	var waiting []func()
	s.Beside = func(f func()) { waiting = append(waiting, f) }
	before := c.files[0].ink
	for _, threshold := range []float64{0.3, 0.4, 0.6, 0.8} {
		c.threshold.SetValue(threshold)
	}
	if len(waiting) != 1 || !reflect.DeepEqual(c.files[0].ink, before) {
		t.Fatalf("%d searches under way; the ink is another at once: %v", len(waiting), !reflect.DeepEqual(c.files[0].ink, before))
	}
	c.question.Choose(0)
	if s.Session.Question() == nil || s.Session.Gallery().Len() > 0 {
		t.Fatal("registered before the ink was found")
	}
	waiting[0]()
	if len(waiting) != 2 || s.Session.Gallery().Len() > 0 {
		t.Fatalf("%d searches after the first, by a threshold that was moved", len(waiting))
	}
	waiting[1]()
	want, err := c.shown.Ink(c.files[0].threshold)
	if err != nil || c.files[0].threshold < 0.79 || !reflect.DeepEqual(c.files[0].ink, want) {
		t.Errorf("the ink is not that of %g, %v", c.files[0].threshold, err)
	}
	if s.Session.Question() != nil || s.Session.Gallery().Len() != 1 {
		t.Error("the choice is forgotten")
	}
}

func TestCompareOnly(t *testing.T) {
	s := newStage(t, "가")
	c := s.bringInAndWait(pictureOf(t, "a", true))
	asked := 0
	s.Session.Pad.OnChanged = func() { asked++ } // as the Draw page asks for a ranking
	c.question.Choose(1)
	if s.Session.Question() != nil || s.Session.Pad.Picture() == nil || s.Session.Gallery().Len() != 1 {
		t.Fatal("the picture is not on the pad alone")
	}
	if asked != 1 {
		t.Errorf("a ranking was asked for %d times", asked)
	}
}

func TestDroppedOnThePad(t *testing.T) {
	s := newStage(t, "가")
	s.newImportCard([]string{pictureOf(t, "a", true)}, true)
	if s.Session.Question() != nil || s.Session.Pad.Picture() == nil {
		t.Error("a dropped picture is not compared at once")
	}
	s.newImportCard([]string{pictureOf(t, "blank", false)}, true)
	if s.Session.Question() == nil {
		t.Error("nobody hears that a picture has no ink")
	}
}

func TestPastedPaths(t *testing.T) {
	a := pictureOf(t, "a b", true)
	other := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	browsers := filepath.Join(t.TempDir(), "c.JFIF")
	if err := os.WriteFile(browsers, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	uri := "file:///" + strings.TrimPrefix(filepath.ToSlash(filepath.Dir(a)), "/") + "/a%20b.png"
	for text, want := range map[string][]string{
		a:                             {a},
		browsers:                      {browsers},
		uri + "\r\n":                  {a},
		"\"" + a + "\"\n" + other:     {a},
		"some words":                  nil,
		"a b.png":                     nil,
		other:                         nil,
		filepath.Dir(a) + "/none.png": nil,
	} {
		if got := pastedPaths(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestStarterSets(t *testing.T) {
	s := newStage(t)
	s.addStarter(starterSets()[0])
	if s.Session.Gallery().Len() != 10 {
		t.Errorf("%d classes", s.Session.Gallery().Len())
	}
	s.addStarter(starterSets()[0])
	if s.Session.Question() == nil || s.Session.Gallery().Len() != 10 {
		t.Error("a set can be added twice")
	}
	s.Key(fyne.KeyEscape)
	s.Session.UndoEdit()
	if s.Session.Gallery().Len() != 0 {
		t.Error("a set is not one step")
	}
}

// said reports whether a text lies over the window.
func (s *stage) said(part string) bool {
	for _, l := range uitest.Over[*widget.Label](s.Stage) {
		if strings.Contains(l.Text, part) {
			return true
		}
	}
	return false
}

// TestPicturesBeyondTheMostAreSpokenOf: none goes without a word.
func TestPicturesBeyondTheMostAreSpokenOf(t *testing.T) {
	path := pictureOf(t, "x", true)
	for _, n := range []int{maxPictures, maxPictures + 1, 12_345} {
		s := newStage(t)
		c := s.bringInAndWait(slices.Repeat([]string{path}, n)...)
		if got, want := s.said("first 200 of "+uiwidget.Grouped(n)), n > maxPictures; got != want || len(c.files) != maxPictures {
			t.Errorf("%d pictures, %d of them taken, told %v", n, len(c.files), got)
		}
	}
}
