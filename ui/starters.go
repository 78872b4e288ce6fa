package ui

import (
	"io/fs"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/oneglyph/oneglyph/assets"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/model/starter"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// starterSet is an alphabet that comes with the program.
type starterSet struct{ file, title string }

func starterSets() []starterSet {
	return []starterSet{
		{"digits", lang.L("Digits")},
		{"shapes", lang.L("Shapes")},
		{"hangul", lang.L("Hangul letters")},
		{"greek", lang.L("Greek letters")},
	}
}

// addStarter registers a set that comes with the program.
func (s *session) addStarter(set starterSet) {
	text, err := fs.ReadFile(assets.Starters, "starters/"+set.file+".txt")
	if err != nil {
		s.done(err)
		return
	}
	characters, err := starter.Parse(string(text))
	if err != nil {
		s.done(err)
		return
	}
	language := spoken(s.settings.StringWithFallback(languageKey, ""))
	all := make([]gallery.NamedExamples, len(characters))
	for i, c := range characters {
		all[i] = gallery.NewNamedExamples(c.Name(language), c.Forms)
	}
	s.addAll(set.title, all)
}

// addAll registers characters in one step, those whose names are taken aside.
func (s *session) addAll(title string, all []gallery.NamedExamples) {
	added := 0
	err := s.change(gallery.KindImport, title, func(p *gallery.Gallery) (err error) {
		added, err = p.AddMissing(all)
		return err
	})
	if err == nil && added == 0 {
		s.tell(title, lang.L("All of these names are registered already."))
		return
	}
	s.done(err)
}

// starterItems offer the sets, and Omniglot's alphabets where they are at hand.
func (w *Window) starterItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, set := range starterSets() {
		items = append(items, fyne.NewMenuItem(set.title, func() { w.addStarter(set) }))
	}
	if w.alphabets != nil && w.alphabets.AtHand() {
		items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(lang.L("From Omniglot…"), w.chooseAlphabet))
	}
	return items
}

// chooseAlphabet asks for one of Omniglot's alphabets.
func (w *Window) chooseAlphabet() {
	w.alphabets.Names(func(names []string, err error) {
		fyne.Do(func() {
			if err != nil {
				w.tell(lang.L("Something went wrong"), uiwidget.Readable(err.Error()))
				return
			}
			choose := widget.NewSelect(names, nil)
			choose.PlaceHolder = lang.L("Alphabet")
			w.ask(lang.L("Add an alphabet of Omniglot"), choose, choice{label: lang.L("Add"), do: func() string {
				if choose.Selected == "" {
					return lang.L("Choose an alphabet first.")
				}
				w.addAlphabet(choose.Selected)
				return ""
			}})
		})
	})
}

func (w *Window) addAlphabet(name string) {
	w.alphabets.Load(name, func(all []gallery.NamedExamples, err error) {
		fyne.Do(func() {
			if err != nil {
				w.tell(lang.L("Something went wrong"), uiwidget.Readable(err.Error()))
				return
			}
			w.addAll(name, all)
		})
	})
}

// newStarterOffer is what an empty gallery shows in place of classes.
func newStarterOffer(s *session) fyne.CanvasObject {
	rows := container.NewGridWithColumns(2)
	for _, set := range starterSets() {
		b := widget.NewButton(set.title, func() { s.addStarter(set) })
		rows.Add(b)
	}
	return container.New(layout.NewCustomPaddedVBoxLayout(8),
		uiwidget.NewCaption(lang.L("Or begin with characters drawn for you:")), rows)
}
