package foreign_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/oneglyph/oneglyph/model/foreign"
)

func TestText(t *testing.T) {
	for s, want := range map[string]string{
		"":                           "",
		"한글 é e\u0301 ᄒ\u1161\u11ab": "한글 é e\u0301 ᄒ\u1161\u11ab",
		"👩\u200d👩\u200d👧 ❤\ufe0f 🇰🇷":   "👩\u200d👩\u200d👧 ❤\ufe0f 🇰🇷",
		"می\u200cخواهم שלום":           "می\u200cخواهم שלום",
		`C:\new\table`:                 `C:\new\table`,
		"\ufffd":                       "\ufffd",
		"\x1b[31mred\x1b[0m":           `\x1b[31mred\x1b[0m`,
		"\x1b]0;title\a":               `\x1b]0;title\a`,
		"two\r\nlines\t":               `two\r\nlines\t`,
		"\u009b2J \x7f \x00":           `\u009b2J \x7f \x00`,
		"abc\u202egnp.exe":             `abc\u202egnp.exe`,
		"\u2066a\u2069 \u200f":         `\u2066a\u2069 \u200f`,
		"a\u2028b\u2029c":              `a\u2028b\u2029c`,
		"\x9b31m \xff ok \xed\xa0\x80": `\x9b31m \xff ok \xed\xa0\x80`,
	} {
		if got := foreign.Text(s); got != want {
			t.Errorf("%q: %q, not %q", s, got, want)
		}
	}
}

func TestJSONMeansTheSame(t *testing.T) {
	for _, s := range []string{"한글 👩\u200d👧 é", "\x1b[31m\u009b\x7f\u202e\u2028\n\"\\", "\ufffd"} {
		text, err := json.Marshal(map[string]string{s: s})
		if err != nil {
			t.Fatal(err)
		}
		shown := string(foreign.JSON(append(text, '\n')))
		var back map[string]string
		if err := json.Unmarshal([]byte(shown), &back); err != nil || back[s] != s {
			t.Errorf("%q: %v, %q", shown, err, back)
		}
		if line := strings.TrimSuffix(shown, "\n"); foreign.Text(line) != line {
			t.Errorf("obeyed: %q", shown)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("\x1b[0m\x9b한글\u202e")
	f.Fuzz(func(t *testing.T, s string) {
		got := foreign.Text(s)
		if !utf8.ValidString(got) || strings.IndexFunc(got, unicode.IsControl) >= 0 || foreign.Text(got) != got {
			t.Errorf("%q: %q", s, got)
		}
	})
}
