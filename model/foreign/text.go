package foreign

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text returns text of others, a name or what an error quotes, as one line that a
// terminal shows and does not obey: control characters, line breaks, the marks
// that turn the direction of writing and bytes that are no UTF-8 are written as Go
// writes them in a string, \n or \u202e. All else stays as it is, in whatever
// script, emoji with their joiners and combining marks included.
func Text(s string) string {
	clean := true
	for _, r := range s {
		clean = clean && r != utf8.RuneError && !obeyed(r)
	}
	if clean {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case obeyed(r):
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		default:
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	return b.String()
}

// JSON writes the same characters of a JSON text in JSON's own way. The text means
// what it meant; encoding/json leaves some of them as they are.
func JSON(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if r >= 0x7f && obeyed(r) { // the others stand between values or are escaped already
			out = fmt.Appendf(out, `\u%04x`, r)
		} else {
			out = append(out, text[:n]...)
		}
		text = text[n:]
	}
	return out
}

// obeyed reports whether a rune changes how the text around it is shown.
func obeyed(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}
