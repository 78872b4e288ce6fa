package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	uitheme "github.com/oneglyph/oneglyph/ui/theme"
	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// settingsItem leads to what a person may want otherwise.
func (w *Window) settingsItem() *fyne.MenuItem {
	return leading(lang.L("Settings"), fyne.NewMenuItem(lang.L("“No match” threshold…"), w.draw.ShowThreshold), w.copyAloneItem(), w.trayItem(), w.variantItem(), w.languageItem())
}

// helpItem leads to what the program says about itself.
func (w *Window) helpItem() *fyne.MenuItem {
	items := []*fyne.MenuItem{withKeys(lang.L("History"), w.showHistory, uiwidget.Command(fyne.KeyH))}
	if w.deps.Judge != nil {
		items = append(items, withKeys(lang.L("How well will this gallery work?"), w.judge, uiwidget.Command(fyne.KeyJ)))
	}
	return leading(lang.L("Help"), append(items, fyne.NewMenuItem(lang.L("Keyboard shortcuts"), w.showShortcuts), fyne.NewMenuItem(lang.L("About Oneglyph"), w.showAbout))...)
}

// variantItem leads to the choice between light, dark and what the system says.
func (w *Window) variantItem() *fyne.MenuItem {
	return w.preference(lang.L("Appearance"), variantKey, w.setVariant, value{"", lang.L("System default")}, value{uitheme.Light, lang.L("Light")}, value{uitheme.Dark, lang.L("Dark")})
}

// copyAloneItem switches whether sure matches are copied without being asked.
func (w *Window) copyAloneItem() *fyne.MenuItem {
	on := w.draw.CopiesAlone()
	item := fyne.NewMenuItem(lang.L("Copy sure matches by itself"), func() { w.draw.SetCopiesAlone(!on) })
	item.Checked = on
	return item
}

// value is one that a preference may have.
type value struct{ value, label string }

// preference leads to the choice between values of a setting, the first being
// its default. A chosen one is remembered, then applied.
func (w *Window) preference(label, key string, apply func(string), values ...value) *fyne.MenuItem {
	now := w.session.Settings.StringWithFallback(key, values[0].value)
	item := leading(label)
	for _, v := range values {
		one := fyne.NewMenuItem(v.label, func() {
			w.session.Settings.SetString(key, v.value)
			apply(v.value)
		})
		one.Checked = v.value == now
		item.ChildMenu.Items = append(item.ChildMenu.Items, one)
	}
	return item
}

const variantKey = "colours"
