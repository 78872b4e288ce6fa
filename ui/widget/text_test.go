package widget

import "testing"

func TestReadableIsOneLine(t *testing.T) {
	for s, want := range map[string]string{
		"한글 é.oneglyph":         "한글 é.oneglyph",
		"a\nb\u202egnp\x1b.png": `a\nb\u202egnp\x1b.png`,
		"\xff":                  `\xff`,
	} {
		if got := Readable(s); got != want {
			t.Errorf("%q: %q, not %q", s, got, want)
		}
	}
}
