package ui

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
	s.draw()
	drawn, err := model.FromStrokes(s.session.Pad.Strokes())
	if err != nil {
		t.Fatal(err)
	}
	test.TypeOnCanvas(s.session.Window.Canvas(), "가") // nobody clicked the field
	if s.session.Window.Canvas().Focused() != s.name {
		t.Fatal("typing does not begin the name")
	}
	s.key(fyne.KeyReturn)

	class := s.class("가")
	if c, ok := s.ranker.registered[class.Examples[0].ID]; !ok || c != class.ID {
		t.Errorf("the network was told of %v", s.ranker.registered)
	}
	if last := s.ranker.glyphs[len(s.ranker.glyphs)-1]; !slices.Equal(last.Pix(), drawn.Pix()) {
		t.Error("another glyph was registered than was drawn")
	}
	if s.keeper.changes != 1 {
		t.Errorf("the keeper heard of %d changes", s.keeper.changes)
	}
	if !s.session.Pad.Empty() || s.name.Text != "" || s.session.Window.Canvas().Focused() != nil {
		t.Error("the page is not ready for the next drawing")
	}
	if got := s.listed(); !slices.Equal(got, []string{"가"}) {
		t.Errorf("listed are %q", got)
	}
	s.press(&fyne.ShortcutUndo{})
	if s.session.Pad.Empty() || s.name.Text != "가" || s.keeper.gallery.Len() != 0 || len(s.ranker.registered) != 0 {
		t.Error("undone, the drawing and its name are not back where they were")
	}
	s.session.Window.Canvas().Unfocus()
	s.name.SetText("")
	s.press(&fyne.ShortcutRedo{})
	if !s.session.Pad.Empty() || s.class("가").ID != class.ID || s.ranker.registered[class.Examples[0].ID] != class.ID {
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
	s.draw()
	check("with both", true)
	s.name.SetText("  ")
	check("with blanks for a name", false)
	s.name.SetText("")
	s.key(fyne.KeyReturn)
	if s.session.Window.Canvas().Focused() != s.name {
		t.Error("Enter does not lead to the name")
	}
	s.key(fyne.KeyReturn)
	if s.keeper.gallery.Len() != 0 || s.keeper.changes != 0 {
		t.Error("something was registered without ink or name")
	}
}

func TestRegisterRefusesBadName(t *testing.T) {
	s := newStage(t)
	s.draw()
	s.name.SetText(strings.Repeat("n", 65))
	test.Tap(s.registerButton)
	if s.session.Question() == nil || s.keeper.gallery.Len() != 0 {
		t.Fatal("a name of 65 characters was not refused with a word")
	}
	s.key(fyne.KeyEscape)
	if s.session.Question() != nil || s.session.Pad.Empty() || s.name.Text == "" {
		t.Error("the drawing and its name did not survive the refusal")
	}
}

func TestTakenNameAsks(t *testing.T) {
	begin := func(t *testing.T) *stage {
		s := newStage(t, "가")
		s.draw()
		s.name.SetText(" 가 ")
		s.key(fyne.KeyReturn)
		if s.session.Question() == nil {
			t.Fatal("no question about a name that is taken")
		}
		return s
	}
	t.Run("add", func(t *testing.T) {
		s := begin(t)
		s.key(fyne.KeyReturn)
		class := s.class("가")
		if len(class.Examples) != 2 || s.ranker.registered[class.Examples[1].ID] != class.ID {
			t.Errorf("%d examples, registered %v", len(class.Examples), s.ranker.registered)
		}
		if len(s.ranker.removed) != 0 || s.keeper.changes != 1 || !s.session.Pad.Empty() || s.session.Question() != nil {
			t.Error("not just added")
		}
	})
	t.Run("replace", func(t *testing.T) {
		s := begin(t)
		old := s.class("가").Examples[0].ID
		s.session.Question().Choose(1)
		class := s.class("가")
		if len(class.Examples) != 1 || class.Examples[0].ID == old {
			t.Errorf("examples are %v", class.Examples)
		}
		if !slices.Equal(s.ranker.removed, []model.ExampleID{old}) || s.ranker.registered[class.Examples[0].ID] != class.ID {
			t.Errorf("the network forgot %v and learned %v", s.ranker.removed, s.ranker.registered)
		}
	})
	t.Run("cancel", func(t *testing.T) {
		s := begin(t)
		s.key(fyne.KeyEscape)
		if s.session.Question() != nil || len(s.class("가").Examples) != 1 || s.keeper.changes != 0 {
			t.Error("cancelling changed something")
		}
		if s.session.Pad.Empty() || s.name.Text == "" {
			t.Error("cancelling lost the drawing or its name")
		}
	})
}
