package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"oneglyph/model"
)

func TestTypedNameAndEnterRegister(t *testing.T) {
	s := newStage(t)
	s.draw()
	drawn, err := model.FromStrokes(s.pad.Strokes())
	if err != nil {
		t.Fatal(err)
	}
	test.TypeOnCanvas(s.window.Canvas(), "가") // nobody clicked the field
	if s.window.Canvas().Focused() != s.name {
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
	if !s.pad.Empty() || s.name.Text != "" || s.window.Canvas().Focused() != nil {
		t.Error("the page is not ready for the next drawing")
	}
	if got := s.listed(); !slices.Equal(got, []string{"가"}) {
		t.Errorf("listed are %q", got)
	}
	s.press(&fyne.ShortcutUndo{})
	if s.pad.Empty() {
		t.Error("the registered drawing cannot be brought back")
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
	if s.window.Canvas().Focused() != s.name {
		t.Error("Enter does not lead to the name")
	}
	s.key(fyne.KeyReturn)
	if s.keeper.project.Len() != 0 || s.keeper.changes != 0 {
		t.Error("something was registered without ink or name")
	}
}

func TestRegisterRefusesBadName(t *testing.T) {
	s := newStage(t)
	s.draw()
	s.name.SetText(strings.Repeat("n", 65))
	test.Tap(s.registerButton)
	if s.modal == nil || s.keeper.project.Len() != 0 {
		t.Fatal("a name of 65 characters was not refused with a word")
	}
	s.key(fyne.KeyEscape)
	if s.modal != nil || s.pad.Empty() || s.name.Text == "" {
		t.Error("the drawing and its name did not survive the refusal")
	}
}

func TestTakenNameAsks(t *testing.T) {
	begin := func(t *testing.T) *stage {
		s := newStage(t, "가")
		s.draw()
		s.name.SetText(" 가 ")
		s.key(fyne.KeyReturn)
		if s.modal == nil {
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
		if len(s.ranker.removed) != 0 || s.keeper.changes != 1 || !s.pad.Empty() || s.modal != nil {
			t.Error("not just added")
		}
	})
	t.Run("replace", func(t *testing.T) {
		s := begin(t)
		old := s.class("가").Examples[0].ID
		s.modal.take(1)
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
		if s.modal != nil || len(s.class("가").Examples) != 1 || s.keeper.changes != 0 {
			t.Error("cancelling changed something")
		}
		if s.pad.Empty() || s.name.Text == "" {
			t.Error("cancelling lost the drawing or its name")
		}
	})
}

func TestQueriesFollowThePen(t *testing.T) {
	s := newStage(t, "가", "나")
	s.draw()
	if !slices.Equal(s.ranker.queries, []uint64{2, 3}) {
		t.Fatalf("queries are %v: one each for pen down and pen moved", s.ranker.queries)
	}
	s.press(&fyne.ShortcutUndo{})
	if len(s.ranker.queries) != 2 {
		t.Error("blank paper was sent to the network")
	}
	s.press(&fyne.ShortcutRedo{})
	if len(s.ranker.queries) != 3 {
		t.Error("a redone stroke is not ranked")
	}
}

func TestAnswerIsShown(t *testing.T) {
	s := newStage(t, "가", "나", "다")
	s.draw()
	s.answer(s.ranker.latest(), 0.93, "나", "다", "가")
	want := message{caption: "Best match", text: "나", aside: "93 %", answer: true}
	if s.headline.message != want {
		t.Errorf("headline is %+v", s.headline.message)
	}
	if got := s.listed(); !slices.Equal(got, []string{"나", "다", "가"}) {
		t.Errorf("listed are %q", got)
	}
	for i, v := range s.ranking.standings {
		if v.rank != i+1 || v.best != (i == 0) {
			t.Errorf("row %d is %+v", i, v)
		}
	}
	if s.status.text != "3 classes · fake · 1.1 ms" {
		t.Errorf("status is %q", s.status.text)
	}
}

func TestStaleAnswersAreDropped(t *testing.T) {
	s := newStage(t, "가", "나")
	shows := func(when, want string) {
		t.Helper()
		if got := s.headline.message.text; got != want {
			t.Errorf("%s: headline is %q, want %q", when, got, want)
		}
	}
	s.draw()
	before := s.ranker.latest()
	s.answer(before-1, 0.9, "나", "가")
	shows("overtaken by the pen, yet the newest there is", "나")
	s.answer(before, 0.9, "가", "나")
	shows("newer", "가")
	s.answer(before-1, 0.9, "나", "가")
	shows("older than what is shown", "가")
	s.draw()
	pending := s.ranker.latest()
	s.key(fyne.KeyEscape)
	blank := s.headline.message.text
	s.answer(pending, 0.9, "나", "가")
	shows("after a clear", blank)
	s.draw()
	s.answer(pending, 0.9, "나", "가")
	shows("to the drawing before the clear", blank)
	s.answer(s.ranker.latest()+1, 0.9, "나", "가")
	shows("to what was never asked", blank)
	s.answer(s.ranker.latest(), 0.9, "나", "가")
	shows("to this drawing", "나")
}

func TestNoMatch(t *testing.T) {
	s := newStage(t, "가", "나")
	s.draw()
	s.answer(s.ranker.latest(), 0.499, "나", "가")
	if m := s.headline.message; m.text != "No match" || m.answer || m.aside != "" || m.note == "" {
		t.Errorf("headline is %+v", m)
	}
	if s.ranking.standings[0].best {
		t.Error("a row is marked as the match")
	}
	s.draw()
	s.answer(s.ranker.latest(), 0.5, "나", "가")
	if !s.headline.message.answer {
		t.Error("what reaches the threshold is no match")
	}
}

func TestEmptyStates(t *testing.T) {
	s := newStage(t)
	if got := s.headline.message.text; got != "Teach it a character" || s.status.text != "0 classes · fake" {
		t.Errorf("at first: %q, %q", got, s.status.text)
	}
	s.draw()
	if got := s.headline.message.text; got != "No match yet" || len(s.ranker.queries) != 0 {
		t.Errorf("ink and no class: %q after %d queries", got, len(s.ranker.queries))
	}

	s = newStage(t, "가", "나")
	if got := s.headline.message.text; got != "Draw to compare" {
		t.Errorf("classes and no ink: %q", got)
	}
	if got := s.listed(); !slices.Equal(got, []string{"나", "가"}) || s.ranking.standings[0].rank != 0 {
		t.Errorf("without ink listed are %q", got)
	}
}

func TestFailedAnswer(t *testing.T) {
	s := newStage(t, "가")
	s.draw()
	s.ranker.answer(Answer{Generation: s.ranker.latest(), Err: errors.New("siamese: not a number")})
	if m := s.headline.message; m.text != "Not ranked" || m.note != "siamese: not a number" {
		t.Errorf("headline is %+v", m)
	}
	s.draw()
	s.answer(s.ranker.latest(), 0.9, "가")
	if s.headline.message.text != "가" {
		t.Error("the page does not recover")
	}
}

func TestRename(t *testing.T) {
	s := newStage(t, "가", "나")
	s.draw()
	s.answer(s.ranker.latest(), 0.9, "가", "나")
	asked := len(s.ranker.queries)
	s.rename(s.class("가").ID)
	entry := s.window.Canvas().Focused().(*nameEntry)
	entry.SetText("나")
	s.key(fyne.KeyReturn)
	if s.modal == nil || s.modal.problem.Text != "Another class has this name." || s.keeper.changes != 0 {
		t.Fatal("a name that is taken was not refused")
	}
	entry.SetText("다")
	s.key(fyne.KeyReturn)
	if s.modal != nil || s.keeper.changes != 1 {
		t.Fatal("not renamed")
	}
	s.class("다")
	if len(s.ranker.queries) != asked+1 {
		t.Error("the ranking was not asked for anew")
	}
	s.answer(s.ranker.latest(), 0.9, "다", "나")
	if s.headline.message.text != "다" {
		t.Errorf("headline is %q", s.headline.message.text)
	}
}

func TestDelete(t *testing.T) {
	s := newStage(t, "가", "나")
	s.draw()
	s.answer(s.ranker.latest(), 0.9, "가", "나")
	s.draw()
	pending := s.ranker.latest()
	gone := s.class("가").ID
	s.delete(gone)
	s.key(fyne.KeyEscape)
	if s.keeper.project.Len() != 2 || s.keeper.changes != 0 {
		t.Fatal("deleted without a yes")
	}
	s.delete(gone)
	s.key(fyne.KeyReturn)
	if s.keeper.project.Len() != 1 || s.keeper.changes != 1 || !slices.Equal(s.ranker.classes, []model.ClassID{gone}) {
		t.Fatalf("%d classes left, the network forgot %v", s.keeper.project.Len(), s.ranker.classes)
	}
	s.answer(pending, 0.9, "나")
	if s.headline.message.text == "나" {
		t.Error("an answer from before the deletion was shown")
	}
	s.ranker.answer(Answer{Generation: s.ranker.latest(), Matches: []model.Match{
		{Class: gone, Similarity: 1}, {Class: s.class("나").ID, Similarity: 0.9},
	}, Threshold: 0.5})
	if got := s.listed(); !slices.Equal(got, []string{"나"}) || s.headline.message.text != "나" {
		t.Errorf("listed are %q under %q", got, s.headline.message.text)
	}
}

func TestMenuOfARow(t *testing.T) {
	s := newStage(t, "가")
	test.Tap(s.ranking.rows[s.class("가").ID].menu)
	if s.window.Canvas().Overlays().Top() == nil {
		t.Error("⋯ opens nothing")
	}
}

func TestKeyboardOnThePad(t *testing.T) {
	s := newStage(t)
	s.draw()
	s.key(fyne.KeyEscape)
	if !s.pad.Empty() {
		t.Fatal("Esc does not clear")
	}
	s.press(&fyne.ShortcutUndo{})
	if s.pad.Empty() {
		t.Fatal("Ctrl+Z does not bring the cleared drawing back")
	}
	s.press(&fyne.ShortcutUndo{})
	redo := &desktop.CustomShortcut{KeyName: fyne.KeyZ, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
	for name, keys := range map[string]fyne.Shortcut{"Ctrl+Y": &fyne.ShortcutRedo{}, "Ctrl+Shift+Z": redo} {
		if !s.pad.Empty() {
			t.Fatal("the stroke is not undone")
		}
		s.press(keys)
		if s.pad.Empty() {
			t.Errorf("%s does not redo", name)
		}
		s.press(&fyne.ShortcutUndo{})
	}
}

func TestUndoInTheNameField(t *testing.T) {
	s := newStage(t)
	s.draw()
	s.window.Canvas().Focus(s.name)
	test.Type(s.name, "ab")
	s.press(&fyne.ShortcutUndo{})
	if s.pad.Empty() || s.name.Text == "ab" {
		t.Error("Ctrl+Z in a name undoes the drawing")
	}
	s.name.SetText("")
	s.press(&fyne.ShortcutUndo{})
	if !s.pad.Empty() {
		t.Error("Ctrl+Z in an empty name does nothing")
	}
	s.press(&fyne.ShortcutRedo{})
	s.name.SetText("ab")
	s.key(fyne.KeyEscape)
	if s.pad.Empty() || s.name.Text != "" || s.window.Canvas().Focused() != nil {
		t.Error("Esc in the name does not just leave it")
	}
}

func TestKeysUnderAQuestion(t *testing.T) {
	s := newStage(t, "가")
	s.draw()
	s.delete(s.class("가").ID)
	s.press(&fyne.ShortcutUndo{})
	test.TypeOnCanvas(s.window.Canvas(), "x")
	if s.pad.Empty() || s.name.Text != "" {
		t.Error("keys reach the page under a question")
	}
}

func TestPenIsRemembered(t *testing.T) {
	s := newStage(t)
	s.settings[penKey] = 0.05
	s.open()
	if s.pad.Pen() != 0.05 {
		t.Errorf("the pen is %v wide", s.pad.Pen())
	}
	s.settings[penKey] = 7
	s.open()
	if s.pad.Pen() != widePen {
		t.Errorf("a pen of 7 became %v", s.pad.Pen())
	}
}

func TestNotices(t *testing.T) {
	s := newStage(t)
	if s.notice.line.Visible() {
		t.Error("a notice about nothing")
	}
	s.keeper.failed(errors.New("write gallery: disk full"))
	if got := s.notice.label.Text; !s.notice.line.Visible() || got != "Not saved: write gallery: disk full" {
		t.Errorf("notice is %q", got)
	}
	s.keeper.notice = "The gallery was damaged."
	s.open()
	if got := s.notice.label.Text; !s.notice.line.Visible() || got != "The gallery was damaged." {
		t.Errorf("notice is %q", got)
	}
}
