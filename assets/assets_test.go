package assets_test

import (
	"bytes"
	"image/png"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"github.com/oneglyph/oneglyph/assets"
)

func TestIcon(t *testing.T) {
	icon, err := png.DecodeConfig(bytes.NewReader(assets.Icon))
	if err != nil {
		t.Fatal(err)
	}
	if icon.Width != 512 || icon.Height != 512 {
		t.Errorf("the icon is %d×%d", icon.Width, icon.Height)
	}
}

func TestFontCoversNames(t *testing.T) {
	f, err := sfnt.Parse(assets.Font)
	if err != nil {
		t.Fatal(err)
	}
	has := func(r rune) sfnt.GlyphIndex {
		t.Helper()
		i, err := f.GlyphIndex(nil, r)
		if err != nil || i == 0 {
			t.Errorf("%q is missing: %v", r, err)
		}
		return i
	}
	for _, r := range "ㄱㅎㅏㅣㆆㆍあアンαωΩжЯéß“”·–…⋯ ±×÷∑∏∫∂√∞≤≥≠≈≡∈∉∀∃∅∩∪⊂⊃∧∨∠⊥∝∇←↑→↓↔⇒⇔①ⓐ■○☆℃№Ⅳ" {
		has(r)
	}
	for r := '가'; r <= '힣'; r++ { // all 11,172 syllables
		has(r)
	}
	if most := 1_500_000; len(assets.Font) > most {
		t.Errorf("the font has %d bytes, over %d", len(assets.Font), most)
	}
	for r := ' '; r <= '~'; r++ {
		has(r)
	}
	for _, language := range []string{"en", "ko"} {
		text, err := assets.Translations.ReadFile("translations/" + language + ".json")
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range string(text) {
			if r != '\n' {
				has(r)
			}
		}
	}
	// An ellipsis stands on the line and is three dots wide, as Latin has it.
	var b sfnt.Buffer
	dot, _, err := f.GlyphBounds(&b, has('.'), fixed.I(1000), font.HintingNone)
	if err != nil {
		t.Fatal(err)
	}
	if dots, _, err := f.GlyphBounds(&b, has('…'), fixed.I(1000), font.HintingNone); err != nil || dots.Min.Y != dot.Min.Y || dots.Max.Y != dot.Max.Y {
		t.Errorf("the dots of … are at %v, that of . at %v: %v", dots, dot, err)
	}
	// Percentages stand in a column.
	var width fixed.Int26_6
	for r := '0'; r <= '9'; r++ {
		w, err := f.GlyphAdvance(nil, has(r), fixed.I(1000), font.HintingNone)
		if err != nil {
			t.Fatal(err)
		}
		if r > '0' && w != width {
			t.Errorf("%q is %v wide, the digit before %v", r, w, width)
		}
		width = w
	}
}
