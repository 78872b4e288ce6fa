package ui

import (
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// importPicture asks for a picture and what is to become of it.
func (w *Window) importPicture() {
	w.chooseFile(FileRequest{Title: lang.L("Import a picture"), Kind: lang.L("Pictures"), Extensions: pictureExtensions},
		func(path string) { w.bringIn([]string{path}) })
}

// bringIn asks what is to become of picture files.
func (w *Window) bringIn(paths []string) {
	if w.modal != nil || len(paths) == 0 {
		return
	}
	w.importPictures(paths, false, w.compareWith)
}

// compareWith puts a picture's ink on the pad, which asks for its ranking.
func (w *Window) compareWith(f *pictureFile) {
	w.tabs.choose(drawPage)
	w.draw.pad.Place(f.ink)
}

// droppedPictures takes pictures that were dropped on the window: one on the pad
// is compared at once.
func (w *Window) droppedPictures(at fyne.Position, paths []string) {
	if len(paths) != 1 || !w.draw.covers(at) || w.modal != nil {
		w.bringIn(paths)
		return
	}
	w.importPictures(paths, true, w.compareWith)
}

// covers reports whether a place of the window is on the pad.
func (t *drawTab) covers(at fyne.Position) bool {
	if !t.content.Visible() {
		return false
	}
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(t.pad)
	size := t.pad.Size()
	return at.X >= corner.X && at.Y >= corner.Y && at.X < corner.X+size.Width && at.Y < corner.Y+size.Height
}

// paste takes the paths of picture files from the clipboard, which is what file
// managers put there; of pictures themselves Fyne's clipboard knows nothing.
func (w *Window) paste() {
	paths := pastedPaths(fyne.CurrentApp().Clipboard().Content())
	if len(paths) == 0 {
		w.tell(lang.L("Import a picture"), lang.L("The clipboard holds no picture file. Copy one in the file manager, or drop it here."))
		return
	}
	w.bringIn(paths)
}

// pastedPaths finds the pictures among lines of paths or file URIs.
func pastedPaths(text string) (paths []string) {
	const most = 64 << 10 // bytes; a longer text is none of paths
	if len(text) > most {
		return nil
	}
	for line := range strings.Lines(text) {
		path := strings.Trim(strings.TrimSpace(line), `"'`)
		if u, err := url.Parse(path); err == nil && u.Scheme == "file" {
			path = pathOf(u)
		}
		if info, err := os.Stat(path); filepath.IsAbs(path) && isPicture(path) && err == nil && info.Mode().IsRegular() {
			paths = append(paths, path)
		}
	}
	return paths
}

// pathOf returns the path of a file's URI, on Windows as RFC 8089 says in its
// appendix E.
func pathOf(u *url.URL) string {
	switch path := filepath.FromSlash(u.Path); {
	case runtime.GOOS != "windows":
		return path
	case u.Host != "": // a server's
		return `\\` + u.Host + path
	default:
		return strings.TrimPrefix(path, `\`)
	}
}
