package ui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/train/runs"
	"github.com/oneglyph/oneglyph/ui/shell"
	"github.com/oneglyph/oneglyph/ui/uitest"
)

func TestWindowIsRemembered(t *testing.T) {
	s := newStage(t)
	if got := s.Session.Window.Canvas().Size(); got != firstSize {
		t.Errorf("the first window is %v", got)
	}
	s.Session.Window.Resize(fyne.NewSize(1234, 777))
	s.w.tabs.choose(galleryPage)
	if s.Settings[widthKey] != 1234.0 || s.Settings[heightKey] != 777.0 || s.Settings[pageKey] != "gallery" {
		t.Errorf("a window that is killed leaves %v", s.Settings)
	}
	s.Session.Window.Close()
	s.open()
	if got := s.Session.Window.Canvas().Size(); got != fyne.NewSize(1234, 777) || s.w.tabs.chosen() != galleryPage {
		t.Errorf("the next window is %v and shows page %d", got, s.w.tabs.chosen())
	}
	s.Settings[pageKey], s.Settings[widthKey] = "a page that was", -5.0
	s.open()
	if got := s.Session.Window.Canvas().Size(); got.Width < 400 || s.w.tabs.chosen() != drawPage {
		t.Errorf("from nonsense: %v, page %d", got, s.w.tabs.chosen())
	}
}

func TestLanguageIsChosen(t *testing.T) {
	t.Cleanup(func() {
		if err := speak(""); err != nil {
			t.Error(err)
		}
	})
	s := newStage(t, "가")
	s.Settings[shell.LanguageKey] = "ko"
	s.open()
	if s.registerText() != "등록" || s.Status() != "글자 1개 · fake" {
		t.Errorf("in Korean: %q, %q", s.registerText(), s.Status())
	}
	if items := s.w.languageItem().ChildMenu.Items; items[0].Checked || !items[2].Checked {
		t.Error("Korean is not marked as chosen")
	}
	s.w.languageItem().ChildMenu.Items[1].Action()
	if s.registerText() != "Register" || s.Status() != "1 class · fake" {
		t.Errorf("in English again: %q, %q", s.registerText(), s.Status())
	}
	s.open()
	if s.registerText() != "Register" {
		t.Error("English is forgotten")
	}
}

// TestWorkGoesOnInAnotherLanguage: nothing but the words is changed by it.
func TestWorkGoesOnInAnotherLanguage(t *testing.T) {
	t.Cleanup(func() {
		if err := speak(""); err != nil {
			t.Error(err)
		}
	})
	s := newStage(t, "a", "b")
	s.Trainer.Report(runs.Report{Phase: runs.Training, Curve: make([]runs.Point, 5), Run: runs.Run{Network: "compact", Preset: "full"}})
	s.Draw()
	s.Register("c")
	s.Draw()
	s.Draw()
	s.Name().SetText("unfinished")
	s.w.tabs.choose(galleryPage)
	s.w.gallery.Reveal(s.Class("b").ID)
	first := s.Ranker.Latest()

	s.w.languageItem().ChildMenu.Items[2].Action()
	if got := s.w.tabs.all[s.w.tabs.chosen()].title; got != "갤러리" {
		t.Errorf("the page in front is %q", got)
	}
	if chosen := uitest.In[*widget.Label](s.Session.Window.Content()); !slices.ContainsFunc(chosen, func(l *widget.Label) bool { return l.Text == "b" }) {
		t.Error("the chosen class is forgotten")
	}
	s.w.tabs.choose(drawPage)
	if s.Name().Text != "unfinished" || s.Session.Pad.Empty() || s.Session.Pad.Hint != "여기에 글자를 그리세요" {
		t.Errorf("the name is %q, the paper blank: %v, its hint %q", s.Name().Text, s.Session.Pad.Empty(), s.Session.Pad.Hint)
	}
	if s.Ranker.Latest() <= first {
		t.Error("the drawing is not asked about with a generation of its own")
	}
	s.Answer(s.Ranker.Latest(), 0.9, "b", "a")
	if got := s.w.draw.Ranking(); len(got) != 2 || got[0].Class != s.Class("b").ID {
		t.Errorf("ranked: %v", got)
	}
	s.w.tabs.choose(trainingPage)
	if want := lang.L("Training {{.Network}}, {{.Preset}}", map[string]any{"Network": lang.L("Compact"), "Preset": lang.L("Full")}); !slices.ContainsFunc(uitest.In[*widget.Label](s.Session.Window.Content()), func(l *widget.Label) bool { return l.Text == want }) {
		t.Errorf("it does not say %q", want)
	}
	s.w.tabs.choose(drawPage)
	for range 3 {
		s.Session.Undo()
	}
	if _, known := s.Keeper.Opened.Find("c"); known || s.Session.Pad.Empty() {
		t.Error("the steps from before cannot be undone")
	}
	edits := s.Keeper.Changes
	s.Draw()
	s.w.tabs.choose(drawPage)
	s.Register("d")
	s.w.tabs.choose(galleryPage)
	if s.Keeper.Changes != edits+1 || s.Status() != "글자 3개" {
		t.Errorf("%d changes after a registration, the gallery says %q", s.Keeper.Changes-edits, s.Status())
	}
}

func TestBeginsWithAFile(t *testing.T) {
	s := newStage(t, "a")
	s.Keeper.Files["/home/x/other.oneglyph"] = gallery.New()
	s.begins = "/home/x/other.oneglyph"
	s.open()
	if s.Keeper.File.Path != s.begins || s.Session.Window.Title() != "other – Oneglyph" || s.Session.Gallery().Len() != 0 {
		t.Errorf("open is %q, the title %q", s.Keeper.File.Path, s.Session.Window.Title())
	}
	s.begins = "/home/x/missing.oneglyph"
	s.open()
	if s.Session.Question() == nil {
		t.Error("a missing file is not told of")
	}
}
