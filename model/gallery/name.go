package gallery

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// CleanName returns the one form in which a class's name is kept, however it was
// typed, pasted or spelled by another system: in Unicode's composed form (NFC),
// each run of white space and line breaks one space, nothing invisible at its ends.
// It returns ErrBadName unless that is 1 to 64 characters, one of them something to
// see and none a control character.
func CleanName(name string) (string, error) {
	if len(name) > maxNameSent {
		return "", fmt.Errorf("gallery: %d bytes: %w", len(name), ErrBadName)
	}
	if !utf8.ValidString(name) {
		return "", fmt.Errorf("gallery: %w, not bytes", ErrBadName)
	}
	name = Canonical(name)
	if i := strings.IndexFunc(name, unicode.IsControl); i >= 0 {
		return "", fmt.Errorf("gallery: %q: %w, without control characters", name, ErrBadName)
	}
	if !strings.ContainsFunc(name, isSeen) {
		return "", fmt.Errorf("gallery: %w, not nothing", ErrBadName)
	}
	if count := utf8.RuneCountInString(name); count > maxName {
		return "", fmt.Errorf("gallery: %d characters: %w", count, ErrBadName)
	}
	return name, nil
}

// Beginning returns as much of a text as a name with so many characters more to it
// can hold, in the form of a name: what a field takes of a text that is pasted.
func Beginning(text string, more int) string {
	text = strings.ToValidUTF8(text[:min(len(text), maxNameSent)], "")
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
	runes := []rune(Canonical(text))
	return string(runes[:max(min(len(runes), maxName-more), 0)])
}

// Canonical returns the form in which CleanName keeps a name, or looks for part of
// one, whatever is wrong with it otherwise. Of such a form it returns the same.
func Canonical(name string) string {
	name = norm.NFC.String(name)
	name = strings.Join(strings.FieldsFunc(name, unicode.IsSpace), " ")
	return strings.TrimFunc(name, func(r rune) bool { return r == ' ' || strings.ContainsRune(atEnds, r) })
}

// atEnds holds what nobody means at a name's ends: the marks that files begin with
// and that web pages break lines by. Within a name they may join or part letters.
const atEnds = "\ufeff\u200b\u2060\u00ad\u200e\u200f"

// isSeen reports whether a character alone shows something: letters, digits, signs;
// not spaces, joiners, marks that need another character, or the letters and signs
// that stand for nothing.
func isSeen(r rune) bool {
	return unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S) && !strings.ContainsRune(blank, r)
}

// blank holds letters and signs without ink: the Hangul fillers, the empty cell of
// Braille, the empty note head.
const blank = "\u115f\u1160\u3164\uffa0\u2800\U0001d159"

// repaired makes a name that a file may hold since earlier versions took it, yet
// CleanName does not, one that it does.
func repaired(name string) string {
	clean := Canonical(name)
	if !strings.ContainsFunc(clean, isSeen) {
		var codes []string
		for _, r := range name {
			codes = append(codes, fmt.Sprintf("%U", r))
		}
		clean = strings.Join(codes, " ")
	}
	// Some characters have a composed form that is longer.
	for utf8.RuneCountInString(clean) > maxName {
		_, n := utf8.DecodeLastRuneInString(clean)
		clean = Canonical(clean[:len(clean)-n])
	}
	return clean
}

// wasGood is what version 0.1.0 of the program asked of a name.
func wasGood(name string) bool {
	return utf8.ValidString(name) && name == strings.TrimSpace(name) && utf8.RuneCountInString(name) <= maxName &&
		strings.ContainsFunc(name, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }) &&
		!strings.ContainsFunc(name, func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp) })
}
