package ui

import (
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

func TestColoursAreChosenAndRemembered(t *testing.T) {
	s := newStage(t)
	background := func() any { return theme.Color(theme.ColorNameBackground) }
	button := func() any { return ground(s.Tool("Register")) }
	for i, variant := range []string{uitheme.Light, uitheme.Dark} {
		s.w.variantItem().ChildMenu.Items[i+1].Action()
		s.Page = s.w.draw
		if background() != painted(theme.ColorNameBackground, i) || button() != painted(uitheme.ColorAccent, i) {
			t.Errorf("%s shows %v, its primary button %v", variant, background(), button())
		}
		s.open()
		if background() != painted(theme.ColorNameBackground, i) {
			t.Errorf("%s is forgotten", variant)
		}
		if items := s.w.variantItem().ChildMenu.Items; items[0].Checked || !items[i+1].Checked {
			t.Errorf("%s is not marked as chosen", variant)
		}
	}
}

func TestAbout(t *testing.T) {
	s := newStage(t)
	s.w.deps.Build = Build{Version: "1.2.3", Commit: "0123456789abcdef", Date: "2026-11-24", Toolchain: "go1.26"}
	s.w.showAbout()
	shown := test.RenderObjectToMarkup(s.Session.Question().Popup)
	for _, text := range []string{"Oneglyph 1.2.3", "0123456789ab, 2026-11-24, go1.26"} {
		if !strings.Contains(shown, text) {
			t.Errorf("%q is missing in\n%s", text, shown)
		}
	}
	s.Key(fyne.KeyReturn)
	if s.Session.Question() == nil || s.Session.Question().Popup.MinSize().Width < licencesSize.Width {
		t.Error("the licences are not shown")
	}
	s.Key(fyne.KeyEscape)
	if s.Session.Question() != nil {
		t.Error("the licences do not go away")
	}
}

// TestMenuFitsTheSmallestWindow: what scrolls has its submenus out of place.
func TestMenuFitsTheSmallestWindow(t *testing.T) {
	s := newStage(t, "가")
	t.Cleanup(func() { _ = speak("en") })
	for _, language := range []string{"en", "ko"} {
		s.w.setLanguage(language)
		menu := widget.NewPopUpMenu(fyne.NewMenu("", s.w.mainMenu()...), s.Session.Window.Canvas())
		if height := menu.MinSize().Height; height > 560-tabHeight/2 {
			t.Errorf("%s: the menu is %v high", language, height)
		}
	}
}

func TestAccentIsForThePrimaryActionAlone(t *testing.T) {
	s := newStage(t)
	th := fyne.CurrentApp().Settings().Theme()
	for _, name := range []fyne.ThemeColorName{theme.ColorNamePrimary, theme.ColorNameFocus, theme.ColorNameSelection, theme.ColorNameHyperlink} {
		for i, v := range []fyne.ThemeVariant{theme.VariantLight, theme.VariantDark} {
			if th.Color(name, v) == painted(uitheme.ColorAccent, i) {
				t.Errorf("%s is the accent everywhere", name)
			}
		}
	}
	if c := ground(s.Tool("Register")); c != painted(uitheme.ColorAccent, 0) {
		t.Errorf("Register is %v, not the accent", c)
	}
}

// ground is what a button is painted in when it can be pressed.
func ground(b *uiwidget.TipButton) color.Color {
	b.Enable()
	for _, o := range test.WidgetRenderer(b).Objects() {
		if r, ok := o.(*fynecanvas.Rectangle); ok {
			return r.FillColor
		}
	}
	return nil
}

// painted returns a colour of the theme: 0 its light one, 1 its dark one.
func painted(name fyne.ThemeColorName, i int) color.Color {
	return uitheme.New("").Color(name, []fyne.ThemeVariant{theme.VariantLight, theme.VariantDark}[i])
}
