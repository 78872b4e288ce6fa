package ui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/omniglot"
	"github.com/oneglyph/oneglyph/model/train/runs"
	"github.com/oneglyph/oneglyph/ui/shell"
)

func TestWindowIsRemembered(t *testing.T) {
	s := newStage(t)
	if got := s.session.Window.Canvas().Size(); got != firstSize {
		t.Errorf("the first window is %v", got)
	}
	s.session.Window.Resize(fyne.NewSize(1234, 777))
	s.w.tabs.choose(galleryPage)
	s.session.Window.Close()
	s.open()
	if got := s.session.Window.Canvas().Size(); got != fyne.NewSize(1234, 777) || s.w.tabs.chosen != galleryPage {
		t.Errorf("the next window is %v and shows page %d", got, s.w.tabs.chosen)
	}
	s.settings[tabKey], s.settings[widthKey] = 99.0, -5.0
	s.open()
	if got := s.session.Window.Canvas().Size(); got.Width < 400 || s.w.tabs.chosen != len(s.w.tabs.all)-1 {
		t.Errorf("from nonsense: %v, page %d", got, s.w.tabs.chosen)
	}
}

func TestLanguageIsChosen(t *testing.T) {
	t.Cleanup(func() {
		if err := speak(""); err != nil {
			t.Error(err)
		}
	})
	s := newStage(t, "가")
	s.settings[shell.LanguageKey] = "ko"
	s.open()
	if s.registerButton.Text != "등록" || s.status.Text != "글자 1개 · fake" {
		t.Errorf("in Korean: %q, %q", s.registerButton.Text, s.status.Text)
	}
	if items := s.w.languageItem().ChildMenu.Items; items[0].Checked || !items[2].Checked {
		t.Error("Korean is not marked as chosen")
	}
	s.w.languageItem().ChildMenu.Items[1].Action()
	s.drawTab = s.w.draw
	if s.registerButton.Text != "Register" || s.status.Text != "1 class · fake" {
		t.Errorf("in English again: %q, %q", s.registerButton.Text, s.status.Text)
	}
	s.open()
	if s.registerButton.Text != "Register" {
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
	s.trainer.set = &omniglot.Set{Alphabets: make([]omniglot.Alphabet, 7)}
	s.w.training.data.open("mine.zip")
	s.w.training.choices.preset.SetSelectedIndex(len(s.w.training.choices.presets) - 1)
	s.w.training.choices.custom.seed.SetText("42")
	s.w.training.choices.custom.rate.SetText("0.005")
	s.trainer.report(runs.Report{Phase: runs.Training, Curve: make([]runs.Point, 5), Run: runs.Run{Network: "compact", Preset: "full"}})
	s.draw()
	s.name.SetText("c")
	s.register()
	s.draw()
	s.draw()
	s.name.SetText("unfinished")
	s.w.tabs.choose(galleryPage)
	s.w.gallery.choose(s.class("b").ID)
	first := s.ranker.latest()

	s.w.languageItem().ChildMenu.Items[2].Action()
	s.drawTab = s.w.draw
	if got := s.w.tabs.all[s.w.tabs.chosen].title; got != "갤러리" {
		t.Errorf("the page in front is %q", got)
	}
	if s.name.Text != "unfinished" || s.session.Pad.Empty() || s.session.Pad.Hint != "여기에 글자를 그리세요" {
		t.Errorf("the name is %q, the paper blank: %v, its hint %q", s.name.Text, s.session.Pad.Empty(), s.session.Pad.Hint)
	}
	if s.ranker.latest() <= first {
		t.Error("the drawing is not asked about with a generation of its own")
	}
	s.answer(s.ranker.latest(), 0.9, "b", "a")
	if got := s.listed(); !slices.Equal(got, []string{"b", "a"}) {
		t.Errorf("listed: %v", got)
	}
	if s.w.gallery.chosen != s.class("b").ID {
		t.Error("the chosen class is forgotten")
	}
	r := s.w.training
	if r.data.path != "mine.zip" || r.data.set != s.trainer.set || len(r.report.Curve) != 5 || r.pause.Disabled() {
		t.Errorf("training goes on with %q, %d points, pause disabled: %v", r.data.path, len(r.report.Curve), r.pause.Disabled())
	}
	if want := lang.L("Training {{.Network}}, {{.Preset}}", map[string]any{"Network": lang.L("Compact"), "Preset": lang.L("Full")}); r.state.Text != want {
		t.Errorf("it says %q, want %q", r.state.Text, want)
	}
	if r.choices.presetChosen() != runs.Custom || r.choices.custom.seed.Text != "42" || r.choices.custom.rate.Text != "0.005" {
		t.Errorf("chosen: %s, seed %s", r.choices.presetChosen(), r.choices.custom.seed.Text)
	}
	s.trainer.report(runs.Report{Phase: runs.Training, Curve: make([]runs.Point, 6)})
	if len(r.report.Curve) != 6 {
		t.Error("the page no longer hears of the run")
	}
	for range 3 {
		s.w.draw.session.Undo()
	}
	if _, known := s.keeper.gallery.Find("c"); known || s.session.Pad.Empty() {
		t.Error("the steps from before cannot be undone")
	}
	edits := s.keeper.changes
	s.draw()
	s.name.SetText("d")
	s.register()
	if s.keeper.changes != edits+1 || s.w.gallery.status.Text != "글자 3개" {
		t.Errorf("%d changes after a registration, the gallery says %q", s.keeper.changes-edits, s.w.gallery.status.Text)
	}
}

func TestBeginsWithAFile(t *testing.T) {
	s := newStage(t, "a")
	s.keeper.files["/home/x/other.oneglyph"] = gallery.New()
	s.begins = "/home/x/other.oneglyph"
	s.open()
	if s.keeper.document.Path != s.begins || s.session.Window.Title() != "other – Oneglyph" || s.session.Gallery().Len() != 0 {
		t.Errorf("open is %q, the title %q", s.keeper.document.Path, s.session.Window.Title())
	}
	s.begins = "/home/x/missing.oneglyph"
	s.open()
	if s.session.Question() == nil {
		t.Error("a missing file is not told of")
	}
}
