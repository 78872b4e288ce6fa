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
	s.Draw()
	s.Key(fyne.KeyEscape)
	if !s.Session.Pad.Empty() {
		t.Fatal("Esc does not clear")
	}
	s.Press(&fyne.ShortcutUndo{})
	if s.Session.Pad.Empty() {
		t.Fatal("Ctrl+Z does not bring the cleared drawing back")
	}
	s.Press(&fyne.ShortcutUndo{})
	redo := &desktop.CustomShortcut{KeyName: fyne.KeyZ, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
	for name, keys := range map[string]fyne.Shortcut{"Ctrl+Y": &fyne.ShortcutRedo{}, "Ctrl+Shift+Z": redo} {
		if !s.Session.Pad.Empty() {
			t.Fatal("the stroke is not undone")
		}
		s.Press(keys)
		if s.Session.Pad.Empty() {
			t.Errorf("%s does not redo", name)
		}
		s.Press(&fyne.ShortcutUndo{})
	}
}

func TestUndoInTheNameField(t *testing.T) {
	s := newStage(t)
	s.Draw()
	s.Session.Window.Canvas().Focus(s.Name())
	test.Type(s.Name(), "ab")
	s.Press(&fyne.ShortcutUndo{})
	if s.Session.Pad.Empty() || s.Name().Text == "ab" {
		t.Error("Ctrl+Z in a name undoes the drawing")
	}
	s.Name().SetText("")
	s.Press(&fyne.ShortcutUndo{})
	if !s.Session.Pad.Empty() {
		t.Error("Ctrl+Z in an empty name does nothing")
	}
	s.Press(&fyne.ShortcutRedo{})
	s.Name().SetText("ab")
	s.Key(fyne.KeyEscape)
	if s.Session.Pad.Empty() || s.Name().Text != "" || s.Session.Window.Canvas().Focused() != nil {
		t.Error("Esc in the name does not just leave it")
	}
}

func TestKeysUnderAQuestion(t *testing.T) {
	s := newStage(t, "가")
	s.Draw()
	s.Session.RenameClass(s.Class("가").ID)
	s.Session.Window.Canvas().Unfocus()
	s.Press(&fyne.ShortcutUndo{})
	test.TypeOnCanvas(s.Session.Window.Canvas(), "x")
	if s.Session.Pad.Empty() || s.Name().Text != "" {
		t.Error("keys reach the page under a question")
	}
}

func TestSheetOfShortcuts(t *testing.T) {
	s := newStage(t)
	s.Key(fyne.KeyF1)
	if s.Session.Question() == nil {
		t.Fatal("F1 shows no sheet")
	}
	shown := test.RenderObjectToMarkup(s.Session.Question().Popup)
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
	s.Key(fyne.KeyEscape)
	s.Session.Window.Canvas().Focus(s.Name())
	s.Key(fyne.KeyF1)
	if s.Session.Question() == nil {
		t.Error("F1 shows no sheet while a name is typed")
	}
}

// On no page do two things happen at one key, and the sheet lists the pages by their keys
// in the order of the tabs.
func TestNoTwoActionsOnOneKey(t *testing.T) {
	s := newStage(t, "가")
	for page, one := range s.w.tabs.all {
		s.w.tabs.choose(page)
		taken := map[string]string{}
		for _, sc := range s.w.bound() {
			keys := slices.Clone(sc.Plain)
			for _, k := range sc.Keys {
				keys = append(keys, fyne.KeyName(k.ShortcutName()))
			}
			for _, key := range keys {
				if other, ok := taken[string(key)]; ok {
					t.Errorf("%s: %s is %q and %q", one.name, key, other, sc.Name)
				}
				taken[string(key)] = sc.Name
			}
		}
		s.w.tabs.choose(drawPage)
		s.Press(uiwidget.Page(page + 1))
		if s.w.tabs.chosen() != page {
			t.Errorf("%s leads to page %d", uiwidget.Shortcut{Keys: []fyne.Shortcut{uiwidget.Page(page + 1)}}.KeyNames(), s.w.tabs.chosen())
		}
	}
	s.Key(fyne.KeyF1)
	shown, at := test.RenderObjectToMarkup(s.Session.Question().Popup), 0
	for page, one := range s.w.tabs.all {
		keys := uiwidget.Shortcut{Keys: []fyne.Shortcut{uiwidget.Page(page + 1)}}.KeyNames()
		next := strings.Index(shown[at:], ">"+keys+"<")
		if next < 0 || strings.Index(shown[at:], ">"+one.title+"<") > next {
			t.Fatalf("the sheet does not say that %s is %s", keys, one.title)
		}
		at += next
	}
}

// TestKeysAreThePagesInFront: Ctrl and a number copy a row where rows are in sight
// alone, and the page's own keys lead to it.
func TestKeysAreThePagesInFront(t *testing.T) {
	s := newStage(t, "가")
	fyne.CurrentApp().Clipboard().SetContent("")
	row := uiwidget.Command(fyne.Key1)
	s.w.tabs.choose(galleryPage)
	s.Press(row)
	if got := fyne.CurrentApp().Clipboard().Content(); got != "" {
		t.Errorf("on another page %q is copied", got)
	}
	s.Draw()
	s.Answer(s.Ranker.Latest(), 0.9, "가")
	s.Press(uiwidget.CommandShift(fyne.Key1)) // nobody sees the ranking
	if len(s.Class("가").Examples) != 1 {
		t.Error("a drawing is added from another page")
	}
	s.Session.Pad.Clear()
	s.Press(uiwidget.Page(1))
	if s.w.tabs.front() != s.w.draw {
		t.Fatal("the page's keys do not lead there")
	}
	s.Press(row)
	if got := fyne.CurrentApp().Clipboard().Content(); got != "가" {
		t.Errorf("%q is copied", got)
	}
	item := s.w.copyAloneItem()
	if item.Checked {
		t.Error("matches are copied without being asked for")
	}
	if item.Action(); !s.w.copyAloneItem().Checked {
		t.Error("the setting is off")
	}
}
