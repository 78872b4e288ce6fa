package ui

import (
	"encoding/json"
	"io/fs"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/ui/shell"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// Speak sets the program's language to that of the settings. NewWindow does so itself;
// what is said before needs it earlier.
func Speak(settings shell.Settings) {
	if err := speak(settings.StringWithFallback(shell.LanguageKey, "")); err != nil {
		fyne.LogError("translations", err) // English is in the code
	}
}

// speak sets the program's language. Fyne always translates into the system's,
// so the chosen one's texts are put in that one's place. What is there already is
// not changed by it: see setLanguage.
func speak(language string) error {
	system := lang.SystemLocale()
	data, err := fs.ReadFile(assets.Translations, "translations/"+shell.Spoken(language)+".json")
	if err != nil {
		return err
	}
	if data, err = withSingulars(data); err != nil {
		return err
	}
	return lang.AddTranslationsForLocale(data, system)
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
	return w.preference(lang.L("Language"), shell.LanguageKey, w.setLanguage, value{"", lang.L("System default")}, value{"en", "English"}, value{"ko", "한국어"})
}
