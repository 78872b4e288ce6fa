package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

func TestKeyboardOnThePad(t *testing.T) {
	s := newStage(t)
	s.draw()
	s.key(fyne.KeyEscape)
	if !s.session.Pad.Empty() {
		t.Fatal("Esc does not clear")
	}
	s.press(&fyne.ShortcutUndo{})
	if s.session.Pad.Empty() {
		t.Fatal("Ctrl+Z does not bring the cleared drawing back")
	}
	s.press(&fyne.ShortcutUndo{})
	redo := &desktop.CustomShortcut{KeyName: fyne.KeyZ, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
	for name, keys := range map[string]fyne.Shortcut{"Ctrl+Y": &fyne.ShortcutRedo{}, "Ctrl+Shift+Z": redo} {
		if !s.session.Pad.Empty() {
			t.Fatal("the stroke is not undone")
		}
		s.press(keys)
		if s.session.Pad.Empty() {
			t.Errorf("%s does not redo", name)
		}
		s.press(&fyne.ShortcutUndo{})
	}
}

func TestUndoInTheNameField(t *testing.T) {
	s := newStage(t)
	s.draw()
	s.session.Window.Canvas().Focus(s.name)
	test.Type(s.name, "ab")
	s.press(&fyne.ShortcutUndo{})
	if s.session.Pad.Empty() || s.name.Text == "ab" {
		t.Error("Ctrl+Z in a name undoes the drawing")
	}
	s.name.SetText("")
	s.press(&fyne.ShortcutUndo{})
	if !s.session.Pad.Empty() {
		t.Error("Ctrl+Z in an empty name does nothing")
	}
	s.press(&fyne.ShortcutRedo{})
	s.name.SetText("ab")
	s.key(fyne.KeyEscape)
	if s.session.Pad.Empty() || s.name.Text != "" || s.session.Window.Canvas().Focused() != nil {
		t.Error("Esc in the name does not just leave it")
	}
}

func TestKeysUnderAQuestion(t *testing.T) {
	s := newStage(t, "가")
	s.draw()
	s.session.RenameClass(s.class("가").ID)
	s.session.Window.Canvas().Unfocus()
	s.press(&fyne.ShortcutUndo{})
	test.TypeOnCanvas(s.session.Window.Canvas(), "x")
	if s.session.Pad.Empty() || s.name.Text != "" {
		t.Error("keys reach the page under a question")
	}
}

func TestSheetOfShortcuts(t *testing.T) {
	s := newStage(t)
	s.key(fyne.KeyF1)
	if s.session.Question() == nil {
		t.Fatal("F1 shows no sheet")
	}
	shown := test.RenderObjectToMarkup(s.session.Question().Popup)
	for _, sc := range slices.Concat(s.w.shortcuts(), s.w.draw.Shortcuts(), s.w.gallery.Shortcuts(), s.w.training.Shortcuts()) {
		if sc.Name == "" || len(sc.Keys)+len(sc.Plain) == 0 {
			t.Errorf("%q is bound to %d keys", sc.Name, len(sc.Keys)+len(sc.Plain))
		}
		if !strings.Contains(shown, sc.Name) {
			t.Errorf("%q is not on the sheet", sc.Name)
		}
	}
	for _, keys := range []string{"Ctrl+Z", "Ctrl+Shift+Z, Ctrl+Y", "Esc, Del", "F2, Enter", ">Enter<", ">F1<"} {
		if !strings.Contains(strings.ReplaceAll(shown, strings.TrimSuffix(uiwidget.Shortcut{Keys: []fyne.Shortcut{uiwidget.Command(fyne.KeyZ)}}.KeyNames(), "Z"), "Ctrl+"), keys) {
			t.Errorf("%s is not on the sheet:\n%s", keys, shown)
		}
	}
	s.key(fyne.KeyEscape)
	s.session.Window.Canvas().Focus(s.name)
	s.key(fyne.KeyF1)
	if s.session.Question() == nil {
		t.Error("F1 shows no sheet while a name is typed")
	}
}
