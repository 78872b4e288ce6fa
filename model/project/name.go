package project

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CleanName trims a class's name and returns ErrBadName unless 1 to 64
// characters are left, one of them visible and none a control character.
func CleanName(name string) (string, error) {
	if !utf8.ValidString(name) {
		return "", fmt.Errorf("project: %w, not bytes", ErrBadName)
	}
	name = strings.TrimSpace(name)
	count, visible := 0, false
	for _, r := range name {
		if unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp) {
			return "", fmt.Errorf("project: %q: %w, on one line", name, ErrBadName)
		}
		count++
		visible = visible || unicode.IsGraphic(r) && !unicode.IsSpace(r)
	}
	if !visible {
		return "", fmt.Errorf("project: %w, not nothing", ErrBadName)
	}
	if count > maxName {
		return "", fmt.Errorf("project: %d characters: %w", count, ErrBadName)
	}
	return name, nil
}
