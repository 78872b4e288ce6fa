package ui

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"github.com/oneglyph/oneglyph/canvas"
)

// contrast is the ratio that WCAG 2 defines, 1 to 21.
func contrast(a, b color.Color) float64 {
	light := func(c color.Color) float64 {
		r, g, b, _ := c.RGBA()
		linear := func(v uint32) float64 {
			x := float64(v) / 0xffff
			if x <= 0.04045 {
				return x / 12.92
			}
			return math.Pow((x+0.055)/1.055, 2.4)
		}
		return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
	}
	x, y := light(a), light(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestTextCanBeRead(t *testing.T) {
	l := newLook("")
	for _, pair := range []struct {
		text, on fyne.ThemeColorName
		least    float64
	}{
		{theme.ColorNameForeground, theme.ColorNameBackground, 7},
		{theme.ColorNameForeground, theme.ColorNameOverlayBackground, 7},
		{colorMuted, theme.ColorNameBackground, 4.5},
		{colorAccent, theme.ColorNameBackground, 4.5},
		{colorOnAccent, colorAccent, 4.5},
		{theme.ColorNameError, theme.ColorNameOverlayBackground, 4.5},
		{theme.ColorNameWarning, theme.ColorNameBackground, 4},
		{canvas.ColorNameInk, canvas.ColorNamePaper, 12},
	} {
		for name, v := range map[string]fyne.ThemeVariant{"light": theme.VariantLight, "dark": theme.VariantDark} {
			if got := contrast(l.Color(pair.text, v), l.Color(pair.on, v)); got < pair.least {
				t.Errorf("%s: %s on %s has a contrast of %.1f, want %.1f", name, pair.text, pair.on, got, pair.least)
			}
		}
	}
}

func TestPaperIsTheBrightest(t *testing.T) {
	for name, c := range palette {
		for i, paper := range palette[canvas.ColorNamePaper] {
			text := name == theme.ColorNameForeground || name == colorOnAccent || name == theme.ColorNameForegroundOnError
			if c[i].A == 0xff && !text && contrast(c[i], color.Black) > contrast(paper, color.Black) {
				t.Errorf("%s is brighter than the paper", name)
			}
		}
	}
}

// ground is what a button is painted in when it can be pressed.
func ground(b *tipButton) color.Color {
	b.Enable()
	for _, o := range test.WidgetRenderer(b).Objects() {
		if r, ok := o.(*fynecanvas.Rectangle); ok {
			return r.FillColor
		}
	}
	return nil
}

func TestAccentIsForThePrimaryActionAlone(t *testing.T) {
	s := newStage(t)
	th := fyne.CurrentApp().Settings().Theme()
	for _, name := range []fyne.ThemeColorName{theme.ColorNamePrimary, theme.ColorNameFocus, theme.ColorNameSelection, theme.ColorNameHyperlink} {
		for i, v := range []fyne.ThemeVariant{theme.VariantLight, theme.VariantDark} {
			if th.Color(name, v) == palette[colorAccent][i] {
				t.Errorf("%s is the accent everywhere", name)
			}
		}
	}
	if c := ground(s.registerButton); c != palette[colorAccent][0] {
		t.Errorf("Register is %v, not the accent", c)
	}
}
