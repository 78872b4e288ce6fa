package ui

import (
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	uiwidget "github.com/oneglyph/oneglyph/ui/widget"
)

// mainMenu lists what the program offers besides its pages, a line between groups
// of items. It is made again each time that it opens, and short enough for the
// smallest window: a menu that scrolls puts its submenus where they do not belong.
func (w *Window) mainMenu() []*fyne.MenuItem {
	return grouped(
		w.documentItems(),
		w.editItems(),
		w.contentItems(),
		[]*fyne.MenuItem{w.settingsItem(), w.helpItem()},
	)
}

// documentItems are about the gallery's file.
func (w *Window) documentItems() []*fyne.MenuItem {
	recent := leading(lang.L("Open recent"))
	for _, path := range w.deps.Keeper.Recent() {
		recent.ChildMenu.Items = append(recent.ChildMenu.Items, fyne.NewMenuItem(uiwidget.Readable(filepath.Base(path)), func() { w.session.OpenFile(path) }))
	}
	recent.Disabled = len(recent.ChildMenu.Items) == 0
	return []*fyne.MenuItem{
		withKeys(lang.L("New gallery"), w.session.NewGallery, uiwidget.Command(fyne.KeyN)),
		withKeys(lang.L("Open…"), w.session.OpenGallery, uiwidget.Command(fyne.KeyO)),
		recent,
		withKeys(lang.L("Save"), w.session.Save, uiwidget.Command(fyne.KeyS)),
		withKeys(lang.L("Save as…"), w.session.SaveAs, uiwidget.CommandShift(fyne.KeyS)),
	}
}

// withKeys is an item that names its shortcut.
func withKeys(label string, do func(), keys fyne.Shortcut) *fyne.MenuItem {
	item := fyne.NewMenuItem(label, do)
	item.Shortcut = keys
	return item
}

// contentItems bring something into the gallery, or out of the program.
func (w *Window) contentItems() []*fyne.MenuItem {
	return []*fyne.MenuItem{
		leading(lang.L("Import"), fyne.NewMenuItem(lang.L("Import a picture…"), w.transfer.ImportPicture), fyne.NewMenuItem(lang.L("Page of writing…"), w.openPage), leading(lang.L("Starter sets"), w.transfer.StarterItems()...)),
		leading(lang.L("Export"), w.transfer.ExportItems()...),
	}
}

// leading is an item that leads to others.
func leading(label string, to ...*fyne.MenuItem) *fyne.MenuItem {
	item := fyne.NewMenuItem(label, nil)
	item.ChildMenu = fyne.NewMenu("", to...)
	return item
}

// editItems are the ways back and forth of the gallery's changes.
func (w *Window) editItems() []*fyne.MenuItem {
	undo := fyne.NewMenuItem(lang.L("Nothing to undo"), w.session.UndoEdit)
	if title, ok := w.session.LastEdit(); ok {
		undo.Label = lang.L("Undo: {{.Edit}}", map[string]any{"Edit": title})
	} else {
		undo.Disabled = true
	}
	redo := fyne.NewMenuItem(lang.L("Nothing to redo"), w.session.RedoEdit)
	if title, ok := w.session.NextEdit(); ok {
		redo.Label = lang.L("Redo: {{.Edit}}", map[string]any{"Edit": title})
	} else {
		redo.Disabled = true
	}
	return []*fyne.MenuItem{undo, redo}
}

// menuButton opens the main menu.
func (w *Window) menuButton() *uiwidget.TipButton {
	b := w.session.Tips.NewIconButton(lang.L("Menu"), theme.MenuIcon(), nil)
	b.OnTapped = func() { w.session.PopUpUnder(b, w.mainMenu()...) }
	return b
}

// grouped puts a line between groups of items; empty ones leave none.
func grouped(groups ...[]*fyne.MenuItem) (items []*fyne.MenuItem) {
	for _, group := range slices.DeleteFunc(groups, func(g []*fyne.MenuItem) bool { return len(g) == 0 }) {
		if len(items) > 0 {
			items = append(items, fyne.NewMenuItemSeparator())
		}
		items = append(items, group...)
	}
	return items
}
