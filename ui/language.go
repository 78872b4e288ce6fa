package ui

import (
	"encoding/json"
	"io/fs"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"oneglyph/assets"
)

// languageKey is the setting of the language that was chosen: "en", "ko", or ""
// for the system's.
const languageKey = "language"

// speak gives the program a language. Fyne always translates into the system's,
// so the chosen one's texts are put in that one's place. What is there already is
// not changed by it.
func speak(language string) error {
	system := lang.SystemLocale()
	data, err := fs.ReadFile(assets.Translations, "translations/"+spoken(language)+".json")
	if err != nil {
		return err
	}
	if data, err = everyPlural(data); err != nil {
		return err
	}
	return lang.AddTranslationsForLocale(data, system)
}

// spoken gives the language that a setting comes to.
func spoken(language string) string {
	switch {
	case language != "":
		return language
	case strings.HasPrefix(lang.SystemLocale().String(), "ko"):
		return "ko"
	}
	return "en"
}

// everyPlural fills in the plural forms that a language does not have, since the
// one in whose place it stands may ask for them.
func everyPlural(data []byte) ([]byte, error) {
	var texts map[string]any
	if err := json.Unmarshal(data, &texts); err != nil {
		return nil, err
	}
	for _, text := range texts {
		forms, ok := text.(map[string]any)
		for _, form := range []string{"zero", "one", "two", "few", "many"} {
			if _, has := forms[form]; ok && !has {
				forms[form] = forms["other"]
			}
		}
	}
	return json.Marshal(texts)
}

// languageItem leads to the choice of a language.
func (w *Window) languageItem() *fyne.MenuItem {
	return w.preference(lang.L("Language"), languageKey, func(string) {
		w.tell(lang.L("Language"), lang.L("Oneglyph speaks it the next time that it is opened."))
	}, value{"", lang.L("Like the system")}, value{"en", "English"}, value{"ko", "한국어"})
}
