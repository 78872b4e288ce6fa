package ui

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/oneglyph/oneglyph/model/gallery"
	"github.com/oneglyph/oneglyph/ui/transfer"
)

// dropped opens what was dropped on the window: a gallery, or pictures.
func (w *Window) dropped(at fyne.Position, files []fyne.URI) {
	if w.session.Occupied() {
		return
	}
	var pictures []string
	for _, f := range files {
		switch path := f.Path(); {
		case f.Scheme() != "file":
		case strings.EqualFold(filepath.Ext(path), gallery.Extension):
			w.session.OpenFile(path)
			return
		case transfer.IsPicture(path):
			pictures = append(pictures, path)
		}
	}
	if len(pictures) == 0 && len(files) > 0 {
		w.session.Notice.Offer(lang.L("Only pictures and Oneglyph galleries can be dropped here."), "", nil)
	}
	if w.tabs.chosen() == pagePage && len(pictures) == 1 {
		w.page.OpenFile(pictures[0])
		return
	}
	w.transfer.DropPictures(at, pictures)
}
