package lettering_test

import (
	"image"
	"image/color"
	"image/draw"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/lettering"
)

func fonts(t testing.TB) *lettering.Fonts {
	t.Helper()
	f, err := lettering.New(assets.Font)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestDamagedFont(t *testing.T) {
	if _, err := lettering.New([]byte("no font")); err == nil {
		t.Error("a damaged font is taken")
	}
	if _, err := lettering.New(); err == nil {
		t.Error("no font is enough")
	}
	f, err := lettering.New(assets.Font, []byte("no font"))
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Readable("가\U0010FFFD"); got != "가U+10FFFD" {
		t.Errorf("beside a damaged font: %q", got)
	}
}

func TestReadable(t *testing.T) {
	f := fonts(t)
	for text, want := range map[string]string{
		"":                   "",
		"가뷁똠힣 ≤∑∫≥≠±×·…":     "가뷁똠힣 ≤∑∫≥≠±×·…",
		"\u1112\u1161\u11ab": "\u1112\u1161\u11ab", // 한 in three
		"e\u0301":            "e\u0301",
		"a\u200db\ufe0f":     "a\u200db\ufe0f", // nothing to be seen
		"x\uE123y":           "xU+E123y",       // private use
		"\U000E1234":         "U+E1234",        // not assigned
		"a\x1b[2Jb\n":        "aU+001B[2JbU+000A",
	} {
		if got := f.Readable(text); got != want {
			t.Errorf("%q is written as %q, not %q", text, got, want)
		}
	}
}

// Whatever the machine's fonts, each character leaves its own ink.
func TestWrite(t *testing.T) {
	w := lettering.NewWriter(fonts(t), 20)
	ink := func(text string) (picture string, width float32) {
		img := image.NewGray(image.Rect(0, 0, 400, 40))
		draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
		w.Write(img, text, 2, 28, color.Black)
		for x := 0; x < 400; x++ {
			for y := 0; y < 40; y++ {
				if img.GrayAt(x, y).Y < 128 {
					width = float32(x)
				}
			}
		}
		return string(img.Pix), width
	}
	blank, _ := ink("")
	seen := map[string]string{}
	for _, text := range []string{"똠", "∑", "∫", "≤", "≥", "±", "…", "⋯", "ש", "ع", "漢", "字", "😀", "\U0010FFFD", "\uE000"} {
		got, right := ink(text)
		if got == blank {
			t.Errorf("%s leaves nothing", text)
		}
		if other, taken := seen[got]; taken {
			t.Errorf("%s and %s look the same", text, other)
		}
		seen[got] = text
		if width := w.Width(text); right > 2+width+4 || width <= 0 {
			t.Errorf("%s reaches %v, but measures %v", text, right, width)
		}
	}
	if w.Width("") != 0 {
		t.Error("nothing is wide")
	}
	two, _ := ink("שלום")
	if back, _ := ink("םולש"); two == back {
		t.Error("the direction of reading makes no difference")
	}
}

// wide measures a text by its code points.
func wide(s string) float32 { return float32(utf8.RuneCountInString(s)) }

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float32
		want  string
	}{
		{"", 0, ""},
		{"abc", 3, "abc"},
		{"abcd", 3, "ab…"},
		{"abcd", 1, "…"},
		{"abcd", 0, "…"},
		{"abcd", -1, "…"},
		{"e\u0301e\u0301e\u0301", 4, "e\u0301…"}, // no accent apart from its letter
		{"👨‍👩‍👧abc", 4, "…"},
		{"가나다라", 3, "가나…"},
		{"a\xffb", 2, "a…"},
		{strings.Repeat("x", 1<<20), 5, "xxxx…"},
		{strings.Repeat("길", 100), 70, strings.Repeat("길", 69) + "…"},
	} {
		if got := lettering.Cut(c.text, c.width, wide); got != c.want {
			t.Errorf("%.20q cut to %v is %.40q, not %.40q", c.text, c.width, got, c.want)
		}
	}
}

// A text of a megabyte costs no more than its beginning.
func TestCutMeasuresLittle(t *testing.T) {
	measured := 0
	lettering.Cut(strings.Repeat("길", 1<<20), 100, func(s string) float32 {
		measured += len(s)
		return wide(s)
	})
	if measured > 10_000 {
		t.Errorf("%d bytes were measured to show 100 characters", measured)
	}
}
