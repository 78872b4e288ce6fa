package ui

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestWindowIsRemembered(t *testing.T) {
	s := newStage(t)
	if got := s.window.Canvas().Size(); got != firstSize {
		t.Errorf("the first window is %v", got)
	}
	s.window.Resize(fyne.NewSize(1234, 777))
	s.w.tabs.choose(galleryPage)
	s.w.remember()
	s.open()
	if got := s.window.Canvas().Size(); got != fyne.NewSize(1234, 777) || s.w.tabs.chosen != galleryPage {
		t.Errorf("the next window is %v and shows page %d", got, s.w.tabs.chosen)
	}
	s.settings[tabKey], s.settings[widthKey] = 99.0, -5.0
	s.open()
	if got := s.window.Canvas().Size(); got.Width < 400 || s.w.tabs.chosen != len(s.w.tabs.all)-1 {
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
	s.settings[languageKey] = "ko"
	s.open()
	if s.registerButton.Text != "등록" || s.status.text != "글자 1개 · fake" {
		t.Errorf("in Korean: %q, %q", s.registerButton.Text, s.status.text)
	}
	if items := s.w.languageItem().ChildMenu.Items; items[0].Checked || !items[2].Checked {
		t.Error("Korean is not marked as chosen")
	}
	s.w.languageItem().ChildMenu.Items[1].Action()
	s.key(fyne.KeyEscape)
	s.open()
	if s.registerButton.Text != "Register" || s.status.text != "1 class · fake" {
		t.Errorf("in English again: %q, %q", s.registerButton.Text, s.status.text)
	}
}
