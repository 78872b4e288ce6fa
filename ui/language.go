package ui

import (
	"encoding/json"
	"io/fs"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/assets"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// languageKey is the setting of the language that was chosen: "en", "ko", or ""
// for the system's.
const languageKey = "language"

// Speak sets the program's language to that of the settings. NewWindow does so itself;
// what is said before needs it earlier.
func Speak(settings Settings) {
	if err := speak(settings.StringWithFallback(languageKey, "")); err != nil {
		fyne.LogError("translations", err) // English is in the code
	}
}

// speak sets the program's language. Fyne always translates into the system's,
// so the chosen one's texts are put in that one's place. What is there already is
// not changed by it: see speakAnew.
func speak(language string) error {
	system := lang.SystemLocale()
	data, err := fs.ReadFile(assets.Translations, "translations/"+spoken(language)+".json")
	if err != nil {
		return err
	}
	if data, err = withSingulars(data); err != nil {
		return err
	}
	return lang.AddTranslationsForLocale(data, system)
}

// spoken returns the language that a setting comes to.
func spoken(language string) string {
	switch {
	case language != "":
		return language
	case strings.HasPrefix(lang.SystemLocale().String(), "ko"):
		return "ko"
	}
	return "en"
}

// withSingulars files the text about one thing, where a language has one, under a key
// of its own.
func withSingulars(data []byte) ([]byte, error) {
	var texts map[string]any
	if err := json.Unmarshal(data, &texts); err != nil {
		return nil, err
	}
	flat := make(map[string]any, len(texts))
	for key, text := range texts {
		flat[key] = text
		if forms, ok := text.(map[string]any); ok {
			flat[key], flat[uiwidget.Singular(key)] = forms["other"], forms["other"]
			if one, has := forms["one"]; has {
				flat[uiwidget.Singular(key)] = one
			}
		}
	}
	return json.Marshal(flat)
}

// languageItem leads to the choice of a language.
func (w *Window) languageItem() *fyne.MenuItem {
	return w.preference(lang.L("Language"), languageKey, w.speakAnew, value{"", lang.L("System default")}, value{"en", "English"}, value{"ko", "한국어"})
}
