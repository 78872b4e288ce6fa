package transfer

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
	"github.com/oneglyph/oneglyph/ui/shell"
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
func (t *Transfer) addStarter(set starterSet) {
	text, err := fs.ReadFile(assets.Starters, "starters/"+set.file+".txt")
	if err != nil {
		t.session.ReportChange(err)
		return
	}
	characters, err := starter.Parse(string(text))
	if err != nil {
		t.session.ReportChange(err)
		return
	}
	language := shell.Spoken(t.session.Settings.StringWithFallback(shell.LanguageKey, ""))
	all := make([]gallery.NamedExamples, len(characters))
	for i, c := range characters {
		all[i] = gallery.NewNamedExamples(c.Name(language), c.Forms)
	}
	t.addAll(set.title, all)
}

// addAll registers characters in one step, those whose names are taken aside.
func (t *Transfer) addAll(title string, all []gallery.NamedExamples) {
	added := 0
	err := t.session.Change(gallery.KindImport, title, func(g *gallery.Gallery) (err error) {
		added, err = g.AddMissing(all)
		return err
	})
	if err == nil && added == 0 {
		t.session.Tell(title, lang.L("All of these names are registered already."))
		return
	}
	t.session.ReportChange(err)
}

// StarterItems offer the sets, and Omniglot's alphabets where they are at hand.
func (t *Transfer) StarterItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, set := range starterSets() {
		items = append(items, fyne.NewMenuItem(set.title, func() { t.addStarter(set) }))
	}
	if t.alphabets != nil && t.alphabets.AtHand() {
		items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(lang.L("From Omniglot…"), t.chooseAlphabet))
	}
	return items
}

// chooseAlphabet asks for one of Omniglot's alphabets.
func (t *Transfer) chooseAlphabet() {
	t.alphabets.Names(func(names []string, err error) {
		t.session.Do(func() {
			if err != nil {
				t.session.Tell(lang.L("Something went wrong"), uiwidget.Readable(err.Error()))
				return
			}
			choose := widget.NewSelect(names, nil)
			choose.PlaceHolder = lang.L("Alphabet")
			t.session.Ask(lang.L("Add an alphabet of Omniglot"), choose, shell.Choice{Label: lang.L("Add"), Do: func() string {
				if choose.Selected == "" {
					return lang.L("Choose an alphabet first.")
				}
				t.addAlphabet(choose.Selected)
				return ""
			}})
		})
	})
}

func (t *Transfer) addAlphabet(name string) {
	t.alphabets.Load(name, func(all []gallery.NamedExamples, err error) {
		t.session.Do(func() {
			if err != nil {
				t.session.Tell(lang.L("Something went wrong"), uiwidget.Readable(err.Error()))
				return
			}
			t.addAll(name, all)
		})
	})
}

// NewStarterOffer is what an empty gallery shows in place of classes.
func (t *Transfer) NewStarterOffer() fyne.CanvasObject {
	rows := container.NewGridWithColumns(2)
	for _, set := range starterSets() {
		b := widget.NewButton(set.title, func() { t.addStarter(set) })
		rows.Add(b)
	}
	return container.New(layout.NewCustomPaddedVBoxLayout(8),
		uiwidget.NewCaption(lang.L("Or begin with characters drawn for you:")), rows)
}
