package theme

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
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
	l := New("")
	for _, pair := range []struct {
		text, on fyne.ThemeColorName
		least    float64
	}{
		{theme.ColorNameForeground, theme.ColorNameBackground, 7},
		{theme.ColorNameForeground, theme.ColorNameOverlayBackground, 7},
		{ColorMuted, theme.ColorNameBackground, 4.5},
		{ColorAccent, theme.ColorNameBackground, 4.5},
		{colorOnAccent, ColorAccent, 4.5},
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
