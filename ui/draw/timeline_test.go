package draw

import (
	"testing"

	"fyne.io/fyne/v2"
)

// Undo takes back what was done last, be it a stroke or a change of the gallery,
// and redo goes the same way again.
func TestStrokesAndEditsShareOneOrder(t *testing.T) {
	s := newStage(t, "가", "나")
	state := func() [3]int {
		return [3]int{len(s.Session.Pad.Strokes()), s.Keeper.Opened.Len(), len(s.Ranker.Registered)}
	}
	steps := []func(){
		s.Draw,
		func() { s.Session.DeleteClass(s.Class("가").ID) },
		s.Draw,
		func() { s.Register("다") },
		s.Draw,
		func() { s.Session.DeleteClass(s.Class("나").ID) },
		func() { s.Session.DeleteClass(s.Class("다").ID) },
		s.Draw,
	}
	states := [][3]int{state()}
	for _, step := range steps {
		step()
		states = append(states, state())
	}
	for round := range 2 {
		for i := len(steps) - 1; i >= 0; i-- {
			s.Press(&fyne.ShortcutUndo{})
			if got := state(); got != states[i] {
				t.Fatalf("round %d: undone to step %d: %v, want %v", round, i, got, states[i])
			}
			s.name.SetText("") // as undoing a registration fills it
		}
		s.Press(&fyne.ShortcutUndo{})
		for i := range steps {
			s.Press(&fyne.ShortcutRedo{})
			if got := state(); got != states[i+1] {
				t.Fatalf("round %d: redone to step %d: %v, want %v", round, i+1, got, states[i+1])
			}
		}
		s.Press(&fyne.ShortcutRedo{})
	}
}

// A drawing made since a registration is not taken for the registered one.
func TestUndoOfARegistrationKeepsANewDrawing(t *testing.T) {
	s := newStage(t)
	s.Draw()
	s.name.SetText("가")
	s.register()
	s.Draw()
	s.Draw()
	s.Session.UndoEdit() // from the menu or the other page
	if len(s.Session.Pad.Strokes()) != 2 || s.name.Text != "" || s.Keeper.Opened.Len() != 0 {
		t.Errorf("%d strokes, name %q", len(s.Session.Pad.Strokes()), s.name.Text)
	}
	s.Session.RedoEdit()
	if len(s.Session.Pad.Strokes()) != 2 || s.Keeper.Opened.Len() != 1 {
		t.Errorf("redone: %d strokes, %d classes", len(s.Session.Pad.Strokes()), s.Keeper.Opened.Len())
	}
	s.Press(&fyne.ShortcutUndo{})
	if s.Keeper.Opened.Len() != 1 || len(s.Session.Pad.Strokes()) != 1 {
		t.Error("the strokes are not the last")
	}
}

func TestUndoButtonsTellWhatThereIs(t *testing.T) {
	s := newStage(t, "가")
	if !s.undoButton.Disabled() || !s.redoButton.Disabled() {
		t.Error("at first there is something to undo")
	}
	s.Session.DeleteClass(s.Class("가").ID)
	if s.undoButton.Disabled() {
		t.Error("a deletion cannot be undone")
	}
	s.Session.Undo()
	if s.redoButton.Disabled() || !s.undoButton.Disabled() {
		t.Error("an undone deletion cannot be redone")
	}
}
