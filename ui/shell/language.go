package shell

import (
	"strings"

	"fyne.io/fyne/v2/lang"
)

// LanguageKey is the setting of the language that was chosen: "en", "ko", or ""
// for the system's.
const LanguageKey = "language"

// Spoken returns the language that a setting comes to.
func Spoken(language string) string {
	switch {
	case language != "":
		return language
	case strings.HasPrefix(lang.SystemLocale().String(), "ko"):
		return "ko"
	}
	return "en"
}
