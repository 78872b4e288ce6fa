package ui

import (
	"testing"

	"fyne.io/fyne/v2"
)

// Undo takes back what was done last, be it a stroke or a change of the gallery,
// and redo goes the same way again.
func TestStrokesAndEditsShareOneOrder(t *testing.T) {
	s := newStage(t, "가", "나")
	state := func() [3]int {
		return [3]int{len(s.session.Pad.Strokes()), s.keeper.gallery.Len(), len(s.ranker.registered)}
	}
	steps := []func(){
		s.draw,
		func() { s.session.DeleteClass(s.class("가").ID) },
		s.draw,
		func() { s.name.SetText("다"); s.register() },
		s.draw,
		func() { s.session.DeleteClass(s.class("나").ID) },
		func() { s.session.DeleteClass(s.class("다").ID) },
		s.draw,
	}
	states := [][3]int{state()}
	for _, step := range steps {
		step()
		states = append(states, state())
	}
	for round := range 2 {
		for i := len(steps) - 1; i >= 0; i-- {
			s.press(&fyne.ShortcutUndo{})
			if got := state(); got != states[i] {
				t.Fatalf("round %d: undone to step %d: %v, want %v", round, i, got, states[i])
			}
			s.name.SetText("") // as undoing a registration fills it
		}
		s.press(&fyne.ShortcutUndo{})
		for i := range steps {
			s.press(&fyne.ShortcutRedo{})
			if got := state(); got != states[i+1] {
				t.Fatalf("round %d: redone to step %d: %v, want %v", round, i+1, got, states[i+1])
			}
		}
		s.press(&fyne.ShortcutRedo{})
	}
}

// A drawing made since a registration is not taken for the registered one.
func TestUndoOfARegistrationKeepsANewDrawing(t *testing.T) {
	s := newStage(t)
	s.draw()
	s.name.SetText("가")
	s.register()
	s.draw()
	s.draw()
	s.session.UndoEdit() // from the menu or the other page
	if len(s.session.Pad.Strokes()) != 2 || s.name.Text != "" || s.keeper.gallery.Len() != 0 {
		t.Errorf("%d strokes, name %q", len(s.session.Pad.Strokes()), s.name.Text)
	}
	s.session.RedoEdit()
	if len(s.session.Pad.Strokes()) != 2 || s.keeper.gallery.Len() != 1 {
		t.Errorf("redone: %d strokes, %d classes", len(s.session.Pad.Strokes()), s.keeper.gallery.Len())
	}
	s.press(&fyne.ShortcutUndo{})
	if s.keeper.gallery.Len() != 1 || len(s.session.Pad.Strokes()) != 1 {
		t.Error("the strokes are not the last")
	}
}

func TestUndoButtonsTellWhatThereIs(t *testing.T) {
	s := newStage(t, "가")
	if !s.undoButton.Disabled() || !s.redoButton.Disabled() {
		t.Error("at first there is something to undo")
	}
	s.session.DeleteClass(s.class("가").ID)
	if s.undoButton.Disabled() || s.w.gallery.undoButton.Disabled() {
		t.Error("a deletion cannot be undone")
	}
	s.session.Undo()
	if s.redoButton.Disabled() || s.w.gallery.redoButton.Disabled() || !s.undoButton.Disabled() {
		t.Error("an undone deletion cannot be redone")
	}
}
