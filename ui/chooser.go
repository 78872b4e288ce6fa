package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
)

// Chooser lets the user point at files. What it is given is called once the
// user has chosen, and not at all when there is no choice.
type Chooser interface {
	OpenFile(extensions []string, chosen func(path string))
	OpenFolder(chosen func(path string))
	SaveFile(name string, chosen func(path string))
}

// fyneChooser asks in Fyne's own dialogs.
type fyneChooser struct{ window fyne.Window }

func (c fyneChooser) OpenFile(extensions []string, chosen func(path string)) {
	d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err == nil && f != nil {
			_ = f.Close() // only its path is wanted
			chosen(f.URI().Path())
		}
	}, c.window)
	d.SetFilter(storage.NewExtensionFileFilter(extensions))
	d.Show()
}

func (c fyneChooser) OpenFolder(chosen func(path string)) {
	dialog.ShowFolderOpen(func(folder fyne.ListableURI, err error) {
		if err == nil && folder != nil {
			chosen(folder.Path())
		}
	}, c.window)
}

func (c fyneChooser) SaveFile(name string, chosen func(path string)) {
	d := dialog.NewFileSave(func(f fyne.URIWriteCloser, err error) {
		if err == nil && f != nil {
			_ = f.Close() // written beside and renamed by whoever is told the path
			chosen(f.URI().Path())
		}
	}, c.window)
	d.SetFileName(name)
	d.Show()
}
