package draw

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/oneglyph/oneglyph/model"
)

func TestTypedNameAndEnterRegister(t *testing.T) {
	s := newStage(t)
	s.Draw()
	drawn, err := model.FromStrokes(s.Session.Pad.Strokes())
	if err != nil {
		t.Fatal(err)
	}
	test.TypeOnCanvas(s.Session.Window.Canvas(), "가") // nobody clicked the field
	if s.Session.Window.Canvas().Focused() != s.name {
		t.Fatal("typing does not begin the name")
	}
	s.Key(fyne.KeyReturn)

	class := s.Class("가")
	if c, ok := s.Ranker.Registered[class.Examples[0].ID]; !ok || c != class.ID {
		t.Errorf("the network was told of %v", s.Ranker.Registered)
	}
	if last := s.Ranker.Glyphs[len(s.Ranker.Glyphs)-1]; !slices.Equal(last.Pix(), drawn.Pix()) {
		t.Error("another glyph was registered than was drawn")
	}
	if s.Keeper.Changes != 1 {
		t.Errorf("the keeper heard of %d changes", s.Keeper.Changes)
	}
	if !s.Session.Pad.Empty() || s.name.Text != "" || s.Session.Window.Canvas().Focused() != nil {
		t.Error("the page is not ready for the next drawing")
	}
	if got := s.listed(); !slices.Equal(got, []string{"가"}) {
		t.Errorf("listed are %q", got)
	}
	s.Press(&fyne.ShortcutUndo{})
	if s.Session.Pad.Empty() || s.name.Text != "가" || s.Keeper.Opened.Len() != 0 || len(s.Ranker.Registered) != 0 {
		t.Error("undone, the drawing and its name are not back where they were")
	}
	s.Session.Window.Canvas().Unfocus()
	s.name.SetText("")
	s.Press(&fyne.ShortcutRedo{})
	if !s.Session.Pad.Empty() || s.Class("가").ID != class.ID || s.Ranker.Registered[class.Examples[0].ID] != class.ID {
		t.Error("redone, the class is not what it was")
	}
}

func TestRegisterNeedsInkAndName(t *testing.T) {
	s := newStage(t)
	check := func(when string, want bool) {
		t.Helper()
		if s.registerButton.Disabled() == want {
			t.Errorf("%s: Register is available: %v", when, !want)
		}
	}
	check("at first", false)
	s.name.SetText("가")
	check("with a name only", false)
	s.name.OnSubmitted("가")
	s.Draw()
	check("with both", true)
	s.name.SetText("  ")
	check("with blanks for a name", false)
	s.name.SetText("")
	s.Key(fyne.KeyReturn)
	if s.Session.Window.Canvas().Focused() != s.name {
		t.Error("Enter does not lead to the name")
	}
	s.Key(fyne.KeyReturn)
	if s.Keeper.Opened.Len() != 0 || s.Keeper.Changes != 0 {
		t.Error("something was registered without ink or name")
	}
}

func TestRegisterRefusesBadName(t *testing.T) {
	s := newStage(t)
	s.Draw()
	s.name.SetText(strings.Repeat("n", 65))
	test.Tap(s.registerButton)
	if s.Session.Question() == nil || s.Keeper.Opened.Len() != 0 {
		t.Fatal("a name of 65 characters was not refused with a word")
	}
	s.Key(fyne.KeyEscape)
	if s.Session.Question() != nil || s.Session.Pad.Empty() || s.name.Text == "" {
		t.Error("the drawing and its name did not survive the refusal")
	}
}

func TestTakenNameAsks(t *testing.T) {
	begin := func(t *testing.T) *stage {
		s := newStage(t, "가")
		s.Draw()
		s.name.SetText(" 가 ")
		s.Key(fyne.KeyReturn)
		if s.Session.Question() == nil {
			t.Fatal("no question about a name that is taken")
		}
		return s
	}
	t.Run("add", func(t *testing.T) {
		s := begin(t)
		s.Key(fyne.KeyReturn)
		class := s.Class("가")
		if len(class.Examples) != 2 || s.Ranker.Registered[class.Examples[1].ID] != class.ID {
			t.Errorf("%d examples, registered %v", len(class.Examples), s.Ranker.Registered)
		}
		if len(s.Ranker.Removed) != 0 || s.Keeper.Changes != 1 || !s.Session.Pad.Empty() || s.Session.Question() != nil {
			t.Error("not just added")
		}
	})
	t.Run("replace", func(t *testing.T) {
		s := begin(t)
		old := s.Class("가").Examples[0].ID
		s.Session.Question().Choose(1)
		class := s.Class("가")
		if len(class.Examples) != 1 || class.Examples[0].ID == old {
			t.Errorf("examples are %v", class.Examples)
		}
		if !slices.Equal(s.Ranker.Removed, []model.ExampleID{old}) || s.Ranker.Registered[class.Examples[0].ID] != class.ID {
			t.Errorf("the network forgot %v and learned %v", s.Ranker.Removed, s.Ranker.Registered)
		}
	})
	t.Run("cancel", func(t *testing.T) {
		s := begin(t)
		s.Key(fyne.KeyEscape)
		if s.Session.Question() != nil || len(s.Class("가").Examples) != 1 || s.Keeper.Changes != 0 {
			t.Error("cancelling changed something")
		}
		if s.Session.Pad.Empty() || s.name.Text == "" {
			t.Error("cancelling lost the drawing or its name")
		}
	})
}

func TestAPictureOnThePadIsRegistered(t *testing.T) {
	s := newStage(t)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.Session.Pad).AddXY(20, 20)
	if !s.Covers(at) || s.Covers(fyne.NewPos(0, 0)) {
		t.Fatal("the pad is not where it is")
	}
	pixels := make([]byte, 100)
	pixels[55] = 255
	s.Session.Pad.Place(model.Scan{W: 10, H: 10, Pix: pixels})
	s.Register("new")
	if s.Class("new").Examples[0].Picture == nil || !s.Session.Pad.Empty() {
		t.Error("a picture on the pad cannot be registered")
	}
}
